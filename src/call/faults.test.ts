import { describe, expect, it } from 'vitest';
import { FaultHistory, MAX_FAULTS, NO_FAULTS, together } from './faults.ts';
import { LOST_AFTER_MS } from './machine.ts';
import type { LogEntry } from './ports.ts';
import { readReport } from './report-kept.ts';

const line = (event: string, detail?: string, peer: string | null = null): LogEntry => ({
  level: 'info',
  event,
  peer,
  ...(detail === undefined ? {} : { detail }),
});

/** What a history makes of lines at their times. */
function historyOf(lines: readonly (readonly [number, LogEntry])[], endMs: number) {
  const history = new FaultHistory();
  history.begin(1_000);
  for (const [atMs, entry] of lines) history.note(entry, atMs);
  return history.summary(endMs);
}

describe('the faults of a call', () => {
  it('are none where the log tells of none', () => {
    const calm = [line('microphone open'), line('call connected', undefined, 'anna'), line('sends', '40 ms')];
    expect(
      historyOf(
        calm.map((it, n) => [2_000 + n, it] as const),
        9_000,
      ),
    ).toEqual(NO_FAULTS);
  });

  it('are told apart by kind and by person', () => {
    const { times, recovered, faults } = historyOf(
      [
        [10_000, line('call reconnecting', undefined, 'anna')],
        [11_000, line('call reconnecting', undefined, 'ben')],
        [12_000, line('call connected', undefined, 'anna')],
        [13_000, line('voice moved', 'worker-failed, now worklet')],
        [14_000, line('voice moved', 'worklet-stalled, now none')],
        [15_000, line('settings', 'not kept')],
        [16_000, line('settings', 'kept')],
      ],
      20_000,
    );
    expect([times, recovered]).toEqual([5, 3]);
    expect(faults).toEqual([
      { kind: 'path-lost', atMs: 7_500, lengthMs: 3_500, recovered: true },
      { kind: 'chain-failed', atMs: 12_000, lengthMs: 0, recovered: true },
      { kind: 'chain-failed', atMs: 13_000, lengthMs: 0, recovered: false },
      { kind: 'not-saved', atMs: 14_000, lengthMs: 1_000, recovered: true },
      { kind: 'path-lost', atMs: 8_500, lengthMs: 10_500, recovered: false },
    ]);
  });

  it('count somebody who was given up as lost, and one who was shut out', () => {
    const lost = historyOf(
      [
        [10_000, line('call reconnecting', undefined, 'anna')],
        [10_000 + LOST_AFTER_MS, line('call over', 'PEER_LOST', 'anna')],
        [10_000 + LOST_AFTER_MS, line('call over', 'PEER_FORGED', 'mallory')],
      ],
      2 * LOST_AFTER_MS,
    );
    expect(lost.faults.map(({ kind, recovered }) => [kind, recovered])).toEqual([
      ['path-lost', false],
      ['refused-proof', false],
    ]);
  });

  it('are counted all, and kept in a bounded list', () => {
    const lines = Array.from(
      { length: 3 * MAX_FAULTS },
      (_, n) => [2_000 + n, line('voice moved', 'worker-failed, now worklet')] as const,
    );
    const sum = historyOf(lines, 9_000);
    expect([sum.times, sum.recovered, sum.faults.length]).toEqual([3 * MAX_FAULTS, 3 * MAX_FAULTS, MAX_FAULTS]);
    expect(together([sum, sum, NO_FAULTS])).toEqual({
      ...sum,
      times: 2 * sum.times,
      recovered: 2 * sum.times,
      faults: [],
    });
  });
});

describe('kept faults', () => {
  const report = { endedMs: 1, lengthMs: 1, grade: 'good', reasons: [], people: [], graph: [] };
  const faults = [{ kind: 'relay-lost', atMs: 5, lengthMs: 6, recovered: true }] as const;
  const recovery = { times: 1, recovered: 1, longestMs: 6, faults };

  it('come back as they were, and are none in reports of earlier versions', () => {
    expect(readReport({ ...report, recovery })?.recovery).toEqual(recovery);
    expect(readReport(report)?.recovery).toEqual(NO_FAULTS);
  });

  it.each([
    ['no numbers', { ...recovery, times: '1' }],
    ['more recovered than there were', { ...recovery, recovered: 2 }],
    ['nothing', null],
  ])('with %s are none', (_name, wrong) => {
    expect(readReport({ ...report, recovery: wrong })?.recovery).toEqual(NO_FAULTS);
  });

  it('lose a single one that is damaged', () => {
    const damaged = { ...recovery, faults: [...faults, { ...faults[0], kind: 'made-up' }, 7] };
    expect(readReport({ ...report, recovery: damaged })?.recovery).toEqual(recovery);
  });
});
