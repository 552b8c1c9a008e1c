import { describe, expect, it } from 'vitest';
import { createDice } from '../dice.ts';
import { createFft } from './fft.ts';
import { frameCount, hannWindow } from './frames.ts';
import { resample } from './resample.ts';

describe('the Fourier transform', () => {
  it('equals the sum it stands for', () => {
    const dice = createDice(3);
    const signal = Float64Array.from({ length: 16 }, () => dice() - 0.5);
    const re = signal.slice();
    const im = new Float64Array(16);
    createFft(16).forward(re, im);
    for (let k = 0; k < 16; k++) {
      const term = (wave: (x: number) => number) =>
        signal.reduce((sum, x, n) => sum + x * wave((2 * Math.PI * k * n) / 16), 0);
      expect(re[k]).toBeCloseTo(term(Math.cos), 12);
      expect(im[k]).toBeCloseTo(-term(Math.sin), 12);
    }
  });

  it('comes back when real and imaginary parts change places', () => {
    const re = Float64Array.from([1, -2, 3, 4, 0, 0, 7, 8]);
    const im = new Float64Array(8);
    const fft = createFft(8);
    fft.forward(re, im);
    fft.forward(im, re);
    [1, -2, 3, 4, 0, 0, 7, 8].forEach((x, n) => {
      expect(re[n]! / 8).toBeCloseTo(x, 12);
    });
  });

  it('refuses sizes that are no power of two', () => {
    expect(() => createFft(480)).toThrow(RangeError);
  });
});

describe('frames', () => {
  it('counts whole frames only', () => {
    expect(frameCount(1023, 1024, 512)).toBe(0);
    expect(frameCount(1024, 1024, 512)).toBe(1);
    expect(frameCount(2047, 1024, 512)).toBe(2);
  });

  it('has windows that add up to one, half a window apart', () => {
    const window = hannWindow(64);
    for (let n = 0; n < 32; n++) expect(window[n]! + window[n + 32]!).toBeCloseTo(1, 12);
  });
});

describe('the resampler', () => {
  const tone = (hz: number, rateHz: number) => {
    return Float32Array.from({ length: rateHz / 4 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rateHz));
  };
  const middle = (signal: Float32Array) => signal.subarray(signal.length / 4, (3 * signal.length) / 4);
  const worst = (a: Float32Array, b: Float32Array) => a.reduce((top, x, n) => Math.max(top, Math.abs(x - b[n]!)), 0);

  it.each([
    [48_000, 16_000],
    [48_000, 10_000],
    [16_000, 48_000],
    [44_100, 48_000],
  ])('keeps a 1 kHz tone from %i to %i Hz', (from, to) => {
    const output = resample(tone(1000, from), from, to);
    expect(output.length).toBe(to / 4);
    expect(worst(middle(output), middle(tone(1000, to)))).toBeLessThan(1e-4);
  });

  it('removes what the lower rate cannot hold', () => {
    const output = resample(tone(9000, 48_000), 48_000, 16_000);
    expect(middle(output).reduce((top, x) => Math.max(top, Math.abs(x)), 0)).toBeLessThan(1e-3);
  });
});
