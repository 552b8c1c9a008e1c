import { describe, expect, it } from 'vitest';
import { Bands } from './bands.ts';
import { exponentialIntegral, logSpectralGain } from './lsa.ts';
import { NoiseTracker } from './noise.ts';
import { shareOf } from './smoothing.ts';
import { noise } from './test-signals.ts';

describe('smoothing', () => {
  it('covers 63 % of a unit step in one time constant', () => {
    const share = shareOf(10, 200);
    let value = 0;
    for (let step = 0; step < 20; step++) value += share * (1 - value);
    expect(value).toBeCloseTo(1 - 1 / Math.E, 10);
    expect(shareOf(10, 0)).toBe(1);
    expect(() => shareOf(0, 10)).toThrow(RangeError);
  });
});

describe('bands', () => {
  it.each([
    [257, 15.625],
    [1025, 23.4375],
    [4097, 23.4375],
  ])('with %i bins of %d Hz keep sums when pooled and constants when expanded', (bins, binHz) => {
    const bands = new Bands(bins, binHz);
    const power = noise(bins, 7).map(Math.abs);
    const values = new Float32Array(bands.count);
    bands.pool(power, values);
    expect(bands.total(values) / power.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    const gains = new Float32Array(bins);
    bands.expand(new Float32Array(bands.count).fill(0.25), gains);
    expect(gains.every((gain) => gain === 0.25)).toBe(true);
  });

  it('hold every bin apart up to 4 kHz', () => {
    const bands = new Bands(1025, 23.4375);
    for (let bin = 0; bin <= 170; bin++) expect(bands.centreHz[bin]).toBeCloseTo(bin * 23.4375, 3);
    expect(bands.count).toBeLessThan(200);
  });
});

describe('the log-spectral gain', () => {
  it('rests on an exponential integral that equals the tabulated values', () => {
    // Abramowitz & Stegun, table 5.1.
    for (const [x, value] of [
      [0.01, 4.03792958],
      [0.5, 0.559773595],
      [1, 0.219383934],
      [5, 0.001148295591],
    ] as const) {
      expect(exponentialIntegral(x) / value).toBeCloseTo(1, 7);
    }
  });

  it('equals its formula over 60 dB', () => {
    for (const priori of [0.01, 0.3, 1, 10, 1000]) {
      for (const v of [0.001, 0.01, 0.1, 0.5, 1, 3, 10, 100]) {
        const formula = (priori / (1 + priori)) * Math.exp(exponentialIntegral(v) / 2);
        expect(logSpectralGain(priori, v) / formula).toBeCloseTo(1, 3);
      }
    }
  });
});

/** Power of complex Gaussian noise: exponentially distributed around `mean`. */
function noisePower(count: number, seed: number, mean: number): Float32Array {
  return noise(count, seed).map((x) => -mean * Math.log((x + 1) / 2 + 1e-9));
}

/** Level error of a tracker after `frames` of noise, dB, averaged over its values. */
function errorDb(tracker: NoiseTracker, frames: number, mean: number, seed = 0): number {
  for (let frame = 0; frame < frames; frame++) tracker.update(noisePower(64, seed + frame, mean));
  return 10 * Math.log10(tracker.power.reduce((sum, p) => sum + p, 0) / 64 / mean);
}

describe('the noise tracker', () => {
  it('knows steady noise within 1.5 dB', () => {
    expect(Math.abs(errorDb(new NoiseTracker(64, 5), 400, 1e-6))).toBeLessThan(1.5);
  });

  it('is not moved by more than 1 dB by a loud word of 300 ms', () => {
    const tracker = new NoiseTracker(64, 5);
    errorDb(tracker, 400, 1e-6);
    errorDb(tracker, 60, 1e-2, 1000);
    const after = 10 * Math.log10(tracker.power.reduce((sum, p) => sum + p, 0) / 64 / 1e-6);
    expect(Math.abs(after)).toBeLessThan(2.5);
  });

  it('finds noise that jumped by 40 dB within 5 s, and noise that fell by 40 dB within 1.5 s', () => {
    const tracker = new NoiseTracker(64, 5);
    errorDb(tracker, 400, 1e-8);
    expect(Math.abs(errorDb(tracker, 1000, 1e-4, 1000))).toBeLessThan(3);
    expect(Math.abs(errorDb(tracker, 300, 1e-8, 3000))).toBeLessThan(3);
  });

  it('stays above zero in digital silence', () => {
    const tracker = new NoiseTracker(8, 5);
    for (let frame = 0; frame < 5000; frame++) tracker.update(new Float32Array(8));
    expect(tracker.power.every((power) => power > 0 && power < 1e-12)).toBe(true);
  });
});
