/**
 * Signed statements about one's own identity key (Humr/1, "Trust store").
 *
 *   rotation   = new(32) ‖ time(4) ‖ Ed25519_old(L("rotate") ‖ new ‖ time) ‖ Ed25519_new(L("rotated") ‖ old ‖ new ‖ time)
 *   revocation = time(4) ‖ Ed25519(L("revoke") ‖ time)
 *
 * The new key names the old one in its part: else anybody could announce a stranger's new key as his own.
 */
import { concatBytes } from '../base/bytes.ts';
import { label } from './hash.ts';
import { type Identity, PUBLIC_KEY_BYTES, SIGNATURE_BYTES, verifySignature } from './identity.ts';

export interface Rotation {
  readonly newKey: Uint8Array;
  /** When it was signed, seconds since 1970. */
  readonly atS: number;
}

export type StatementRefusal = 'wrong-length' | 'bad-proof';

const TIME_BYTES = 4;
const HEAD_BYTES = PUBLIC_KEY_BYTES + TIME_BYTES;
export const ROTATION_BYTES = HEAD_BYTES + 2 * SIGNATURE_BYTES;
export const REVOCATION_BYTES = TIME_BYTES + SIGNATURE_BYTES;

/** @returns 164 bytes, for everybody who knows the old key */
export async function makeRotation(old: Identity, renewed: Identity, nowS: number): Promise<Uint8Array> {
  const head = concatBytes(renewed.publicKey, timeBytes(nowS));
  const byOld = await old.sign(concatBytes(label('rotate'), head));
  const byNew = await renewed.sign(concatBytes(label('rotated'), old.publicKey, head));
  return concatBytes(head, byOld, byNew);
}

/** @param pinnedKey the key on record, 32 bytes */
export function readRotation(pinnedKey: Uint8Array, bytes: Uint8Array): Rotation | StatementRefusal {
  if (bytes.length !== ROTATION_BYTES) return 'wrong-length';
  const head = bytes.slice(0, HEAD_BYTES);
  const newKey = head.slice(0, PUBLIC_KEY_BYTES);
  const byOld = bytes.subarray(HEAD_BYTES, HEAD_BYTES + SIGNATURE_BYTES);
  const byNew = bytes.subarray(HEAD_BYTES + SIGNATURE_BYTES);
  const isByOld = verifySignature(pinnedKey, concatBytes(label('rotate'), head), byOld);
  if (!isByOld || !verifySignature(newKey, concatBytes(label('rotated'), pinnedKey, head), byNew)) return 'bad-proof';
  return { newKey, atS: timeOf(head.subarray(PUBLIC_KEY_BYTES)) };
}

/** @returns 68 bytes: this key must not be trusted any more */
export async function makeRevocation(identity: Identity, nowS: number): Promise<Uint8Array> {
  const time = timeBytes(nowS);
  return concatBytes(time, await identity.sign(concatBytes(label('revoke'), time)));
}

/** @param pinnedKey the key on record, 32 bytes */
export function readRevocation(pinnedKey: Uint8Array, bytes: Uint8Array): { atS: number } | StatementRefusal {
  if (bytes.length !== REVOCATION_BYTES) return 'wrong-length';
  const time = bytes.slice(0, TIME_BYTES);
  const isOwn = verifySignature(pinnedKey, concatBytes(label('revoke'), time), bytes.subarray(TIME_BYTES));
  return isOwn ? { atS: timeOf(time) } : 'bad-proof';
}

function timeBytes(timeS: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setUint32(0, timeS);
  return bytes;
}

function timeOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
