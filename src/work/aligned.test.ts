import { describe, expect, it } from 'vitest';
import { lagOf, noise, voiceLike } from '../dsp/test-signals.ts';
import { inStepWith } from './aligned.ts';

const RATE_HZ = 16_000;
const early = voiceLike(2, RATE_HZ);

function shifted(samples: Float32Array, by: number): Float32Array {
  const result = new Float32Array(samples.length);
  if (by >= 0) result.set(samples.subarray(0, samples.length - by), by);
  else result.set(samples.subarray(-by));
  return result;
}

const MARGIN = 400;
/** How far it is still behind the early one. */
const lagBehind = (late: Float32Array) => lagOf(early.subarray(MARGIN), late.subarray(0, -MARGIN), 2 * MARGIN) - MARGIN;

describe('a take that came later', () => {
  it.each([-300, -1, 0, 1, 37, 320, 3_000])('is brought in step when %i samples behind', (by) => {
    const room = noise(early.length, 7, 0.01);
    const late = Float32Array.from(shifted(early, by), (sample, n) => 0.4 * sample + room[n]!);
    const result = inStepWith(early, late, RATE_HZ);
    expect(result.length).toBe(early.length);
    expect(Math.abs(lagBehind(result))).toBe(0);
  });

  it('stays where it is when there is nothing alike', () => {
    const late = Float32Array.from(noise(early.length, 3, 0.1));
    expect(inStepWith(early, late, RATE_HZ)).toEqual(late);
    expect(inStepWith(new Float32Array(100), new Float32Array(100), RATE_HZ)).toEqual(new Float32Array(100));
  });

  it('may be shorter, or nothing', () => {
    expect(inStepWith(early, early.subarray(0, 1_000), RATE_HZ).length).toBe(early.length);
    expect(inStepWith(early, new Float32Array(0), RATE_HZ)).toEqual(new Float32Array(early.length));
  });
});
