/**
 * The passkey lock around the identity: put on, opened once per page, taken off. While it is shut the identity shows its
 * public key, so nobody becomes somebody else; only signing waits for the passkey. A passkey that is gone shuts the
 * identity for good, but for a backup: no other one is ever made in its place.
 */
import type { Identity } from '../trust/identity.ts';
import { openLocked, openSeed, sealLockedSeed, sealSeed, type Unlocking, unlockIdentity } from './identity-key.ts';
import type { IdentityRecord } from './identity-record.ts';
import { askPasskey, makePasskey, type PasskeyTrouble } from './passkey.ts';

/** An identity behind its lock. */
export interface LockedIdentity extends Identity {
  /** Asks for the passkey where that is needed. @returns whether it signs now */
  unlock(): Promise<boolean>;
  /** Seed of the private key, 32 bytes, for a backup; asks like `unlock`. The caller wipes it. */
  seed(): Promise<Uint8Array | null>;
}

/** The passkey that was given last in this page, by the lock it opens. */
let given: Unlocking | null = null;
const openedListeners = new Set<() => void>();

/** Tells when the passkey was given. */
export function whenUnlocked(listener: () => void): void {
  openedListeners.add(listener);
}

/** After everything was erased: the passkey of before opens nothing any more. */
export function forgetPasskey(): void {
  given = null;
}

/** @returns null when the outer seal does not open: the record is damaged */
export async function lockedIdentity(
  record: IdentityRecord,
  keys: readonly CryptoKey[],
): Promise<LockedIdentity | null> {
  const inner = await openLocked(record, keys);
  if (!inner || !record.lock) return null;
  const { lock } = record;
  let opening: Promise<Identity | null> | null = null;
  const open = async () => {
    const key = await passkeyOf(lock);
    const identity = key && (await unlockIdentity(inner, [key]));
    if (identity) for (const listener of openedListeners) listener();
    return identity;
  };
  const opened = async () => {
    opening ??= open();
    const identity = await opening;
    // Said no: the next wish asks again.
    if (!identity) opening = null;
    return identity;
  };
  return {
    publicKey: record.publicKey,
    async sign(message) {
      const identity = await opened();
      if (!identity) throw new DOMException('the key is locked', 'NotAllowedError');
      return identity.sign(message);
    },
    unlock: async () => (await opened()) !== null,
    async seed() {
      const key = (await opened()) ? await passkeyOf(lock) : null;
      return key && openSeed(inner, [key]);
    },
  };
}

/** @param seed 32 bytes; wiped @returns how to make the locked record, or why there is no passkey */
export async function lockedRecord(
  seed: Uint8Array,
): Promise<((key: CryptoKey, generation: number) => Promise<IdentityRecord>) | PasskeyTrouble> {
  const made = await makePasskey();
  if (typeof made === 'string') {
    seed.fill(0);
    return made;
  }
  given = made;
  return (key, generation) => sealLockedSeed(key, generation, seed, made);
}

/** @param seed 32 bytes; wiped */
export function unlockedRecord(seed: Uint8Array): (key: CryptoKey, generation: number) => Promise<IdentityRecord> {
  return (key, generation) => sealSeed(key, generation, seed);
}

async function passkeyOf(lock: Uint8Array): Promise<CryptoKey | null> {
  if (given?.lock.join() === lock.join()) return given.passkey;
  const passkey = await askPasskey(lock);
  if (passkey) given = { lock, passkey };
  return passkey;
}
