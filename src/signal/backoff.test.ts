import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

const RANGE = { firstMs: 500, longestMs: 10_000 };
const ALMOST_ONE = 1 - Number.EPSILON;

describe('backoff', () => {
  it.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [5, 8000],
    [6, 10_000],
    [5000, 10_000],
  ])('after %i failures waits at most %i ms', (failures, longestMs) => {
    expect(backoffMs(failures, RANGE, ALMOST_ONE)).toBe(longestMs);
  });

  it('may also come back at once: the whole range is jitter', () => {
    expect(backoffMs(4, RANGE, 0)).toBe(0);
    expect(backoffMs(4, RANGE, 0.25)).toBe(1000);
  });
});
