/** Levels and ratios. 0 dBFS is the level of a full-scale value: an RMS of 1. */

/** Level at or below which the house shows and reports silence, dBFS. */
export const FLOOR_DBFS = -100;

/** Linear amplitude factor of a gain in dB. */
export function gainFromDb(gainDb: number): number {
  return 10 ** (gainDb / 20);
}

/** Level in dBFS of a mean square (power of samples in -1..1); never below `FLOOR_DBFS`, also for 0. */
export function dbfsFromPower(power: number): number {
  return power > 0 ? Math.max(FLOOR_DBFS, 10 * Math.log10(power)) : FLOOR_DBFS;
}

/** `value` moved into `low`..`high`; NaN becomes `low`. */
export function clamp(value: number, low: number, high: number): number {
  return value > low ? Math.min(value, high) : low;
}
