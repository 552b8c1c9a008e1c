import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VoiceReport } from '../dsp/voice-messages.ts';
import { gradeOf, type LinkFigures, linkFigures, overall, ShownGrade, worstGrade } from './quality.ts';
import { TimeRing, thinned } from './quality-ring.ts';
import { readStats, type StatsReading } from './quality-stats.ts';
import { voiceFigures } from './quality-voice.ts';

/** What getStats really gave in a call on one machine, two moments of each browser, addresses left out. */
const RECORDED = JSON.parse(readFileSync(new URL('./quality.recorded.json', import.meta.url), 'utf8')) as Record<
  'chromium' | 'firefox',
  readonly (readonly unknown[])[]
>;
const { chromium: CHROMIUM, firefox: FIREFOX } = RECORDED;

const EMPTY: StatsReading = {
  atMs: 0,
  receivedPackets: 0,
  lostPackets: 0,
  askedAgain: 0,
  way: null,
  receivedBytes: 0,
  sentBytes: 0,
  heardSamples: 0,
  concealedSamples: 0,
  silentConcealedSamples: 0,
  underflows: 0,
  bufferedS: 0,
  bufferedSamples: 0,
  playoutS: null,
  playoutSamples: 0,
  jitterMs: null,
  roundTripMs: null,
  theirLossRatio: null,
  availableBitsPerS: null,
  path: null,
  transport: null,
};

const read = (entries: readonly unknown[], atMs: number) => readStats(entries, atMs)!;

