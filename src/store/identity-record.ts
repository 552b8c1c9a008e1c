/** The identity as it lies in each place. */
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { PUBLIC_KEY_BYTES } from '../trust/identity.ts';

export interface IdentityRecord {
  /** Rises with every identity of this browser, so that an old copy cannot pass for the present one. */
  readonly generation: number;
  readonly publicKey: Uint8Array;
  /** The private key: sealed PKCS #8, or a key object as version 1 kept it, which no script can seal. */
  readonly secret: Uint8Array | CryptoKey;
}

const VERSION = 1;
const HEAD_BYTES = 1 + 4 + PUBLIC_KEY_BYTES;
const MAX_SECRET_BYTES = 256;

/** @returns null for anything that is no such record */
export function readIdentityRecord(stored: unknown): IdentityRecord | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { generation, publicKey, secret } = stored as Partial<Record<keyof IdentityRecord, unknown>>;
  if (!isGeneration(generation) || !(publicKey instanceof Uint8Array)) return null;
  if (publicKey.length !== PUBLIC_KEY_BYTES || !isSecret(secret)) return null;
  return { generation, publicKey, secret };
}

/** The record as a file; null for a key object, which has no bytes. */
export function identityFile({ generation, publicKey, secret }: IdentityRecord): Uint8Array | null {
  if (!(secret instanceof Uint8Array)) return null;
  return concatBytes(Uint8Array.of(VERSION), generationBytes(generation), publicKey, secret);
}

export function readIdentityFile(file: Uint8Array): IdentityRecord | null {
  if (file.length <= HEAD_BYTES || file[0] !== VERSION) return null;
  const generation = new DataView(file.buffer, file.byteOffset).getUint32(1);
  const [publicKey, secret] = [file.slice(5, HEAD_BYTES), file.slice(HEAD_BYTES)];
  return readIdentityRecord({ generation, publicKey, secret });
}

export function isSameRecord(a: IdentityRecord, b: IdentityRecord): boolean {
  if (a.generation !== b.generation || !equalBytes(a.publicKey, b.publicKey)) return false;
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

function isSecret(value: unknown): value is IdentityRecord['secret'] {
  if (value instanceof Uint8Array) return value.length > 0 && value.length <= MAX_SECRET_BYTES;
  return typeof CryptoKey === 'function' && value instanceof CryptoKey && value.type === 'private';
}
