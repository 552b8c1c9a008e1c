/** Whatever a microphone, a browser or a file may hand over, through the whole chain. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixToMono } from './mix.ts';
import { noise, rmsDb, voiceLike } from './test-signals.ts';
import { createVoiceChain, type VoiceChain } from './voice.ts';
import type { VoiceSettings } from './voice-messages.ts';
import { randomWeightsFile } from './weights.test-kit.ts';

const RATES = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000, 176400, 192000];
const LONGEST_QUANTUM = 4096;
/** Ten times the longest memory; the hour itself takes a minute. */
const LONG = process.env.HUMR_LONG_TESTS === '1';
if (!LONG) console.log('Of the hour of silence 15 seconds are tried: HUMR_LONG_TESTS=1 takes all of it.');
const SILENT_SECONDS = LONG ? 3600 : 15;
const WEIGHTS = randomWeightsFile(1);
/** True peak is the limiter's matter; samples stay below it in any case. */
const HIGHEST = 10 ** (-1 / 20);
/** Any rate and everything on: what most of the tests begin with. */
const ALL: VoiceSettings = {
  kind: 'settings',
  suppression: true,
  suppressionStrengthRatio: 0.8,
  gainControl: true,
  highPass: true,
  gate: true,
  muted: false,
};

const WHITE = noise(LONGEST_QUANTUM, 9);
/** Sample n of each kind of sound, at full scale ±1 where it has a scale. */
const SOUNDS: Record<string, (n: number, pattern: Float32Array) => number> = {
  'any numbers': (n, pattern) => pattern[n % pattern.length]!,
  silence: () => 0,
  'negative zero': () => -0,
  NaN: () => Number.NaN,
  'plus infinity': () => Number.POSITIVE_INFINITY,
  'minus infinity': () => Number.NEGATIVE_INFINITY,
  '1e38': (n) => (n % 2 ? 1e38 : -1e38),
  'single faults': (n) => (n % 97 === 0 ? Number.NaN : 0.1 * WHITE[n % WHITE.length]!),
  denormals: (n) => (n % 3 ? 1e-45 : -3e-39),
  'hardly anything': (n) => 1e-19 * WHITE[n % WHITE.length]!,
  'constant voltage': () => 1,
  'a square of full scale': (n) => (n % 218 < 109 ? 1 : -1),
  'a square of a hundred times full scale': (n) => (n % 300 < 150 ? 100 : -100),
  'single clicks': (n) => (n % 997 === 0 ? 8 : 0),
  noise: (n) => WHITE[n % WHITE.length]!,
  'quiet noise': (n) => 1e-3 * WHITE[n % WHITE.length]!,
};

const isBad = (sample: number) => !(Math.abs(sample) <= 100);

interface Quantum {
  readonly sound: string;
  readonly pattern: Float32Array;
  readonly samples: number;
  /** 0 as where nothing is connected, 1, 2 as a microphone that changes its mind, 3. */
  readonly channels: number;
  readonly order: Partial<VoiceSettings> | null;
}

const quantum: fc.Arbitrary<Quantum> = fc.record({
  sound: fc.constantFrom(...Object.keys(SOUNDS)),
  pattern: fc.float32Array({ minLength: 1, maxLength: 40 }),
  samples: fc.oneof(fc.constantFrom(0, 1, 64, 128, 256, 1024, LONGEST_QUANTUM), fc.integer({ min: 0, max: 2000 })),
  channels: fc.integer({ min: 0, max: 3 }),
  order: fc.option(
    fc.record({
      suppression: fc.boolean(),
      suppressionStrengthRatio: fc.double({ min: -1, max: 2 }),
      gainControl: fc.boolean(),
      highPass: fc.boolean(),
      gate: fc.boolean(),
      muted: fc.boolean(),
    }),
  ),
});

