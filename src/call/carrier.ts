/**
 * A carrier: the way sealed bytes travel while two people find each other. It is never trusted: it sees random topics,
 * sealed envelopes of a few sizes and the time, and may drop, delay, repeat or reorder at will.
 * Implementations live in `src/signal`, one file each, and pass one shared test body.
 */
import type { CarrierTrouble } from './trouble.ts';

/** Where a carrier stands. A closed carrier stays closed; reconnecting happens inside `connecting`. */
export type CarrierState =
  | { phase: 'connecting' }
  | { phase: 'open' }
  /** It takes longer than it should; the attempts go on. */
  | { phase: 'late' }
  | { phase: 'waiting'; code: CarrierTrouble; retryInMs: number }
  | { phase: 'closed'; code: CarrierTrouble | null };

export interface CarrierEvents {
  /** A message on a joined topic; also one's own, where the carrier echoes. Never called after `close()`. */
  received(topic: Topic, sealed: Uint8Array): void;
  /** Each change of state, in order, starting with the first after `connecting`. */
  changed(state: CarrierState): void;
}

/** 16 random bytes as 22 characters of base64url. */
export type Topic = string;

/** A topic of our form, the only one a carrier or broker of ours accepts. */
export const TOPIC_FORM = /^[A-Za-z0-9_-]{22}$/;

/** Largest sealed envelope any carrier passes on; longer ones are dropped unread. */
export const MAX_SEALED_BYTES = 16384;

/** What the carrier publishes for us when we vanish without a word. */
export interface Will {
  readonly topic: Topic;
  readonly sealed: Uint8Array;
}

export interface Carrier {
  /** Receives from `topic` from now on; survives the carrier's own reconnections. Joining twice is joining once. */
  join(topic: Topic): void;
  /** Sends once, at most once, without receipt; dropped when the carrier is not open. */
  send(topic: Topic, sealed: Uint8Array): void;
  /** Tries again at once instead of waiting: the page woke up or the network came back. */
  retryNow(): void;
  /** Leaves every topic and closes, without sending the will. Safe to call twice. */
  close(): void;
}
