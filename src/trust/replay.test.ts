import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_WINDOW, isFresh, markSeen, type ReplayWindow, WINDOW_SIZE } from './replay.ts';

/** The window after these counters, each marked if fresh; and which were taken. */
function run(counters: readonly number[]): { window: ReplayWindow; taken: number[] } {
  let window = EMPTY_WINDOW;
  const taken: number[] = [];
  for (const counter of counters) {
    if (!isFresh(window, counter)) continue;
    window = markSeen(window, counter);
    taken.push(counter);
  }
  return { window, taken };
}

describe('replay window', () => {
  it('takes each counter once, in any order within 64', () => {
    expect(run([3, 1, 2, 1, 0, 3, 66, 3, 4, 66]).taken).toEqual([3, 1, 2, 0, 66, 4]);
  });

  it('reaches back 63 and no further', () => {
    const { window } = run([100]);
    expect(isFresh(window, 100 - (WINDOW_SIZE - 1))).toBe(true);
    expect(isFresh(window, 100 - WINDOW_SIZE)).toBe(false);
  });

  it('survives a leap to the highest exact number', () => {
    const { window } = run([5, Number.MAX_SAFE_INTEGER]);
    expect(isFresh(window, Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(isFresh(window, Number.MAX_SAFE_INTEGER - 1)).toBe(true);
    expect(isFresh(window, 5)).toBe(false);
  });

  it('agrees with a list of everything ever taken', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 300 }), (counters) => {
        const remembered = new Set<number>();
        let highest = -1;
        const expected = counters.filter((counter) => {
          if (remembered.has(counter) || counter <= highest - WINDOW_SIZE) return false;
          remembered.add(counter);
          highest = Math.max(highest, counter);
          return true;
        });
        expect(run(counters).taken).toEqual(expected);
      }),
    );
  });
});
