/**
 * What is known of one relay's health, and how long to leave it alone: a circuit breaker (M. Nygard, "Release It!",
 * 2007, chapter 5) over full-jitter backoff. Pure: no clock, no dice.
 *
 *     closed    few failures: tried again soon, and believed when it says yes
 *     tripped   many failures in a row, or one that time does not heal: tried seldom, and believed only when it has
 *               delivered a message (the half-open state: the trial is the connection itself)
 *
 * A library such as cockatiel would do for promises; its breaker reads the wall clock, which jumps, and wraps one call
 * that succeeds or fails, while a relay can do both in one connection.
 */
import type { CarrierTrouble } from '../call/trouble.ts';
import { backoffMs } from './backoff.ts';

export interface Health {
  /** In a row, since the relay last delivered for a while. */
  readonly failures: number;
  readonly tripped: boolean;
}

export const UNKNOWN_HEALTH: Health = { failures: 0, tripped: false };

const TRIP_FAILURES = 5;
/** No wait is longer (FAULTS.md, row 8). */
const LONGEST_WAIT_MS = 10_000;
/** While joining somebody is watching: come back soon. */
const JOINING_WAIT_MS = 500;
/** A relay that restarts gets its clients back spread over this time: 500 at under 100 a second (FAULTS.md, row 18). */
const RETURNING_WAIT_MS = 6_000;

/** Answers that trying again soon does not change. */
const LASTING: readonly CarrierTrouble[] = ['RELAY_BROKEN', 'RELAY_REFUSED'];

export function afterFailure(health: Health, code: CarrierTrouble): Health {
  const failures = health.failures + 1;
  return { failures, tripped: health.tripped || failures >= TRIP_FAILURES || LASTING.includes(code) };
}

/** The network came back: a tripped relay is tried at once, and still has to deliver before it is believed. */
export function afterWaking(health: Health): Health {
  return { failures: 0, tripped: health.tripped };
}

/**
 * @param hasHeldUs whether it ever did: then all its clients come back with us
 * @param dice a number in [0, 1)
 * @returns ms until the next try; at least half the longest wait for a tripped relay
 */
export function restMs(health: Health, hasHeldUs: boolean, dice: number): number {
  if (health.tripped) return Math.round((LONGEST_WAIT_MS * (1 + dice)) / 2);
  const firstMs = hasHeldUs ? RETURNING_WAIT_MS : JOINING_WAIT_MS;
  return backoffMs(health.failures, { firstMs, longestMs: LONGEST_WAIT_MS }, dice);
}
