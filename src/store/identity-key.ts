/**
 * The identity's private key: made, sealed and unsealed. In use it is a key object that signs and cannot be exported;
 * sealed it is PKCS #8 (RFC 8410, section 7), so that a copy and a backup are possible at all. Where WebCrypto lacks
 * Ed25519 the same 48 bytes hold the seed for noble, so a profile may change browsers.
 */
import { concatBytes } from '../base/bytes.ts';
import { type Identity, softwareIdentity } from '../trust/identity.ts';
import { generationBytes, type IdentityRecord } from './identity-record.ts';
import { open, openKey, purpose, seal, sealKey } from './sealing.ts';

const ALGORITHM = 'Ed25519';
export const SEED_BYTES = 32;

/** A passkey of the user's: how it is found, and the AES-GCM key it gives. */
export interface Unlocking {
  readonly lock: Uint8Array;
  readonly passkey: CryptoKey;
}
/** PrivateKeyInfo, version 0, algorithm 1.3.101.112, an OCTET STRING of 34 bytes holding one of 32: the seed follows. */
const PKCS8_HEAD = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

/** A new identity, sealed. WebCrypto makes it where it can; then the script never holds its bytes. */
export async function makeIdentity(wrappingKey: CryptoKey, generation: number): Promise<IdentityRecord> {
  const pair = await platformPair();
  if (!pair) return sealSeed(wrappingKey, generation, crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const secret = await sealKey(wrappingKey, purposeOf(generation, publicKey), pair.privateKey);
  return { generation, publicKey, secret, lock: null };
}

/** @param seed 32 bytes; wiped */
export async function sealSeed(wrappingKey: CryptoKey, generation: number, seed: Uint8Array): Promise<IdentityRecord> {
  const { publicKey } = softwareIdentity(seed);
  const pkcs8 = concatBytes(PKCS8_HEAD, seed);
  const secret = await seal(wrappingKey, purposeOf(generation, publicKey), pkcs8);
  seed.fill(0);
  pkcs8.fill(0);
  return { generation, publicKey, secret, lock: null };
}

/**
 * As `sealSeed`, sealed once more inside under what only the passkey gives.
 * @param seed 32 bytes; wiped
 * @param lock what `passkey.ts` knows the passkey by
 */
export async function sealLockedSeed(
  wrappingKey: CryptoKey,
  generation: number,
  seed: Uint8Array,
  { lock, passkey }: Unlocking,
): Promise<IdentityRecord> {
  const inner = await sealSeed(passkey, generation, seed);
  const { publicKey } = inner;
  const secret = await seal(wrappingKey, lockedPurposeOf(generation, publicKey, lock), inner.secret as Uint8Array);
  return { generation, publicKey, secret, lock };
}

/** What is inside the outer seal of a locked record: to be opened with the passkey. @returns null when no key opens it */
export async function openLocked(
  { generation, publicKey, secret, lock }: IdentityRecord,
  keys: readonly CryptoKey[],
): Promise<IdentityRecord | null> {
  if (!lock || !(secret instanceof Uint8Array)) return null;
  for (const key of keys) {
    const inner = await open(key, lockedPurposeOf(generation, publicKey, lock), secret);
    if (inner) return { generation, publicKey, secret: inner, lock: null };
  }
  return null;
}

/** What version 1 kept: a key object that was never exportable, hence cannot be sealed or backed up. */
export async function recordOfPair(stored: unknown): Promise<IdentityRecord | null> {
  if (typeof stored !== 'object' || stored === null || !('privateKey' in stored) || !('publicKey' in stored))
    return null;
  if (!(stored.privateKey instanceof CryptoKey) || !(stored.publicKey instanceof CryptoKey)) return null;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', stored.publicKey));
  return { generation: 1, publicKey, secret: stored.privateKey, lock: null };
}

/** @returns null when no key opens the seal */
export async function unlockIdentity(record: IdentityRecord, keys: readonly CryptoKey[]): Promise<Identity | null> {
  const { publicKey, secret } = record;
  if (!(secret instanceof Uint8Array)) return platformIdentity(publicKey, secret);
  for (const key of keys) {
    try {
      const use = { algorithm: ALGORITHM, usages: ['sign'] as KeyUsage[] };
      return platformIdentity(publicKey, await openKey(key, purposeOf(record.generation, publicKey), secret, use));
    } catch {
      // A broken seal or a browser without Ed25519; for the latter there is noble.
      const seed = await openSeed(record, [key]);
      if (seed) return softwareIdentity(seed);
    }
  }
  return null;
}

/** The private key itself, 32 bytes, for a backup; null when it cannot be had. The caller wipes it. */
export async function openSeed(record: IdentityRecord, keys: readonly CryptoKey[]): Promise<Uint8Array | null> {
  const { generation, publicKey, secret } = record;
  if (!(secret instanceof Uint8Array)) return null;
  for (const key of keys) {
    const pkcs8 = await open(key, purposeOf(generation, publicKey), secret);
    if (pkcs8 && pkcs8.length >= SEED_BYTES) return pkcs8.slice(-SEED_BYTES);
  }
  return null;
}

function platformIdentity(publicKey: Uint8Array, privateKey: CryptoKey): Identity {
  return {
    publicKey,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, message as BufferSource)),
  };
}

/** Exportable for the one moment in which it is sealed. */
async function platformPair(): Promise<CryptoKeyPair | null> {
  try {
    return (await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as CryptoKeyPair;
  } catch {
    return null;
  }
}

function lockedPurposeOf(generation: number, publicKey: Uint8Array, lock: Uint8Array): Uint8Array {
  return purpose('locked identity', generationBytes(generation), publicKey, lock);
}

/** Public key and generation are sealed in: neither can be exchanged under a private key. */
function purposeOf(generation: number, publicKey: Uint8Array): Uint8Array {
  return purpose('identity', generationBytes(generation), publicKey);
}
