/**
 * Envelopes (Humr/1, "Envelope"): what a carrier sees of every message. Six sizes, a random nonce and nothing else.
 *
 *   version(1) ‖ nonce(24) ‖ XChaCha20-Poly1305(k_env, nonce, L("env") ‖ topic, pad(type(1) ‖ from(16) ‖ to(16) ‖ body))
 *
 * An envelope proves only that its sender has the link: `from` is a claim until the handshake has proven it.
 */
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { openRandom, sealRandom, TAG_BYTES } from './aead.ts';
import { label } from './hash.ts';
import { type RoomKeys, SID_BYTES } from './room.ts';

/** Message types on the wire. */
export const MESSAGE_TYPE = {
  hello: 0x01,
  offer: 0x02,
  answer: 0x03,
  open: 0x04,
  signal: 0x10,
  ring: 0x20,
  over: 0x21,
  gone: 0x22,
} as const;

export interface Envelope {
  /** One of `MESSAGE_TYPE`, or a type of a later version: ignore those. */
  readonly type: number;
  /** Session id of the sender, 16 bytes, never all zero. */
  readonly from: Uint8Array;
  /** Session id of the receiver, 16 bytes; null for everybody. */
  readonly to: Uint8Array | null;
  readonly body: Uint8Array;
}

export type EnvelopeRefusal =
  | 'wrong-size' // not one of the six sizes: dropped unread
  | 'wrong-version' // sealed by another version
  | 'not-ours' // another key, another room, or altered on the way
  | 'bad-padding' // no 0x80 followed by zeros
  | 'too-short' // no room for type, from and to
  | 'no-sender'; // from is all zero, which means everybody

/** Total sizes in bytes. One size for a whole handshake message keeps its content from showing in its length. */
const BUCKETS_BYTES = [256, 512, 1024, 2048, 4096, 16384] as const;
const VERSION = 1;
const NONCE_BYTES = 24;
const HEAD_BYTES = 1 + NONCE_BYTES;
const MESSAGE_HEAD_BYTES = 1 + 2 * SID_BYTES;
const PADDING_MARK = 0x80;
const EVERYBODY = new Uint8Array(SID_BYTES);

/** Bytes of an envelope that are not body: 25 head, 33 message head, 1 padding mark, 16 tag. */
const OVERHEAD_BYTES = HEAD_BYTES + MESSAGE_HEAD_BYTES + 1 + TAG_BYTES;

/** Longest body an envelope takes, 16309 bytes. */
export const MAX_BODY_BYTES = 16384 - OVERHEAD_BYTES;

/**
 * @param nonce 24 random bytes, never used before
 * @returns an envelope of one of the six sizes
 * @throws {RangeError} when nonce, a session id or the body has a length that does not fit
 */
export function sealEnvelope(room: RoomKeys, message: Envelope, nonce: Uint8Array): Uint8Array {
  const { type, from, to, body } = message;
  const bucketBytes = BUCKETS_BYTES.find((size) => body.length + OVERHEAD_BYTES <= size);
  if (bucketBytes === undefined) throw new RangeError(`body of ${body.length} B, at most ${MAX_BODY_BYTES} fit`);
  if (nonce.length !== NONCE_BYTES) throw new RangeError(`nonce must be 24 bytes, got ${nonce.length}`);
  if (from.length !== SID_BYTES || (to ?? EVERYBODY).length !== SID_BYTES) {
    throw new RangeError('session ids must be 16 bytes');
  }
  const padded = new Uint8Array(bucketBytes - HEAD_BYTES - TAG_BYTES);
  padded.set(concatBytes(Uint8Array.of(type), from, to ?? EVERYBODY, body, Uint8Array.of(PADDING_MARK)));
  return concatBytes(Uint8Array.of(VERSION), nonce, sealRandom(room.envelopeKey, nonce, aadOf(room), padded));
}

/** Reads what a carrier delivered; anybody may have sent it. */
export function openEnvelope(room: RoomKeys, bytes: Uint8Array): Envelope | EnvelopeRefusal {
  if (!BUCKETS_BYTES.some((size) => size === bytes.length)) return 'wrong-size';
  if (bytes[0] !== VERSION) return 'wrong-version';
  const nonce = bytes.subarray(1, HEAD_BYTES);
  const padded = openRandom(room.envelopeKey, nonce, aadOf(room), bytes.subarray(HEAD_BYTES));
  if (!padded) return 'not-ours';
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== PADDING_MARK) return 'bad-padding';
  if (end < MESSAGE_HEAD_BYTES) return 'too-short';
  return messageOf(padded.subarray(0, end));
}

function messageOf(message: Uint8Array): Envelope | EnvelopeRefusal {
  const from = message.slice(1, 1 + SID_BYTES);
  const to = message.slice(1 + SID_BYTES, MESSAGE_HEAD_BYTES);
  if (equalBytes(from, EVERYBODY)) return 'no-sender';
  const toAll = equalBytes(to, EVERYBODY);
  return { type: message[0]!, from, to: toAll ? null : to, body: message.slice(MESSAGE_HEAD_BYTES) };
}

/** Whether the holder of `ownSid` (16 bytes) should look at it: not an echo of his own, and to him or to everybody. */
export function isForUs(envelope: Envelope, ownSid: Uint8Array): boolean {
  return !equalBytes(envelope.from, ownSid) && (envelope.to === null || equalBytes(envelope.to, ownSid));
}

function aadOf(room: RoomKeys): Uint8Array {
  return concatBytes(label('env'), room.topic);
}
