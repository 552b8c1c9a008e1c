import { describe, expect, it } from 'vitest';
import { RealFft } from './fft.ts';
import { noise } from './test-signals.ts';

/** The definition, in double precision. */
function naiveDft(samples: Float32Array, bin: number): [number, number] {
  let re = 0;
  let im = 0;
  for (let n = 0; n < samples.length; n++) {
    const angle = (-2 * Math.PI * ((n * bin) % samples.length)) / samples.length;
    re += samples[n]! * Math.cos(angle);
    im += samples[n]! * Math.sin(angle);
  }
  return [re, im];
}

describe('RealFft', () => {
  it.each([8, 16, 32, 64, 256, 512, 2048])('equals the definition at %i samples', (size) => {
    const fft = new RealFft(size);
    const samples = noise(size, 1);
    const re = new Float32Array(fft.bins);
    const im = new Float32Array(fft.bins);
    fft.forward(samples, re, im);
    for (let bin = 0; bin < fft.bins; bin++) {
      const [naiveRe, naiveIm] = naiveDft(samples, bin);
      expect(Math.abs(re[bin]! - naiveRe), `re ${bin}`).toBeLessThan(1e-5 * Math.sqrt(size));
      expect(Math.abs(im[bin]! - naiveIm), `im ${bin}`).toBeLessThan(1e-5 * Math.sqrt(size));
    }
  });

  it.each([8, 64, 128, 1024, 8192])('returns the samples after a round trip at %i samples', (size) => {
    const fft = new RealFft(size);
    const samples = noise(size, 2);
    const re = new Float32Array(fft.bins);
    const im = new Float32Array(fft.bins);
    const back = new Float32Array(size);
    fft.forward(samples, re, im);
    fft.inverse(re, im, back);
    for (let n = 0; n < size; n++) expect(Math.abs(back[n]! - samples[n]!)).toBeLessThan(1e-6);
  });

  it.each([0, 4, 12, 1000, 7.5, Number.NaN])('refuses a size of %d', (size) => {
    expect(() => new RealFft(size)).toThrow(RangeError);
  });
});
