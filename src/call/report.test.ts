import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FAULTS } from './faults.ts';
import { readMessage, writeMessage } from './messages.ts';
import { type Grade, type LinkFigures, linkFigures } from './quality.ts';
import type { StatsReading } from './quality-stats.ts';
import type { VoiceFigures } from './quality-voice.ts';
import { callReport, compared, type MeasuredCall, readTheirView } from './report.ts';

const SECONDS = 120;
const PACKETS_PER_S = 50;
const PACKET_SAMPLES = 960;

/** A seeded generator, uniform in 0..1 (xorshift, Marsaglia 2003). */
function chance(seed: number): () => number {
  let state = seed * 2654435761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

interface Profile {
  readonly loss: number;
  /** Of lost packets, how many in-band FEC does not bring back. */
  readonly unmended: number;
  readonly roundTripMs: number;
  readonly bufferMs: number;
}

/** The readings a browser gives, second by second, when every packet is lost by itself with the profile's chance. */
function callOver(profile: Profile, seed: number): LinkFigures[] {
  const dice = chance(seed);
  let reading: StatsReading = {
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
    jitterMs: 5,
    roundTripMs: profile.roundTripMs,
    theirLossRatio: 0,
    availableBitsPerS: null,
    path: 'direct',
    transport: 'udp',
  };
  const figures: LinkFigures[] = [];
  for (let second = 1; second <= SECONDS; second++) {
    let [lost, concealed] = [0, 0];
    for (let packet = 0; packet < PACKETS_PER_S; packet++) {
      if (dice() >= profile.loss) continue;
      lost++;
      if (dice() < profile.unmended) concealed += PACKET_SAMPLES;
    }
    const next: StatsReading = {
      ...reading,
      atMs: 1000 * second,
      receivedPackets: reading.receivedPackets + PACKETS_PER_S - lost,
      lostPackets: reading.lostPackets + lost,
      heardSamples: reading.heardSamples + PACKETS_PER_S * PACKET_SAMPLES,
      concealedSamples: reading.concealedSamples + concealed,
      bufferedS: reading.bufferedS + (PACKETS_PER_S * PACKET_SAMPLES * profile.bufferMs) / 1000,
      bufferedSamples: reading.bufferedSamples + PACKETS_PER_S * PACKET_SAMPLES,
    };
    figures.push(linkFigures(reading, next)!);
    reading = next;
  }
  return figures;
}

function call(figures: LinkFigures[], change: Partial<MeasuredCall> = {}): MeasuredCall {
  const people = [{ name: 'Ben', figures, interruptions: [], theirs: null }];
  return {
    endedMs: 1e12,
    beganMs: 0,
    lengthMs: 1000 * SECONDS,
    people,
    voice: [],
    unprocessed: false,
    recovery: NO_FAULTS,
    ...change,
  };
}

const PROFILES: readonly (readonly [string, Profile, Grade])[] = [
  ['a quiet network', { loss: 0.002, unmended: 0.4, roundTripMs: 40, bufferMs: 50 }, 'excellent'],
  ['5 % random loss', { loss: 0.05, unmended: 0.3, roundTripMs: 50, bufferMs: 60 }, 'good'],
  ['10 % random loss', { loss: 0.1, unmended: 0.34, roundTripMs: 50, bufferMs: 60 }, 'fair'],
  ['20 % random loss', { loss: 0.2, unmended: 0.4, roundTripMs: 50, bufferMs: 80 }, 'poor'],
  ['the other end of the world', { loss: 0.005, unmended: 0.4, roundTripMs: 330, bufferMs: 70 }, 'good'],
  ['a satellite', { loss: 0.005, unmended: 0.4, roundTripMs: 620, bufferMs: 70 }, 'fair'],
];

describe('the verdict', () => {
  it.each(PROFILES)('agrees with %s in twenty of twenty runs', (_name, profile, expected) => {
    const grades = Array.from({ length: 20 }, (_, n) => callReport(call(callOver(profile, n + 1)))?.grade);
    expect(grades).toEqual(Array.from({ length: 20 }, () => expected));
  });

  it('measures a loss of 5 % as 4 to 6 %, and names it', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const report = callReport(call(callOver({ loss: 0.05, unmended: 0.3, roundTripMs: 50, bufferMs: 60 }, seed)))!;
      const loss = report.reasons.find(({ code }) => code === 'lost-percent')!;
      expect(loss.value).toBeGreaterThan(4);
      expect(loss.value).toBeLessThan(6);
    }
  });

  const calm = callOver(PROFILES[0]![1], 1);

  it('finds nothing to say of a good call', () => {
    expect(callReport(call(calm))?.reasons).toEqual([]);
  });

  it('says nothing of a call in which nobody was heard', () => {
    expect(callReport(call([]))).toBeNull();
  });

  it.each([
    [[{ atMs: 20_000, lengthMs: 3_000 }], 'good'],
    [
      [
        { atMs: 20_000, lengthMs: 2_000 },
        { atMs: 60_000, lengthMs: 2_000 },
      ],
      'fair',
    ],
    [[{ atMs: 20_000, lengthMs: 12_000 }], 'poor'],
    [[{ atMs: 20_000, lengthMs: 800 }], 'excellent'],
  ] as const)('counts the times without a connection (%#)', (interruptions, grade) => {
    const people = [{ name: 'Ben', figures: calm, interruptions, theirs: null }];
    expect(callReport(call(calm, { people }))?.grade).toBe(grade);
  });

  it('is that of the worst connection of several', () => {
    const bad = callOver(PROFILES[3]![1], 1);
    const people = [calm, bad].map((figures) => ({ name: '', figures, interruptions: [], theirs: null }));
    const report = callReport(call(calm, { people }))!;
    expect([report.grade, ...report.people.map((it) => it.grade)]).toEqual(['poor', 'excellent', 'poor']);
  });

  it('tells a noisy room, a faint voice and a device that does not keep up from the network', () => {
    const voice = (atMs: number, missedQuanta: number): VoiceFigures => ({
      atMs,
      inputDbfs: -55,
      outputDbfs: -52,
      noiseDbfs: -44,
      gainDb: 0,
      speechRatio: 0.9,
      suppressedDb: null,
      keptRatio: null,
      missedQuanta,
      delayMs: 20,
      busyRatio: 0.1,
      badSamples: 0,
      estimator: 'learned',
    });
    const report = callReport(call(calm, { voice: [voice(1000, 0), voice(100_000, 500)], unprocessed: true }))!;
    expect(report.reasons.map(({ code }) => code)).toEqual([
      'device-busy',
      'unprocessed',
      'noisy-room-db',
      'quiet-voice-db',
    ]);
    expect(report.grade).toBe('fair');
  });

  it('keeps a short trouble in the graph of a long call', () => {
    const figures = Array.from({ length: 3600 }, (_, n) => ({
      ...calm[0]!,
      atMs: 1000 * (n + 1),
      lossRatio: n === 1800 ? 0.5 : 0,
    }));
    const { graph } = callReport(call(figures))!;
    expect(graph.length).toBe(240);
    expect(Math.max(...graph.map(({ lossPercent }) => lossPercent))).toBe(50);
  });
});

