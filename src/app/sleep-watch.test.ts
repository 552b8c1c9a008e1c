import { expect, it } from 'vitest';
import { SleepWatch } from './sleep-watch.ts';

/** Ticks after one another; each by how much the two clocks moved on, seconds. */
function slept(...ticks: readonly (readonly [monotonicS: number, wallS: number])[]): readonly boolean[] {
  let [nowMs, epochS] = [1_000, 1_700_000_000];
  const watch = new SleepWatch({ nowMs: () => nowMs, epochS: () => epochS });
  watch.slept();
  return ticks.map(([monotonicS, wallS]) => {
    nowMs += 1000 * monotonicS;
    epochS += wallS;
    return watch.slept();
  });
}

it('is told once of a sleep that both clocks saw, or only the one on the wall', () => {
  expect(slept([0.5, 0.5], [600, 600], [0.5, 0.5])).toEqual([false, true, false]);
  expect(slept([0.5, 0.5], [0.5, 600], [0.5, 0.5])).toEqual([false, true, false]);
});

it('takes neither a slow tick nor a clock that is set back for a sleep', () => {
  expect(slept([2, 2], [0.5, -3_600], [0.5, 0.5])).toEqual([false, false, false]);
});
