/** Hash, key derivation and labels of Humr/1. H = SHA-256, HKDF = HKDF-SHA-256 (RFC 5869). */
import { expand as hkdfExpand, extract as hkdfExtract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { asciiBytes, concatBytes } from '../base/bytes.ts';

export const HASH_BYTES = 32;

/** L(name) of the protocol page: `humr/1 name` and a zero, so that no label is the beginning of another. */
export function label(name: string): Uint8Array {
  return asciiBytes(`humr/1 ${name}\0`);
}

/** H over the parts in order, 32 bytes. Parts of variable length must be told apart by the caller. */
export function hash(...parts: readonly Uint8Array[]): Uint8Array {
  const running = sha256.create();
  for (const part of parts) running.update(part);
  return running.digest();
}

/** HKDF-Extract(salt, input key material): 32 bytes. RFC 5869, section 2.2. */
export function extract(salt: Uint8Array, keyMaterial: Uint8Array): Uint8Array {
  return hkdfExtract(sha256, keyMaterial, salt);
}

/** HKDF-Expand(prk, info): `lengthBytes` bytes, at most 8160. RFC 5869, section 2.3. */
export function expand(pseudoRandomKey: Uint8Array, info: Uint8Array, lengthBytes: number): Uint8Array {
  return hkdfExpand(sha256, pseudoRandomKey, info, lengthBytes);
}

/** Expand with a label and what follows it. */
export function expandLabel(prk: Uint8Array, name: string, lengthBytes: number, ...context: Uint8Array[]): Uint8Array {
  return expand(prk, concatBytes(label(name), ...context), lengthBytes);
}

/** Overwrites secrets that are no longer needed. The engine may hold copies elsewhere; this is the best JavaScript has. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** Once, at the end: 32 bytes. */
  digest(): Uint8Array;
}

/** H of what comes piece by piece, such as a file. */
export function runningHash(): RunningHash {
  const running = sha256.create();
  return {
    update: (bytes) => void running.update(bytes),
    digest: () => running.digest(),
  };
}
