import { describe, expect, it } from 'vitest';
import type { Around } from '../call/health-call.ts';
import type { Call } from '../call/machine.ts';
import type { Message } from '../call/messages.ts';
import type { LogEntry } from '../call/ports.ts';
import type { CallReport } from '../call/report.ts';
import type { VoiceReport } from '../dsp/voice-messages.ts';
import type { Member } from './member.ts';
import { createWatch } from './metrics.ts';

const PACKETS_PER_S = 50;
const SAMPLES_PER_S = 48_000;
const REPORT: VoiceReport = {
  kind: 'report',
  inputDbfs: -30,
  outputDbfs: -24,
  noiseDbfs: -70,
  speechProbability: 0.9,
  gainDb: 6,
  badSamples: 0,
  missedQuanta: 0,
  delayMs: 20,
  busyRatio: 0.04,
  estimator: 'learned',
};

/** Somebody whose connection loses what it is told to. */
function somebody(id: string, name: string) {
  let seconds = 0;
  let lost = 0;
  const told: Message[] = [];
  const state = { lossRatio: 0, restarts: 0, call: { phase: 'connected', sinceMs: 0 } as Call };
  const pair = {
    get call() {
      return state.call;
    },
    get restarts() {
      return state.restarts;
    },
    tell: (message: Message) => told.push(message),
    stats: async () => {
      seconds++;
      lost += PACKETS_PER_S * state.lossRatio;
      return [
        {
          type: 'inbound-rtp',
          kind: 'audio',
          packetsReceived: PACKETS_PER_S * seconds - lost,
          packetsLost: lost,
          totalSamplesReceived: SAMPLES_PER_S * seconds,
          concealedSamples: 0,
        },
        { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.05, fractionLost: 0 },
      ];
    },
  };
  return { member: { id, name, muted: false, pair } as unknown as Member, state, told };
}

