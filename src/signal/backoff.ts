/**
 * How long to wait before trying again: exponential with full jitter, so that a thousand clients who lost the same
 * relay in the same second do not come back in the same second.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */

export interface BackoffRange {
  /** Longest possible first wait. */
  readonly firstMs: number;
  /** No wait is longer. */
  readonly longestMs: number;
}

/**
 * @param failures tries that failed in a row, >= 1
 * @param dice a number in [0, 1)
 * @returns ms to wait, anywhere from 0 to the doubled-each-time bound
 */
export function backoffMs(failures: number, range: BackoffRange, dice: number): number {
  // 2^30 ms is twelve days: beyond it doubling changes nothing and would end in Infinity.
  const boundMs = Math.min(range.longestMs, range.firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(dice * boundMs);
}