describe('what the other side says', () => {
  const view = { grade: 'fair', lossPercent: 3.2, concealedPercent: 1.1, delayMs: 180, levelDbfs: -24 } as const;

  it('comes through the data channel as it was said', () => {
    expect(readMessage(writeMessage({ kind: 'report', view }))).toEqual({ kind: 'report', view });
  });

  it('is moved into its ranges, or refused', () => {
    const wild = { ...view, lossPercent: 1e9, delayMs: -5, levelDbfs: 40, extra: 'x' };
    expect(readTheirView(new Map(Object.entries(wild)))).toEqual({
      ...view,
      lossPercent: 100,
      delayMs: 0,
      levelDbfs: 0,
    });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(view)), fc.anything()), (fields) => {
        const read = readTheirView(new Map(Object.entries(fields)));
        if (read) expect(read.lossPercent >= 0 && read.lossPercent <= 100 && read.levelDbfs <= 0).toBe(true);
      }),
    );
  });
});

describe('the body of a call', () => {
  const profile = { loss: 0, unmended: 0, roundTripMs: 40, bufferMs: 50 };
  const worseIn = (from: number, to: number) =>
    callOver(profile, 1).map((it) =>
      it.atMs > from && it.atMs <= to ? { ...it, concealedRatio: 1, lossRatio: 1 } : it,
    );

  it('is judged without the first seconds of a connection', () => {
    const report = callReport(call(worseIn(0, 6_000)));
    expect([report?.grade, report?.reasons]).toEqual(['excellent', []]);
    expect(report?.people[0]).toMatchObject({ lossPercent: 0, concealedPercent: 0 });
  });

  it('has everything else in it', () => {
    expect(callReport(call(worseIn(7_000, 20_000)))?.grade).toBe('poor');
    expect(callReport(call(worseIn(100_000, 113_000)))?.grade).toBe('poor');
  });

  it('is the whole of a short call', () => {
    expect(callReport(call(worseIn(0, 6_000).slice(0, 15)))?.grade).toBe('poor');
  });
});

describe('a call beside earlier ones', () => {
  it.each([
    ['excellent', ['good', 'fair', 'poor'], 'better'],
    ['poor', ['good', 'good', 'excellent'], 'worse'],
    ['good', ['good', 'fair', 'excellent'], 'usual'],
    ['good', ['poor', 'poor'], null],
  ] as const)('%s after %j', (grade, earlier, expected) => {
    expect(compared(grade, earlier)).toBe(expected);
  });
});
