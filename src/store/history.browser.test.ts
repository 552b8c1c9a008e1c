import { afterEach, describe, expect, it } from 'vitest';
import type { LogLine } from '../call/log-line.ts';
import type { CallReport } from '../call/report.ts';
import { countAmounts } from './amounts.ts';
import { database } from './database.ts';
import { eraseEverything } from './erase.ts';
import { addReport, forgetReports, readReports } from './history.ts';
import { keepLog, readLog } from './log.ts';
import { probeStorage } from './probe.ts';

const DAY_MS = 24 * 3_600_000;

function report(change: Partial<CallReport> = {}): CallReport {
  return {
    endedMs: Date.now(),
    lengthMs: 60_000,
    grade: 'good',
    reasons: [{ code: 'delay-ms', value: 340, also: 0 }],
    people: [
      {
        name: 'Anna',
        grade: 'good',
        lossPercent: 1,
        concealedPercent: 0.5,
        delayMs: 340,
        path: 'direct',
        theirs: { grade: 'fair', lossPercent: 4, concealedPercent: 2, delayMs: 350, levelDbfs: -24 },
      },
    ],
    graph: [
      {
        atMs: 1000,
        lossPercent: 1,
        concealedPercent: 0,
        roundTripMs: 50,
        bufferMs: null,
        inputDbfs: -30,
        outputDbfs: null,
      },
    ],
    recovery: {
      times: 1,
      recovered: 1,
      longestMs: 2_100,
      faults: [{ kind: 'path-lost', atMs: 5_000, lengthMs: 2_100, recovered: true }],
    },
    ...change,
  };
}

function line(event: string): LogLine {
  return { atMs: 1, level: 'info', event, call: 'ab', peer: null, detail: null, repeats: 0 };
}

async function rows(store: 'history' | 'log'): Promise<unknown[]> {
  const opened = await database();
  if (opened.state !== 'open') throw new Error(`no database: ${opened.state}`);
  return opened.db.getAll(store);
}

afterEach(async () => {
  await eraseEverything();
});

describe('reports of calls', () => {
  it('come back as they were kept, oldest first, until they are forgotten', async () => {
    const [first, second] = [report({ grade: 'poor' }), report()];
    expect(await addReport(first)).toBe(true);
    expect(await addReport(second)).toBe(true);
    expect(await readReports()).toEqual([first, second]);
    expect(await forgetReports()).toBe(true);
    expect(await readReports()).toEqual([]);
  });

  it('lie sealed: no name can be read on disk', async () => {
    await addReport(report());
    const [row] = await rows('history');
    expect(row).toBeInstanceOf(Uint8Array);
    expect(new TextDecoder('latin1').decode(row as Uint8Array)).not.toContain('Anna');
  });

  it('go after ninety days, and when there are more than two hundred', async () => {
    await addReport(report({ endedMs: Date.now() - 91 * DAY_MS }));
    await addReport(report({ endedMs: Date.now() - 89 * DAY_MS }));
    expect((await readReports()).length).toBe(1);
    expect((await rows('history')).length).toBe(1);
    for (let n = 0; n < 205; n++) await addReport(report({ lengthMs: n }));
    const kept = await readReports();
    expect([kept.length, kept[0]?.lengthMs, kept.at(-1)?.lengthMs]).toEqual([200, 5, 204]);
  });

  it('leave out what was tampered with', async () => {
    await addReport(report());
    const opened = await database();
    if (opened.state !== 'open') throw new Error('no database');
    await opened.db.add('history', new Uint8Array(64));
    await opened.db.add('history', 'no report');
    expect((await readReports()).length).toBe(1);
  });
});

describe('the log', () => {
  it('comes back in order and is bounded in bytes', async () => {
    await keepLog([line('one'), line('two')]);
    await keepLog([line('three')]);
    expect((await readLog()).map(({ event }) => event)).toEqual(['one', 'two', 'three']);
    const long = Array.from({ length: 1000 }, () => line('x'.repeat(200)));
    for (let n = 0; n < 8; n++) await keepLog(long);
    const bytes = (await rows('log')).reduce<number>((sum, row) => sum + (row as Uint8Array).length, 0);
    expect(bytes).toBeLessThan((1 << 20) + 300_000);
    expect((await readLog()).some(({ event }) => event === 'one')).toBe(false);
  });
});

describe('everything', () => {
  it('is counted, and gone after erasing', async () => {
    await addReport(report());
    await keepLog([line('one')]);
    expect(await countAmounts()).toMatchObject({ history: 1, log: 1 });
    expect(await eraseEverything()).toBe('erased');
    const nothing = { settings: 0, identity: 0, people: 0, trail: 0, history: 0, log: 0 };
    expect(await countAmounts()).toEqual(nothing);
    // Counting did not bring anything back.
    expect(await countAmounts()).toEqual(nothing);
  });

  it('is probed without a trace', async () => {
    expect(await probeStorage()).toMatchObject({ isOpen: true, isTrue: true });
    expect((await rows('log')).length).toBe(0);
  });
});
