import { describe, expect, it } from 'vitest';
import { createDice } from '../dice.ts';
import { generateVoice } from '../synthetic.ts';
import { delaySamples } from './delay.ts';
import { logSpectralDistanceDb, segmentalSnrDb, siSdrDb } from './fidelity.ts';
import { pauseChangeDb, pauseFrames } from './pauses.ts';
import { resample } from './resample.ts';
import { speechKeptRatio } from './speech.ts';
import { estoi, stoi } from './stoi.ts';

const RATE_HZ = 48_000;
const voice = generateVoice(createDice(7), 3);
const white = (seed: number, length: number, amplitude: number) => {
  const dice = createDice(seed);
  return Float32Array.from({ length }, () => amplitude * (2 * dice() - 1));
};
const times = (signal: Float32Array, gain: number) => signal.map((x) => x * gain);
const plus = (a: Float32Array, b: Float32Array) => a.map((x, n) => x + b[n]!);

describe('SI-SDR', () => {
  const wave = (shape: (x: number) => number) =>
    Float32Array.from({ length: 4800 }, (_, n) => shape((2 * Math.PI * n) / 48));

  it('is the ratio of the part along the reference to the part across it, at any gain', () => {
    const estimate = plus(times(wave(Math.sin), 3), times(wave(Math.cos), 0.3));
    expect(siSdrDb(wave(Math.sin), estimate)).toBeCloseTo(20, 3);
  });

  it('is very low for another sound', () => {
    expect(siSdrDb(wave(Math.sin), wave(Math.cos))).toBeLessThan(-80);
  });
});

describe('segmental SNR', () => {
  it('is 20 dB when a tenth of the amplitude is missing', () => {
    expect(segmentalSnrDb(white(1, RATE_HZ, 0.5), times(white(1, RATE_HZ, 0.5), 0.9), RATE_HZ)).toBeCloseTo(20, 3);
  });

  it('stays within its limits for equal and for hopeless signals', () => {
    const clean = white(1, RATE_HZ, 0.01);
    expect(segmentalSnrDb(clean, clean, RATE_HZ)).toBe(35);
    expect(segmentalSnrDb(clean, white(2, RATE_HZ, 1), RATE_HZ)).toBe(-10);
  });
});

describe('log-spectral distance', () => {
  it('is the gain in dB when all lines have it, and 0 for equal signals', () => {
    const clean = white(1, 16_000, 0.3);
    expect(logSpectralDistanceDb(clean, times(clean, 2), 16_000)).toBeCloseTo(20 * Math.log10(2), 2);
    expect(logSpectralDistanceDb(clean, clean, 16_000)).toBe(0);
  });
});

describe.each([
  ['STOI', stoi],
  ['ESTOI', estoi],
])('%s', (_, measure) => {
  const clean = resample(voice, RATE_HZ, 10_000);

  it('is 1 for the voice itself at any level', () => {
    expect(measure(clean, clean)).toBeCloseTo(1, 6);
    expect(measure(clean, times(clean, 0.1))).toBeCloseTo(1, 6);
  });

  it('falls with every 10 dB of noise and nearly to nothing for noise alone', () => {
    const noise = white(5, clean.length, 1);
    const scores = [0.01, 0.0316, 0.1, 0.316].map((gain) => measure(clean, plus(clean, times(noise, gain))));
    for (let k = 1; k < scores.length; k++) expect(scores[k]).toBeLessThan(scores[k - 1]!);
    expect(Math.abs(measure(clean, noise))).toBeLessThan(0.25);
  });

  it('falls for the voice of another moment', () => {
    const later = new Float32Array(clean.length);
    later.set(clean.subarray(0, -2000), 2000);
    expect(measure(clean, later)).toBeLessThan(0.5);
  });

  it('is not a number when there is hardly any voice', () => {
    expect(measure(clean.subarray(0, 2000), clean.subarray(0, 2000))).toBeNaN();
  });
});

describe('kept speech', () => {
  it('is the square of what a plain gain leaves', () => {
    expect(speechKeptRatio(voice, voice, 20_000)).toBeCloseTo(1, 6);
    expect(speechKeptRatio(voice, times(voice, 0.5), 20_000)).toBeCloseTo(0.25, 6);
    expect(speechKeptRatio(voice, new Float32Array(voice.length), 20_000)).toBe(0);
  });

  it('hardly counts noise as speech', () => {
    const noise = times(white(9, voice.length, 1), 0.1);
    expect(speechKeptRatio(voice, noise, 20_000)).toBeLessThan(0.1);
    expect(speechKeptRatio(voice, plus(times(voice, 0.5), noise), 20_000)).toBeCloseTo(0.25, 1);
  });

  it('sees a voice that is cut off half-way', () => {
    const cut = voice.map((x, n) => (n < voice.length / 2 ? x : 0));
    const share = voice.subarray(0, voice.length / 2).reduce((sum, x) => sum + x * x, 0);
    const total = voice.reduce((sum, x) => sum + x * x, 0);
    expect(speechKeptRatio(voice, cut, 20_000)).toBeCloseTo(share / total, 1);
  });
});

describe('pauses', () => {
  /** Half a second of tone in every second. */
  const clean = Float32Array.from({ length: 3 * RATE_HZ }, (_, n) =>
    n % RATE_HZ < RATE_HZ / 2 ? Math.sin(n / 10) : 0,
  );

  it('lie between the words, 80 ms away from them', () => {
    const pauses = pauseFrames(clean);
    expect(pauses.slice(0, 50).map(Number).join('')).toBe('0'.repeat(29) + '1'.repeat(18) + '0'.repeat(3));
  });

  it('are judged without what happens to the words', () => {
    const noise = white(4, clean.length, 0.01);
    const input = plus(clean, noise);
    const output = input.map((x, n) => (n % RATE_HZ < RATE_HZ / 2 ? x : 0.1 * x));
    expect(pauseChangeDb(input, output, pauseFrames(clean), 0)).toBeCloseTo(-20, 6);
    expect(pauseChangeDb(input, input, pauseFrames(clean), 0)).toBe(0);
  });

  it('measure nothing when there are none', () => {
    const tone = clean.subarray(0, RATE_HZ / 2);
    expect(pauseChangeDb(tone, tone, pauseFrames(tone), 0)).toBeNaN();
  });
});

describe('delay', () => {
  it('finds whole samples', () => {
    const later = new Float32Array(voice.length);
    later.set(voice.subarray(0, -137), 137);
    expect(delaySamples(voice, later, 4800)).toBeCloseTo(137, 1);
  });

  it('finds fractions, and quieter copies', () => {
    const sound = (shift: number) => {
      return Float32Array.from({ length: 9600 }, (_, n) => {
        const t = n - shift;
        return (
          Math.exp(-(((t - 4000) / 1500) ** 2)) * (Math.sin(0.31 * t) + Math.sin(0.117 * t) + Math.sin(0.0431 * t))
        );
      });
    };
    expect(delaySamples(sound(0), times(sound(37.4), 0.2), 4800)).toBeCloseTo(37.4, 1);
    expect(delaySamples(sound(0), sound(0), 4800)).toBeCloseTo(0, 1);
  });
});