/** One mono quantum as the shells make it of the channels they are given. */
function monoOf({ sound, pattern, samples, channels }: Quantum, at: number): Float32Array {
  const channel = Float32Array.from({ length: samples }, (_, n) => SOUNDS[sound]!(at + n, pattern));
  const mono = new Float32Array(samples);
  // The other channels are silent: a stereo microphone of which one half is broken.
  const others = Array.from({ length: Math.max(0, channels - 1) }, () => new Float32Array(samples));
  mixToMono(channels === 0 ? [] : [channel, ...others], mono);
  return mono;
}

function chainAt(sampleRate: number, weights: Uint8Array | null): VoiceChain {
  const chain = createVoiceChain({ sampleRate });
  chain.configure(ALL);
  if (weights) chain.configure({ kind: 'weights', bytes: weights });
  return chain;
}

function run(chain: VoiceChain, input: Float32Array): Float32Array {
  const output = input.slice();
  for (let at = 0; at < input.length; at += 128) {
    const part = output.subarray(at, at + 128);
    chain.process(part, part);
  }
  return output;
}

describe('the whole chain', () => {
  it('gives finite sound below its ceiling for anything, counts what was none, and reports numbers', () => {
    const rateAndWeights = fc.tuple(fc.constantFrom(...RATES), fc.constantFrom(null, WEIGHTS));
    fc.assert(
      fc.property(rateAndWeights, fc.array(quantum, { maxLength: 8 }), ([sampleRate, weights], quanta) => {
        const chain = chainAt(sampleRate, weights);
        let at = 0;
        let bad = 0;
        for (const each of quanta) {
          if (each.order) chain.configure({ ...ALL, ...each.order });
          const input = monoOf(each, at);
          const output = new Float32Array(input.length);
          chain.process(input, output);
          at += input.length;
          bad += input.filter(isBad).length;
          expect(output.every((sample) => Math.abs(sample) <= HIGHEST)).toBe(true);
        }
        const { kind, estimator, muted, ...numbers } = chain.takeReport();
        expect(Object.values(numbers).every(Number.isFinite)).toBe(true);
        expect(numbers.badSamples).toBe(bad);
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it.each([
    ['without', null],
    ['with', WEIGHTS],
  ])('%s the network takes what cannot be sound for silence, and nothing else changes', (_, weights) => {
    const voice = voiceLike(0.6, 48000);
    const faults = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e38, -1e38];
    const broken = voice.slice();
    const mended = voice.slice();
    for (let n = 4000; n < 12000; n += 1 + (n % 7)) {
      broken[n] = faults[n % faults.length]!;
      mended[n] = 0;
    }
    const output = run(chainAt(48000, weights), broken);
    const expected = run(chainAt(48000, weights), mended);
    expect(output.every((sample, n) => Object.is(sample, expected[n]))).toBe(true);
  });

  it('is silent after digital silence of any length and hears the next word as after a short one', () => {
    const loudnessAfter = (silentSeconds: number) => {
      const chain = chainAt(48000, WEIGHTS);
      const second = new Float32Array(48000);
      for (let k = 0; k < silentSeconds; k++) run(chain, second);
      expect(rmsDb(run(chain, second))).toBeLessThan(-150);
      return rmsDb(run(chain, voiceLike(1, 48000)), 9600);
    };
    expect(Math.abs(loudnessAfter(SILENT_SECONDS) - loudnessAfter(2))).toBeLessThan(1);
  }, 600_000);

  it('does without weights that are damaged anywhere, cut off, or somebody else’s', () => {
    const damage = fc.oneof(
      fc.record({ at: fc.nat(WEIGHTS.length - 1), by: fc.integer({ min: 1, max: 255 }) }).map(({ at, by }) => {
        const bytes = WEIGHTS.slice();
        bytes[at]! ^= by;
        return bytes;
      }),
      fc.nat(WEIGHTS.length - 1).map((length) => WEIGHTS.slice(0, length)),
      fc.uint8Array({ maxLength: 4000 }),
    );
    fc.assert(
      fc.property(damage, (bytes) => {
        const chain = chainAt(48000, bytes);
        const output = run(chain, voiceLike(0.05, 48000));
        expect(output.every(Number.isFinite)).toBe(true);
        expect(chain.takeReport().estimator).toBe('classical');
      }),
      { numRuns: 60 },
    );
  });
});