function room() {
  let nowMs = 0;
  let tick = () => {};
  const state: { relay: Around['relay'] } = { relay: 'open' };
  const members = new Map<string, Member>();
  const reports: (CallReport | null)[] = [];
  const log: LogEntry[] = [];
  let grades = 0;
  const watch = createWatch(
    {
      nowMs: () => nowMs,
      around: () => ({ relay: state.relay, usedBytes: 5e6, limitBytes: 4e9, pressure: 1 }),
      epochS: () => 1_700_000_000,
      log: (entry) => log.push(entry),
      every: (_intervalMs, callback) => {
        tick = callback;
        return () => {
          tick = () => {};
        };
      },
    },
    { began: () => undefined, finished: (report) => reports.push(report) },
  );
  const begin = () => watch.begin({ members: () => members, graded: () => grades++, isUnprocessed: () => false });
  const pass = async (seconds: number, before: () => void = () => undefined) => {
    for (let n = 0; n < seconds; n++) {
      nowMs += 1000;
      before();
      tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { state, watch, members, reports, log, begin, pass, now: () => nowMs, grades: () => grades };
}

describe('the watch over a call', () => {
  it('measures each connection, grades it and tells the other side', async () => {
    const { watch, members, begin, pass } = room();
    const anna = somebody('anna-id', 'Anna');
    members.set('anna-id', anna.member);
    begin();
    anna.state.lossRatio = 0.06;
    await pass(11);
    expect(watch.latest?.links.get('anna-id')?.lossRatio).toBeCloseTo(0.06, 6);
    expect(watch.gradeOf('anna-id')).toBe('good');
    expect(watch.gradeOf('nobody')).toBeNull();
    expect(anna.told.at(-1)).toMatchObject({ kind: 'report', view: { grade: 'good', lossPercent: 6, delayMs: 50 } });
    expect(watch.graph().length).toBe(10);
  });

  it('makes a report of what was measured, once', async () => {
    const { watch, members, reports, begin, pass } = room();
    const anna = somebody('anna-id', 'Anna');
    members.set('anna-id', anna.member);
    begin();
    await pass(10, () => watch.voiceReport(REPORT));
    watch.reported('anna-id', { grade: 'fair', lossPercent: 9, concealedPercent: 2, delayMs: 90, levelDbfs: -25 });
    await pass(1, () => watch.voiceReport(REPORT));
    expect(watch.latest?.links.get('anna-id')?.theirLossRatio).toBeCloseTo(0.09, 9);
    // Who has left is in the report as well.
    members.clear();
    await pass(2);
    watch.end();
    watch.end();
    expect(reports.length).toBe(1);
    expect(reports[0]).toMatchObject({
      grade: 'excellent',
      lengthMs: 13_000,
      reasons: [],
      people: [{ name: 'Anna', theirs: { grade: 'fair', lossPercent: 9 } }],
    });
    expect(reports[0]?.graph.at(-1)?.inputDbfs).toBeCloseTo(-30, 6);
    expect(watch.latest).toBeNull();
  });

  it('counts a lost connection and its recovery', async () => {
    const { watch, members, reports, begin, pass, now } = room();
    const anna = somebody('anna-id', 'Anna');
    members.set('anna-id', anna.member);
    watch.logged({ level: 'warn', event: 'microphone ended', peer: null }); // before the call: none of its faults
    begin();
    await pass(60);
    watch.logged({ level: 'info', event: 'call reconnecting', peer: 'anna-i' });
    anna.state.call = { phase: 'reconnecting', sinceMs: now(), role: 'offerer', restartedMs: now() } as Call;
    anna.state.restarts = 2;
    await pass(2);
    anna.state.call = { phase: 'connected', sinceMs: now() } as Call;
    watch.logged({ level: 'info', event: 'call connected', peer: 'anna-i' });
    await pass(10);
    expect(watch.latest?.recoveries).toBe(1);
    expect(watch.latest?.iceRestarts).toBe(2);
    // The same person in a new session: its count begins anew, the call's does not.
    anna.state.restarts = 1;
    await pass(1);
    expect(watch.latest?.iceRestarts).toBe(3);
    watch.end();
    expect(reports[0]).toMatchObject({ grade: 'good', reasons: [{ code: 'interrupted-times', value: 1, also: 3 }] });
    expect(reports[0]?.recovery).toMatchObject({ times: 1, recovered: 1, longestMs: 3_500 });
  });

  it('raises an alert once while it lasts, and says once that it is over', async () => {
    const { watch, members, log, begin, pass } = room();
    const anna = somebody('anna-id', 'Anna');
    members.set('anna-id', anna.member);
    begin();
    await pass(5);
    anna.state.lossRatio = 0.3;
    await pass(10);
    expect(watch.latest?.alerts).toEqual(['loss']);
    anna.state.lossRatio = 0;
    await pass(10);
    expect(watch.latest?.alerts).toEqual([]);
    expect(log.map(({ level, event, detail }) => `${level} ${event} ${detail}`)).toEqual([
      'warn alert loss 0.3',
      'info alert over loss 0',
    ]);
  });

  it('judges the health of the call every five seconds, and says once what breaks and when it is whole', async () => {
    const { state, watch, members, log, begin, pass } = room();
    members.set('anna-id', somebody('anna-id', 'Anna').member);
    begin();
    await pass(10, () => watch.voiceReport(REPORT));
    expect(watch.latest?.health).toMatchObject({ score: 100 });
    expect(watch.latest?.health?.findings.map(([id]) => id)).toEqual(
      ['microphone', 'chain', 'headroom', 'path', 'relay', 'memory'], // all that is measured anyway
    );
    state.relay = 'RELAY_UNREACHABLE';
    await pass(30, () => watch.voiceReport({ ...REPORT, busyRatio: 0.4 }));
    expect(watch.latest?.health?.score).toBeLessThan(75);
    state.relay = 'open';
    await pass(20, () => watch.voiceReport(REPORT));
    expect(watch.latest?.health?.score).toBe(100);
    expect(log.map(({ level, event, detail }) => `${level} ${event} ${detail}`)).toEqual([
      'info relay broken relay-unreachable',
      'info relay whole again relay-ok',
    ]);
  });

  it('takes the time of setting up from the steps of the log', async () => {
    const { watch, members, begin, pass } = room();
    members.set('anna-id', somebody('anna-id', 'Anna').member);
    begin();
    for (const step of ['offering', 'connecting', 'connecting', 'proving', 'connected', 'reconnecting', 'connected']) {
      watch.logged({ level: 'info', event: `call ${step}`, peer: 'anna-i' });
      await pass(1);
    }
    expect(watch.latest?.setUp).toEqual({ totalMs: 4000, handshakeMs: 1000, pathMs: 2000, proofMs: 1000 });
  });

  it('counts what was missed in every shell the chain ran in', async () => {
    const { watch, members, begin, pass } = room();
    members.set('anna-id', somebody('anna-id', 'Anna').member);
    begin();
    // Fifty were lost before the call; at the fourth the voice moved to another shell, which began to count anew.
    for (const missedQuanta of [50, 50, 350, 20, 200, 700]) {
      watch.voiceReport({ ...REPORT, missedQuanta });
      await pass(1);
    }
    expect(watch.latest?.voice?.missedQuanta).toBe(1_000);
    watch.end();
    begin();
    watch.voiceReport({ ...REPORT, missedQuanta: 700 });
    await pass(1);
    expect(watch.latest?.voice?.missedQuanta).toBe(0);
  });

  it('gives the figures of a stretch as one, for whoever wants them seldom', async () => {
    const { watch, members, begin, pass } = room();
    const anna = somebody('anna-id', 'Anna');
    members.set('anna-id', anna.member);
    begin();
    expect(watch.over(15_000)).toBeNull();
    await pass(10, () => watch.voiceReport({ ...REPORT, inputDbfs: -80 }));
    anna.state.lossRatio = 0.2;
    await pass(5, () => watch.voiceReport(REPORT));
    anna.state.lossRatio = 0;
    await pass(5, () => watch.voiceReport(REPORT));
    const stretch = watch.over(10_000)!;
    expect(stretch.links.get('anna-id')).toMatchObject({ lengthMs: 10_000, roundTripMs: 50 });
    expect(stretch.links.get('anna-id')?.lossRatio).toBeCloseTo(0.1, 6);
    expect(stretch.voice?.inputDbfs).toBeCloseTo(-30, 6);
    expect(watch.latest?.links.get('anna-id')?.lossRatio).toBe(0);
  });

  it('measures nothing between calls, and reports nothing of a call with nobody', async () => {
    const { watch, reports, begin, pass } = room();
    watch.voiceReport(REPORT);
    await pass(3);
    expect(watch.latest).toBeNull();
    begin();
    await pass(3);
    watch.end();
    expect(reports).toEqual([null]);
  });
});
