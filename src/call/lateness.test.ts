import { describe, expect, it } from 'vitest';
import { FIRST_LATENESS, type Lateness, nextLateness } from './lateness.ts';

/** Their clock shows another time, and runs 100 ppm faster. */
const theirs = (ms: number) => 123_456 + ms * 1.0001;

function arrive(ways: readonly number[], everyMs = 500): Lateness[] {
  let state = FIRST_LATENESS;
  return ways.map((wayMs, n) => {
    state = nextLateness(state, theirs(n * everyMs), n * everyMs + wayMs);
    return state;
  });
}

const many = (count: number, wayMs: number) => Array.from({ length: count }, () => wayMs);

describe('lateness', () => {
  it('is what is added to the quickest way, whatever the clocks show', () => {
    const late = arrive([40, 30, 30, 130, 530, 30]).map(({ lateMs }) => Math.round(lateMs));
    expect(late).toEqual([0, 0, 0, 100, 500, 0]);
  });

  it('is not made by clocks that drift apart', () => {
    for (const { lateMs } of arrive(many(2_400, 30))) expect(lateMs).toBeLessThan(7);
  });

  it('takes a way that has become longer for what it is, within a minute', () => {
    const states = arrive([...many(10, 30), ...many(130, 230)]);
    expect(Math.round(states[60]!.lateMs)).toBeGreaterThanOrEqual(195);
    expect(states.at(-1)!.lateMs).toBeLessThan(7);
  });
});
