/** The identity as it lies in each place. */
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { PUBLIC_KEY_BYTES } from '../trust/identity.ts';

export interface IdentityRecord {
  /** Rises with every identity of this browser, so that an old copy cannot pass for the present one. */
  readonly generation: number;
  readonly publicKey: Uint8Array;
  /** The private key: sealed PKCS #8, or a key object as version 1 kept it, which no script can seal. */
  readonly secret: Uint8Array | CryptoKey;
  /** Which passkey opens the inner seal of `secret`, as `passkey.ts` wrote it; null where there is no such lock. */
  readonly lock: Uint8Array | null;
}

const VERSION = 1;
/** With the length of the lock and the lock before the secret. */
const LOCKED_VERSION = 2;
const HEAD_BYTES = 1 + 4 + PUBLIC_KEY_BYTES;
const MAX_SECRET_BYTES = 256;
/** A credential's id may take 1023 bytes (Web Authentication, section 5.8.3). */
const MAX_LOCK_BYTES = 1100;

/** @returns null for anything that is no such record */
export function readIdentityRecord(stored: unknown): IdentityRecord | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { generation, publicKey, secret, lock = null } = stored as Partial<Record<keyof IdentityRecord, unknown>>;
  if (!isGeneration(generation) || !(publicKey instanceof Uint8Array)) return null;
  if (publicKey.length !== PUBLIC_KEY_BYTES || !isSecret(secret) || !isLock(lock)) return null;
  return { generation, publicKey, secret, lock };
}

/** The record as a file; null for a key object, which has no bytes. */
export function identityFile({ generation, publicKey, secret, lock }: IdentityRecord): Uint8Array | null {
  if (!(secret instanceof Uint8Array)) return null;
  const head = [generationBytes(generation), publicKey] as const;
  if (!lock) return concatBytes(Uint8Array.of(VERSION), ...head, secret);
  const lockHead = Uint8Array.of(lock.length >> 8, lock.length & 255);
  return concatBytes(Uint8Array.of(LOCKED_VERSION), ...head, lockHead, lock, secret);
}

export function readIdentityFile(file: Uint8Array): IdentityRecord | null {
  if (file.length <= HEAD_BYTES + 2 || (file[0] !== VERSION && file[0] !== LOCKED_VERSION)) return null;
  const view = new DataView(file.buffer, file.byteOffset);
  const [generation, publicKey] = [view.getUint32(1), file.slice(5, HEAD_BYTES)];
  if (file[0] === VERSION) return readIdentityRecord({ generation, publicKey, secret: file.slice(HEAD_BYTES) });
  const lockEnd = HEAD_BYTES + 2 + view.getUint16(HEAD_BYTES);
  const lock = file.slice(HEAD_BYTES + 2, lockEnd);
  return readIdentityRecord({ generation, publicKey, lock, secret: file.slice(lockEnd) });
}

export function isSameRecord(a: IdentityRecord, b: IdentityRecord): boolean {
  if (a.generation !== b.generation || !equalBytes(a.publicKey, b.publicKey)) return false;
  if (a.lock || b.lock) if (!a.lock || !b.lock || !equalBytes(a.lock, b.lock)) return false;
  if (a.secret instanceof Uint8Array && b.secret instanceof Uint8Array) return equalBytes(a.secret, b.secret);
  return !(a.secret instanceof Uint8Array) && !(b.secret instanceof Uint8Array);
}

/** 4 bytes, big-endian. */
export function generationBytes(generation: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, generation);
  return bytes;
}

export function isGeneration(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0xffff_ffff;
}

function isLock(value: unknown): value is IdentityRecord['lock'] {
  return value === null || (value instanceof Uint8Array && value.length > 0 && value.length <= MAX_LOCK_BYTES);
}

function isSecret(value: unknown): value is IdentityRecord['secret'] {
  if (value instanceof Uint8Array) return value.length > 0 && value.length <= MAX_SECRET_BYTES;
  return typeof CryptoKey === 'function' && value instanceof CryptoKey && value.type === 'private';
}
