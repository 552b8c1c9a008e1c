/** One's own identity between visits. How it is kept, and what can and cannot be lost, is told in `keep.ts`. */
import type { KeptIdentity } from '../call/keeping.ts';
import type { Identity } from '../trust/identity.ts';
import { makeIdentity } from './identity-key.ts';
import { keep, replaceIdentity } from './keep.ts';

/** The identity with what is known of it; made silently where there never was one. Never throws. */
export async function openIdentity(): Promise<KeptIdentity> {
  return (await keep()).identity;
}

/** For a call only the key counts; whoever calls this shows the state of `openIdentity` elsewhere. */
export async function loadIdentity(): Promise<Identity> {
  return (await openIdentity()).identity;
}

/**
 * The user gave the lost identity up, or wants to be somebody else: a new one, known to nobody yet.
 * @returns null when it could not be kept; the old state then stands
 */
export async function startOver(): Promise<KeptIdentity | null> {
  return (await replaceIdentity(makeIdentity))?.identity ?? null;
}
