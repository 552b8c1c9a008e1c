import { describe, expect, it } from 'vitest';
import { Delayed } from './delayed.ts';

const LENGTH = 10;

describe('what comes out of a chain', () => {
  it.each([0, 1, 3, 4, 7, 25])('is in step again after a delay of %i samples, in blocks of any length', (delay) => {
    for (const block of [1, 3, 4, 100]) {
      // The chain's output: `delay` times nothing, then 1, 2, 3 …, and more than was asked for.
      const output = Float32Array.from({ length: delay + LENGTH + 5 }, (_, n) => Math.max(0, n + 1 - delay));
      const delayed = new Delayed(LENGTH, delay);
      for (let at = 0; at < output.length; at += block) delayed.take(output.subarray(at, at + block));
      expect([...delayed.samples]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
  });
});
