import { describe, expect, it } from 'vitest';
import {
  CAUSES,
  type Finding,
  judgeBandwidth,
  judgeChain,
  judgeConfiguration,
  judgeContext,
  judgeEcho,
  judgeHeadroom,
  judgeKeys,
  judgeLoop,
  judgeMemory,
  judgeMicrophone,
  judgePath,
  judgeRelay,
  judgeStorage,
  judgeTurn,
  score,
} from './health.ts';
import { Alerts } from './health-alerts.ts';

const MIC = { peakDbfs: -18, levelDbfs: -30, noiseDbfs: -70, heardSpeech: true };
const CHAIN = {
  shell: 'worker',
  reports: 20,
  lengthMs: 2000,
  missedQuanta: 0,
  estimator: 'learned',
  busyRatio: 0.05,
  delayMs: 20,
} as const;
const CONTEXT = { state: 'running', sampleRateHz: 48_000, baseLatencyMs: 10, outputLatencyMs: 20, worklets: true };
const PATH = { types: ['host', 'srflx'], protocols: ['udp', 'tcp'], tookMs: 80, asked: true, errorCode: 0 };
const STORAGE = { isOpen: true, isTrue: true, isPersistent: true, freeBytes: 1e9, isFull: false };
const CONFIG = { isSecure: true, canCall: true, repairedCount: 0, areKept: true, badRelays: 0 };

/** Each check, well and broken in each of its ways. */
const CASES: readonly (readonly [Finding, Finding['verdict'], Finding['cause']])[] = [
  [judgeMicrophone(MIC), 'good', 'mic-ok'],
  [judgeMicrophone('MIC_MISSING'), 'bad', 'mic-missing'],
  [judgeMicrophone('MIC_DENIED'), 'bad', 'mic-denied'],
  [judgeMicrophone('MIC_BUSY'), 'bad', 'mic-busy'],
  [judgeMicrophone('MIC_UNSUPPORTED'), 'bad', 'mic-unsupported'],
  [judgeMicrophone({ ...MIC, peakDbfs: -100, levelDbfs: -100 }), 'bad', 'mic-silent'],
  [judgeMicrophone({ ...MIC, peakDbfs: -55 }), 'weak', 'mic-quiet'],
  [judgeMicrophone({ ...MIC, noiseDbfs: -40 }), 'weak', 'mic-noisy'],
  [judgeMicrophone({ ...MIC, peakDbfs: -0.5 }), 'weak', 'mic-loud'],
  [judgeMicrophone({ ...MIC, peakDbfs: -60, heardSpeech: false }), 'good', 'mic-waiting'],
  [judgeChain(CHAIN), 'good', 'chain-ok'],
  [judgeChain({ ...CHAIN, shell: 'none' }), 'bad', 'chain-none'],
  [judgeChain({ ...CHAIN, reports: 4 }), 'bad', 'chain-stalled'],
  [judgeChain({ ...CHAIN, missedQuanta: 50 }), 'weak', 'chain-missed'],
  [judgeChain({ ...CHAIN, estimator: 'classical' }), 'weak', 'chain-classical'],
  [judgeContext(CONTEXT), 'good', 'context-ok'],
  [judgeContext({ ...CONTEXT, state: 'suspended' }), 'bad', 'context-held'],
  [judgeContext({ ...CONTEXT, worklets: false }), 'bad', 'context-no-worklet'],
  [judgeContext({ ...CONTEXT, outputLatencyMs: 240 }), 'weak', 'context-late'],
  [judgePath(PATH), 'good', 'path-ok'],
  [judgePath({ ...PATH, types: [], protocols: [] }), 'bad', 'path-none'],
  [judgePath({ ...PATH, protocols: ['tcp'] }), 'weak', 'path-no-udp'],
  [judgePath({ ...PATH, types: ['host'] }), 'weak', 'path-stun-silent'],
  [judgePath({ ...PATH, types: ['host'], asked: false }), 'good', 'path-ok'],
  [judgeRelay([30, 20, 40]), 'good', 'relay-ok'],
  [judgeRelay([900, 800, 700]), 'weak', 'relay-slow'],
  [judgeRelay([]), 'bad', 'relay-silent'],
  [judgeRelay('RELAY_UNREACHABLE'), 'bad', 'relay-unreachable'],
  [judgeRelay('RELAY_REFUSED'), 'bad', 'relay-refused'],
  [judgeRelay('RELAY_BROKEN'), 'bad', 'relay-broken'],
  [judgeBandwidth(3e6), 'good', 'bandwidth-ok'],
  [judgeBandwidth(200_000), 'weak', 'bandwidth-low'],
  [judgeBandwidth(40_000), 'bad', 'bandwidth-none'],
  [judgeTurn(null), 'skipped', 'turn-none'],
  [judgeTurn({ ...PATH, types: ['relay'] }), 'good', 'turn-ok'],
  [judgeTurn({ ...PATH, errorCode: 401 }), 'bad', 'turn-refused'],
  [judgeTurn({ ...PATH, errorCode: 701 }), 'bad', 'turn-unreachable'],
  [judgeStorage(STORAGE), 'good', 'storage-ok'],
  [judgeStorage({ ...STORAGE, isPersistent: false }), 'weak', 'storage-not-persistent'],
  [judgeStorage({ ...STORAGE, freeBytes: 100_000 }), 'bad', 'storage-full'],
  [judgeStorage({ ...STORAGE, isFull: true, isTrue: false }), 'bad', 'storage-full'],
  [judgeStorage({ ...STORAGE, isTrue: false }), 'bad', 'storage-lies'],
  [judgeStorage({ ...STORAGE, isOpen: false }), 'bad', 'storage-none'],
  [judgeKeys('kept', true), 'good', 'keys-ok'],
  [judgeKeys('restored', true), 'weak', 'keys-restored'],
  [judgeKeys('temporary', true), 'weak', 'keys-temporary'],
  [judgeKeys('lost', true), 'bad', 'keys-lost'],
  [judgeKeys('kept', false), 'bad', 'keys-broken'],
  [judgeKeys('locked', 'locked'), 'weak', 'keys-locked'],
  [judgeKeys('locked', true), 'good', 'keys-ok'],
  [judgeKeys('locked', false), 'bad', 'keys-broken'],
  [judgeConfiguration(CONFIG), 'good', 'config-ok'],
  [judgeConfiguration({ ...CONFIG, repairedCount: 2 }), 'weak', 'config-repaired'],
  [judgeConfiguration({ ...CONFIG, badRelays: 1 }), 'bad', 'config-relay'],
  [judgeConfiguration({ ...CONFIG, isSecure: false }), 'bad', 'config-insecure'],
  [judgeConfiguration({ ...CONFIG, canCall: false }), 'bad', 'config-no-calls'],
  [judgeMemory(50e6, 4e9), 'good', 'memory-ok'],
  [judgeMemory(null, null), 'good', 'memory-unknown'],
  [judgeMemory(3.6e9, 4e9), 'weak', 'memory-high'],
  [judgeHeadroom(0.06), 'good', 'headroom-ok'],
  [judgeHeadroom(0.4), 'weak', 'headroom-low'],
  [judgeHeadroom(1.2), 'bad', 'headroom-none'],
  [judgeLoop(60), 'good', 'loop-ok'],
  [judgeLoop(400), 'weak', 'loop-slow'],
  [judgeLoop(null), 'bad', 'loop-silent'],
  [judgeEcho(null), 'good', 'echo-none'],
  [judgeEcho(-12), 'weak', 'echo-heard'],
];

