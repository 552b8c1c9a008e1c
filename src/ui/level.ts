/** How a measured level becomes something to see, and a length of time something to read. */
import { clamp } from '../base/units.ts';

/** At or below this level nothing moves: room noise of a quiet room, dBFS. */
export const SHOWN_FLOOR_DBFS = -60;

/** A loud voice close to the microphone; more moves no further, dBFS. */
export const SHOWN_TOP_DBFS = -12;

/** Share of the scale that a level fills, 0..1; NaN shows as nothing. */
export function shownRatio(levelDbfs: number): number {
  return clamp((levelDbfs - SHOWN_FLOOR_DBFS) / (SHOWN_TOP_DBFS - SHOWN_FLOOR_DBFS), 0, 1);
}

/** A length of time as `0:07`, `12:34` or `1:02:03`; negative lengths read as `0:00`. */
export function clockText(lengthMs: number): string {
  const seconds = Math.max(0, Math.floor(lengthMs / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
