/** Sliding replay window of 64 counters (Humr/1, "Replay"; the form of RFC 4303, appendix A2). A value: marking makes a new one. */

export const WINDOW_SIZE = 64;

export interface ReplayWindow {
  /** Highest counter marked so far; −1 before the first. */
  readonly highest: number;
  /** Bit i tells whether `highest − i` was marked. */
  readonly seen: bigint;
}

export const EMPTY_WINDOW: ReplayWindow = { highest: -1, seen: 0n };
const ALL_BITS = (1n << BigInt(WINDOW_SIZE)) - 1n;

/** Whether a counter is new and not older than the window reaches back. */
export function isFresh(window: ReplayWindow, counter: number): boolean {
  const age = window.highest - counter;
  if (age < 0) return true;
  return age < WINDOW_SIZE && (window.seen & (1n << BigInt(age))) === 0n;
}

/** The window after `counter`, which must be fresh and its message authenticated. */
export function markSeen(window: ReplayWindow, counter: number): ReplayWindow {
  const ahead = counter - window.highest;
  if (ahead <= 0) return { ...window, seen: window.seen | (1n << BigInt(-ahead)) };
  const moved = ahead < WINDOW_SIZE ? (window.seen << BigInt(ahead)) & ALL_BITS : 0n;
  return { highest: counter, seen: moved | 1n };
}