describe('figures from recorded getStats', () => {
  it('reads what Chromium says of a second', () => {
    const figures = linkFigures(read(CHROMIUM[0]!, 0), read(CHROMIUM[1]!, 1000))!;
    expect(figures).toMatchObject({ lossRatio: 0, concealedRatio: 0, underflows: 0, path: 'direct', transport: 'udp' });
    // Opus at 20 ms: fifty packets of 12 header bytes or more and some 60 of voice.
    expect(figures.receivedBitsPerS).toBeGreaterThan(20_000);
    expect(figures.receivedBitsPerS).toBeLessThan(60_000);
    expect(figures.bufferMs).toBeGreaterThan(5);
    expect(figures.bufferMs).toBeLessThan(120);
    expect(figures.playoutMs).toBeGreaterThan(0);
    expect(figures.roundTripMs).toBe(1);
  });

  it('reads what Firefox says, and says null of what it does not tell', () => {
    const figures = linkFigures(read(FIREFOX[0]!, 0), read(FIREFOX[1]!, 1000))!;
    expect(figures).toMatchObject({ lossRatio: 0, playoutMs: null, path: 'direct', transport: 'udp' });
    expect(figures.sentBitsPerS).toBeGreaterThan(20_000);
    expect(figures.bufferMs).toBeGreaterThan(5);
    expect(figures.roundTripMs).toBeCloseTo(1.007, 3);
  });

  it('finds the chosen pair in either browser, and tells a relayed one', () => {
    const relayed = CHROMIUM[1]!.map((entry) => {
      const it = entry as { type: string };
      return it.type === 'local-candidate' ? { ...it, candidateType: 'relay', relayProtocol: 'tls' } : it;
    });
    expect(read(relayed, 0)).toMatchObject({ path: 'relayed', transport: 'tcp' });
    const selected = FIREFOX[1]!.filter((entry) => (entry as { type: string }).type !== 'transport');
    expect(read(selected, 0)).toMatchObject({ path: 'direct', transport: 'udp' });
  });

  it('reads nothing from nothing, and never throws or gives what is no number', () => {
    expect(readStats([], 0)).toBeNull();
    expect(readStats([{ type: 'inbound-rtp', kind: 'audio', jitter: -1e306 }], 0)?.jitterMs ?? null).toBeNull();
    const entry = fc.record(
      { type: fc.constantFrom('inbound-rtp', 'outbound-rtp', 'candidate-pair', 'transport'), kind: fc.anything() },
      { requiredKeys: ['type'] },
    );
    const field = fc.dictionary(
      fc.constantFrom('packetsLost', 'jitter', 'bytesSent', 'totalSamplesReceived'),
      fc.anything(),
    );
    const any = fc.array(
      fc.oneof(
        fc.anything(),
        fc.tuple(entry, field).map(([a, b]) => ({ ...b, ...a })),
      ),
    );
    fc.assert(
      fc.property(any, (entries) => {
        const reading = readStats(entries, 1);
        const figures = reading && linkFigures({ ...EMPTY }, reading);
        for (const value of Object.values(figures ?? {})) {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});

describe('figures of a stretch', () => {
  const later = (change: Partial<StatsReading>) => linkFigures(EMPTY, { ...EMPTY, atMs: 1000, ...change })!;

  it('shares the lost among those that were sent', () => {
    expect(later({ receivedPackets: 95, lostPackets: 5 }).lossRatio).toBeCloseTo(0.05, 10);
  });

  it('counts what was sent again in time among the lost', () => {
    expect(later({ receivedPackets: 100, lostPackets: 0, askedAgain: 5 }).lossRatio).toBeCloseTo(0.05, 10);
    expect(later({ receivedPackets: 96, lostPackets: 4, askedAgain: 4 }).lossRatio).toBeCloseTo(0.04, 10);
  });

  it('believes what was counted on both ends of the way more than how often something was asked for', () => {
    const way = (sentPackets: number, lostPackets: number) => ({ sentPackets, lostPackets, latestRatio: 0.5 });
    const asked = { receivedPackets: 100, lostPackets: 1, askedAgain: 12 };
    expect(later({ ...asked, way: way(200, 6) }).lossRatio).toBeCloseTo(0.03, 10);
    const before = { ...EMPTY, way: way(200, 6) };
    expect(linkFigures(before, { ...EMPTY, ...asked, atMs: 1000, way: way(300, 11) })?.lossRatio).toBeCloseTo(0.05, 10);
    // No beat came in this second.
    expect(linkFigures(before, { ...EMPTY, ...asked, atMs: 1000, way: way(200, 6) })?.lossRatio).toBe(0.5);
  });

  it('leaves made-up silence out of the concealment', () => {
    const figures = later({ heardSamples: 48_000, concealedSamples: 4_800, silentConcealedSamples: 4_320 });
    expect(figures.concealedRatio).toBeCloseTo(0.01, 10);
  });

  it('counts the end of a hole that faded out', () => {
    const hole = { heardSamples: 48_000, concealedSamples: 14_400, silentConcealedSamples: 4_800, lostPackets: 12 };
    expect(later(hole).concealedRatio).toBeCloseTo(0.3, 10);
  });

  it('gives the mean delay of the buffer per sample', () => {
    expect(later({ bufferedS: 1920, bufferedSamples: 48_000 }).bufferMs).toBeCloseTo(40, 10);
  });

  it('starts over with a new connection, whose sums are smaller', () => {
    const before = { ...EMPTY, receivedPackets: 9_000, lostPackets: 100, sentBytes: 1 };
    const figures = linkFigures(before, { ...EMPTY, atMs: 1000, receivedPackets: 40, lostPackets: 10, sentBytes: 5 })!;
    expect(figures.lossRatio).toBeCloseTo(0.2, 10);
  });
});

/** A second of a connection with the given figures. */
function second(n: number, change: Partial<LinkFigures> = {}): LinkFigures {
  const figures = linkFigures(EMPTY, { ...EMPTY, atMs: 1000 })!;
  return { ...figures, atMs: 1000 * n, ...change };
}

describe('grades', () => {
  it.each([
    ['excellent', { lossRatio: 0.01, concealedRatio: 0.002, roundTripMs: 60, bufferMs: 40 }],
    ['good', { lossRatio: 0.05, concealedRatio: 0.015, roundTripMs: 60, bufferMs: 40 }],
    ['fair', { lossRatio: 0.1, concealedRatio: 0.05, roundTripMs: 60, bufferMs: 40 }],
    ['fair', { lossRatio: 0, concealedRatio: 0, roundTripMs: 500, bufferMs: 100 }],
    ['poor', { lossRatio: 0.2, concealedRatio: 0.05, roundTripMs: 60, bufferMs: 40 }],
    ['poor', { lossRatio: 0, concealedRatio: 0, roundTripMs: 900, bufferMs: 40 }],
  ] as const)('calls it %s', (grade, judged) => {
    expect(gradeOf(judged)).toBe(grade);
  });

  it('are as bad as the worst of several', () => {
    expect(worstGrade(['good', 'poor', 'excellent'])).toBe('poor');
    expect(worstGrade([])).toBe('excellent');
  });

  it('weigh every stretch by its length', () => {
    const figures = [second(1, { lossRatio: 0.3, lengthMs: 1000 }), second(4, { lossRatio: 0, lengthMs: 3000 })];
    expect(overall(figures).lossRatio).toBeCloseTo(0.075, 10);
  });

  it('show bursts of loss within three seconds and clear by themselves', () => {
    const shown = new ShownGrade();
    for (let n = 1; n <= 10; n++) shown.note(second(n));
    expect(shown.grade).toBe('excellent');
    for (let n = 11; n <= 13; n++) shown.note(second(n, { lossRatio: 0.3 }));
    expect(shown.grade).toBe('poor');
    for (let n = 14; n <= 24; n++) shown.note(second(n));
    expect(shown.grade).toBe('excellent');
  });

  it('do not flicker when a connection is good every other second', () => {
    const shown = new ShownGrade();
    let changes = 0;
    for (let n = 1; n <= 60; n++) if (shown.note(second(n, { lossRatio: n % 2 ? 0.2 : 0 }))) changes++;
    expect(changes).toBeLessThanOrEqual(3);
  });
});

describe('the ring', () => {
  it('reaches back as far as it is told, and no further', () => {
    const ring = new TimeRing<{ atMs: number }>(10_000);
    for (let n = 0; n < 100; n++) ring.add({ atMs: 1000 * n });
    expect(ring.items.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 11 }, (_, n) => 1000 * (89 + n)));
  });

  it('keeps the worst of every stretch when it is thinned', () => {
    const values: number[] = Array.from({ length: 1000 }, (_, n) => (n === 617 ? 9 : 0));
    const few = thinned(values, 100, (stretch) => Math.max(...stretch));
    expect([few.length, few.indexOf(9)]).toEqual([100, 61]);
  });
});

describe('figures of one’s own voice', () => {
  const report = (change: Partial<VoiceReport>): VoiceReport => ({
    kind: 'report',
    inputDbfs: -30,
    outputDbfs: -30,
    noiseDbfs: -70,
    speechProbability: 0.9,
    gainDb: 0,
    badSamples: 0,
    missedQuanta: 0,
    delayMs: 20,
    busyRatio: 0.05,
    estimator: 'learned',
    ...change,
  });

  it('takes the gain out of what was suppressed', () => {
    const pause = report({ speechProbability: 0, inputDbfs: -50, gainDb: 6, outputDbfs: -64 });
    expect(voiceFigures([pause], 0)?.suppressedDb).toBeCloseTo(20, 10);
  });

  it('takes a pause in which nothing is left for as quiet as levels become, and a muted one for none', () => {
    const pause = report({ speechProbability: 0, inputDbfs: -48, gainDb: 3, outputDbfs: -100 });
    expect(voiceFigures([pause], 0)?.suppressedDb).toBeCloseTo(55, 10);
    expect(voiceFigures([{ ...pause, muted: true }], 0)?.suppressedDb).toBeNull();
  });

  it('calls speech kept that leaves with the power it came with', () => {
    expect(voiceFigures([report({ gainDb: 3, outputDbfs: -27 })], 0)?.keptRatio).toBeCloseTo(1, 3);
    // 3 dB less is half of the power.
    expect(voiceFigures([report({ outputDbfs: -33.0103 })], 0)?.keptRatio).toBeCloseTo(0.5, 3);
  });

  it('says nothing of speech that does not stand out, and of pauses that are none', () => {
    const figures = voiceFigures([report({ noiseDbfs: -35 })], 0);
    expect([figures?.keptRatio, figures?.suppressedDb]).toEqual([null, null]);
    expect(voiceFigures([], 0)).toBeNull();
  });

  it('gives the level of all reports together', () => {
    // Half of the time at 0 dBFS and half in silence: 3.01 dB below.
    const figures = voiceFigures([report({ inputDbfs: 0 }), report({ inputDbfs: -100 })], 0);
    expect(figures?.inputDbfs).toBeCloseTo(-3.0103, 3);
  });
});
