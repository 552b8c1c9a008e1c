import { describe, expect, it } from 'vitest';
import { noise, sine } from '../dsp/test-signals.ts';
import { takeLevels } from './levels.ts';

const RATE_HZ = 16_000;
/** RMS of a sine is 3.01 dB below its peak, of uniform noise 4.77 dB. */
const SINE_RMS_DB = 20 * Math.log10(Math.SQRT1_2);
const NOISE_RMS_DB = 20 * Math.log10(1 / Math.sqrt(3));

/** A second of tone, then a second with nothing but the given noise. */
function toneThenNoise(noisePeak: number): Float32Array {
  const out = noise(2 * RATE_HZ, 3, noisePeak);
  const tone = sine(RATE_HZ, RATE_HZ, 200, 0.5);
  for (let n = 0; n < tone.length; n++) out[n] = out[n]! + tone[n]!;
  return out;
}

describe('the levels of a take', () => {
  it('are those of its voice and of its pauses', () => {
    const { before, after } = takeLevels(toneThenNoise(0.01), toneThenNoise(0.001), RATE_HZ);
    expect(before.voiceDbfs).toBeCloseTo(20 * Math.log10(0.5) + SINE_RMS_DB, 0);
    // The quietest frames of noise are a little below its mean.
    expect(Math.abs(before.pauseDbfs - (20 * Math.log10(0.01) + NOISE_RMS_DB))).toBeLessThan(1.5);
    expect(before.pauseDbfs - after.pauseDbfs).toBeCloseTo(20, 0);
  });

  it('are looked up in the second take where the first one has its pauses', () => {
    const before = toneThenNoise(0.01);
    const reversed = toneThenNoise(0.01).reverse();
    const { after } = takeLevels(before, reversed, RATE_HZ);
    expect(after.pauseDbfs).toBeGreaterThan(after.voiceDbfs + 20);
  });

  it('draw an outline that starts loud and ends quiet', () => {
    const { outlineDbfs } = takeLevels(toneThenNoise(0.01), toneThenNoise(0.01), RATE_HZ).before;
    expect(outlineDbfs[0]! - outlineDbfs.at(-1)!).toBeGreaterThan(20);
    expect(outlineDbfs.length).toBeGreaterThan(50);
  });

  it('are finite for silence and for next to nothing', () => {
    for (const length of [0, 1, 400, RATE_HZ]) {
      const { before } = takeLevels(new Float32Array(length), new Float32Array(length), RATE_HZ);
      expect(before.pauseDbfs).toBe(-100);
      expect(before.voiceDbfs).toBe(-100);
    }
  });

  it('refuse takes of different lengths', () => {
    expect(() => takeLevels(new Float32Array(2), new Float32Array(3), RATE_HZ)).toThrow(RangeError);
  });
});
