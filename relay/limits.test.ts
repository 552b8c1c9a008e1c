import { describe, expect, it } from 'vitest';
import { TokenBucket } from './limits.ts';

describe('a token bucket', () => {
  it('lets a burst through at once and then the rate', () => {
    const bucket = new TokenBucket(10, 3, 0);
    const taken = [0, 0, 0, 0, 99, 100, 100, 200].map((atMs) => bucket.take(1, atMs));
    expect(taken).toEqual([true, true, true, false, false, true, false, true]);
  });

  it('never holds more than a burst', () => {
    const bucket = new TokenBucket(10, 3, 0);
    expect(bucket.take(4, 1_000_000)).toBe(false);
    expect(bucket.take(3, 1_000_000)).toBe(true);
  });

  it('gives nothing for a clock that runs backwards', () => {
    const bucket = new TokenBucket(10, 1, 1000);
    expect(bucket.take(1, 1000)).toBe(true);
    expect(bucket.take(1, 500)).toBe(false);
  });
});
