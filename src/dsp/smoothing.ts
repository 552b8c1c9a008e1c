/** One-pole smoothing. */

/**
 * Share of the new value a one-pole smoother takes at each step.
 * After `timeMs` of constant input the output has covered 63 % (1 − 1/e) of the way.
 * @param stepMs time between two updates, > 0
 * @param timeMs time constant, >= 0; 0 means follow at once
 * @returns a ratio in (0, 1]
 * @throws {RangeError} when `stepMs` is not positive or `timeMs` is negative
 */
export function shareOf(stepMs: number, timeMs: number): number {
  if (!(stepMs > 0) || !(timeMs >= 0)) throw new RangeError(`smoothing: step ${stepMs} ms, time ${timeMs} ms`);
  return timeMs === 0 ? 1 : 1 - Math.exp(-stepMs / timeMs);
}
