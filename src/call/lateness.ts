/**
 * How much later than the quickest of the last minute something came, by the sender's clock and one's own: what a queue on
 * this one way adds, whatever the clocks show and however the way back is. Pure: one arrival goes in at a time.
 */
export interface Lateness {
  /** Of the last that came, ms, 0 or more. */
  readonly lateMs: number;
  /** The smallest differences of the two clocks in the half minute before and in this one. */
  readonly lowestMs: readonly [number, number];
  readonly sinceMs: number;
}

export const FIRST_LATENESS: Lateness = {
  lateMs: 0,
  lowestMs: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  sinceMs: 0,
};

/** A way that has become longer is known as such after two of them; clocks drift apart by less than 5 ms in one. */
const WINDOW_MS = 30_000;

/** @param sentMs on their clock, `arrivedMs` on one's own; both only ever go forward */
export function nextLateness(state: Lateness, sentMs: number, arrivedMs: number): Lateness {
  const differenceMs = arrivedMs - sentMs;
  const isNew = arrivedMs - state.sinceMs > WINDOW_MS;
  const [earlier, recent] = isNew ? [state.lowestMs[1], Number.POSITIVE_INFINITY] : state.lowestMs;
  const lowestMs = [earlier, Math.min(recent, differenceMs)] as const;
  return { lateMs: differenceMs - Math.min(...lowestMs), lowestMs, sinceMs: isNew ? arrivedMs : state.sinceMs };
}
