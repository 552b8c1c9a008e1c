import { describe, expect, it } from 'vitest';
import { noise, sine } from '../dsp/test-signals.ts';
import { frameSamplesAt, takeLevels } from './levels.ts';

const RATE_HZ = 16_000;
const FRAMES_PER_SECOND = RATE_HZ / frameSamplesAt(RATE_HZ);
/** RMS of a sine is 3.01 dB below its peak, of uniform noise 4.77 dB. */
const SINE_RMS_DB = 20 * Math.log10(Math.SQRT1_2);
const NOISE_RMS_DB = 20 * Math.log10(1 / Math.sqrt(3));

/** A second of tone, then a second with nothing but the given noise. */
function toneThenNoise(noisePeak: number): Float32Array<ArrayBuffer> {
  const tone = sine(RATE_HZ, RATE_HZ, 200, 0.5);
  return Float32Array.from(noise(2 * RATE_HZ, 3, noisePeak), (sample, n) => sample + (tone[n] ?? 0));
}

/** What a detector says of it. */
const SPEECH = Array.from({ length: 2 * FRAMES_PER_SECOND }, (_, frame) => (frame < FRAMES_PER_SECOND ? 0.9 : 0.1));

const levels = (before: Float32Array<ArrayBuffer>, after: Float32Array, speech: readonly number[] = SPEECH) =>
  takeLevels({ samples: before, sampleRateHz: RATE_HZ }, after, speech);

describe('the levels of a take', () => {
  it('are those of its voice and of its pauses', () => {
    const { before, after, voiceMs, pauseMs } = levels(toneThenNoise(0.01), toneThenNoise(0.001));
    expect(before.voiceDbfs).toBeCloseTo(20 * Math.log10(0.5) + SINE_RMS_DB, 0);
    expect(before.pauseDbfs).toBeCloseTo(20 * Math.log10(0.01) + NOISE_RMS_DB, 0);
    expect(before.pauseDbfs - after.pauseDbfs).toBeCloseTo(20, 0);
    expect(voiceMs).toBe(1000);
    expect(pauseMs).toBeGreaterThan(850); // what is next to the tone does not count
    expect(pauseMs).toBeLessThan(1000);
  });

  it('are looked up in the second take at the places found in the first', () => {
    const { after } = levels(toneThenNoise(0.01), toneThenNoise(0.01).reverse());
    expect(after.pauseDbfs).toBeGreaterThan(after.voiceDbfs + 20);
  });

  it('are not led astray by a soft word taken for a pause', () => {
    const speech = SPEECH.map((probability, frame) => (frame > 0.8 * FRAMES_PER_SECOND ? 0.1 : probability));
    const { before } = levels(toneThenNoise(0.01), toneThenNoise(0.01), speech);
    expect(before.pauseDbfs).toBeCloseTo(20 * Math.log10(0.01) + NOISE_RMS_DB, 0);
  });

  it('draw an outline that starts loud and ends quiet', () => {
    const { outlineDbfs } = levels(toneThenNoise(0.01), toneThenNoise(0.01)).before;
    expect(outlineDbfs[0]! - outlineDbfs.at(-1)!).toBeGreaterThan(20);
    expect(outlineDbfs.length).toBeGreaterThan(50);
  });

  it('are finite for silence and for next to nothing', () => {
    for (const length of [0, 1, 400, RATE_HZ]) {
      const { before, voiceMs } = levels(new Float32Array(length), new Float32Array(length), []);
      expect([before.pauseDbfs, before.voiceDbfs, voiceMs]).toEqual([-100, -100, 0]);
    }
  });

  it('refuse takes of different lengths', () => {
    expect(() => levels(new Float32Array(2), new Float32Array(3))).toThrow(RangeError);
  });
});
