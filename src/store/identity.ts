/** One's own identity between visits. How it is kept, and what can and cannot be lost, is told in `keep.ts`. */
import type { KeptIdentity } from '../call/keeping.ts';
import type { Identity } from '../trust/identity.ts';
import { makeIdentity, openSeed } from './identity-key.ts';
import { keep, replaceIdentity } from './keep.ts';
import { lockedRecord, unlockedRecord } from './lock.ts';
import type { PasskeyTrouble } from './passkey.ts';

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

/** Puts the identity behind a new passkey. @returns why it stays as it was */
export async function lockIdentity(): Promise<'locked' | PasskeyTrouble | 'not-kept'> {
  const { record, keys } = await keep();
  const seed = record && !record.lock ? await openSeed(record, keys) : null;
  if (!seed) return 'not-kept';
  const make = await lockedRecord(seed);
  if (typeof make === 'string') return make;
  return (await replaceIdentity(make)) ? 'locked' : 'not-kept';
}

/** Asks for the passkey where the identity waits for it. @returns whether it signs now */
export async function unlockIdentityNow(): Promise<boolean> {
  const { locked } = await keep();
  return locked ? locked.unlock() : true;
}

/** Takes the lock off; the passkey itself stays in its keeper until the user deletes it there. */
export async function removeLock(): Promise<'removed' | 'refused' | 'not-kept'> {
  const { locked } = await keep();
  if (!locked) return 'removed';
  const seed = await locked.seed();
  if (!seed) return 'refused';
  return (await replaceIdentity(unlockedRecord(seed))) ? 'removed' : 'not-kept';
}