describe('the doctor', () => {
  it.each(CASES)('%# names what is so', (finding, verdict, cause) => {
    expect([finding.verdict, finding.cause]).toEqual([verdict, cause]);
  });

  it('has a case for every cause but those of the runner', () => {
    const tried = new Set(CASES.map(([, , cause]) => cause));
    const untried = CAUSES.filter((cause) => !tried.has(cause));
    expect(untried).toEqual(['timeout', 'broken', 'needs-microphone', 'needs-relay', 'mic-unanswered']);
  });

  it('weighs what a call cannot do without the heaviest', () => {
    const all = (['microphone', 'relay', 'memory', 'storage'] as const).map((id) => [id, judgeMemory(1, 4)] as const);
    expect(score(all)).toBe(100);
    const without = (id: string) => score(all.map(([it, fine]) => [it, it === id ? judgeLoop(null) : fine] as const));
    expect(without('microphone')).toBeLessThan(without('storage'));
    expect(without('storage')).toBeLessThan(without('memory'));
    expect(score([])).toBe(100);
  });
});

describe('alerts', () => {
  it('are raised once while it lasts, and cleared once', () => {
    const alerts = new Alerts();
    const seen: string[] = [];
    for (let second = 0; second < 60; second++) {
      const loss = second >= 10 && second < 40 ? 0.3 : 0.01;
      for (const { code, raised } of alerts.note({ loss }, 1000 * second)) seen.push(`${second} ${code} ${raised}`);
    }
    expect(seen).toEqual(['13 loss true', '43 loss false']);
    expect(alerts.raised).toEqual([]);
  });

  it('do not flap around a threshold', () => {
    const alerts = new Alerts();
    let changes = 0;
    for (let second = 0; second < 200; second++) {
      changes += alerts.note({ loss: second % 2 ? 0.13 : 0.06 }, 1000 * second).length;
    }
    expect(changes).toBe(0);
  });

  it('are kept apart from each other', () => {
    const alerts = new Alerts();
    for (const nowMs of [0, 5_000]) alerts.note({ delay: 900, loss: 0 }, nowMs);
    expect(alerts.raised).toEqual(['delay']);
  });
});
