/** What is kept of the call one is in. */
import { type KeptDoor, readKeptDoor } from './invitation.ts';

/** The call one is in, kept so that a reload, a crash or a closed tab can be undone for a few minutes. */
export interface KeptCall {
  /** Fragment of the invite link; a secret, so it is kept sealed and not for long. */
  readonly link: string;
  readonly muted: boolean;
  readonly deafened: boolean;
  /** Came in without a microphone. */
  readonly listening: boolean;
  /** Whom one's own link still lets in; null for a link of somebody else. */
  readonly door: KeptDoor | null;
}

export interface CallKeeper {
  /** Keeps it from now on for `KEPT_CALL_MS`, and shows other tabs that a call is running here. */
  keep(call: KeptCall): Promise<void>;
  /** The call is over by wish. */
  forget(): Promise<void>;
  /** @returns null when there is none, it is too old, or it still runs in another tab */
  find(): Promise<KeptCall | null>;
}

/** As long as the others wait for somebody who is lost. */
export const KEPT_CALL_MS = 10 * 60_000;

/** @returns null for whatever `keep` did not store */
export function readKeptCall(value: unknown): KeptCall | null {
  if (typeof value !== 'object' || value === null) return null;
  const { link, muted, deafened, listening, door } = value as Record<string, unknown>;
  if (typeof link !== 'string' || link.length > 256) return null;
  if (typeof muted !== 'boolean' || typeof deafened !== 'boolean' || typeof listening !== 'boolean') return null;
  return { link, muted, deafened, listening, door: readKeptDoor(door) };
}
