/**
 * Ringing a contact (docs/protocol.md, point 9): one small message in the room of two contacts, sealed by its envelope
 * alone, so it proves no more than that its sender has p; who is there the handshake tells afterwards.
 *
 *   RING = kind(1) ‖ ring(8) ‖ sender tag(8) ‖ time(4) = 21 bytes
 *
 * The tag lets the tabs of one profile tell their own messages from the contact's: first 8 bytes of H(L("ring") ‖ id).
 */
import { concatBytes } from '../base/bytes.ts';
import { hash, label } from './hash.ts';

const KINDS = ['ring', 'cancel', 'accept', 'decline', 'busy'] as const;

/** `ring` and `cancel` come from whoever calls, the others from whoever is called. */
export type RingKind = (typeof KINDS)[number];

export interface Ring {
  readonly kind: RingKind;
  /** Names one call for as long as it rings, 8 bytes. */
  readonly ringId: Uint8Array;
  /** 8 bytes. */
  readonly senderTag: Uint8Array;
}

export type RingRefusal =
  | 'wrong-length'
  | 'unknown-kind' // of a later version
  | 'stale'; // recorded earlier, or a clock is wrong

export const RING_ID_BYTES = 8;
const TAG_BYTES = 8;
const TIME_BYTES = 4;
const RING_BYTES = 1 + RING_ID_BYTES + TAG_BYTES + TIME_BYTES;
/** As for greetings; a ring of yesterday must not be heard tonight. */
const MAX_CLOCK_DIFFERENCE_S = 600;

/** @param publicKey own identity key, 32 bytes */
export function ringTag(publicKey: Uint8Array): Uint8Array {
  return hash(label('ring'), publicKey).slice(0, TAG_BYTES);
}

/** @param nowS seconds since 1970 */
export function writeRing({ kind, ringId, senderTag }: Ring, nowS: number): Uint8Array {
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setUint32(0, nowS);
  return concatBytes(Uint8Array.of(KINDS.indexOf(kind) + 1), ringId, senderTag, time);
}

export function readRing(body: Uint8Array, nowS: number): Ring | RingRefusal {
  if (body.length !== RING_BYTES) return 'wrong-length';
  const kind = KINDS[body[0]! - 1];
  if (!kind) return 'unknown-kind';
  const sentS = new DataView(body.buffer, body.byteOffset).getUint32(RING_BYTES - TIME_BYTES);
  if (Math.abs(nowS - sentS) > MAX_CLOCK_DIFFERENCE_S) return 'stale';
  const ringId = body.slice(1, 1 + RING_ID_BYTES);
  return { kind, ringId, senderTag: body.slice(1 + RING_ID_BYTES, RING_BYTES - TIME_BYTES) };
}
