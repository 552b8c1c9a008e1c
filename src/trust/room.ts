/** The keys of a room, all derived from the secret in the link (Humr/1, "Room keys"). */
import { toBase64Url } from '../base/base64url.ts';
import { KEY_BYTES } from './aead.ts';
import { expandLabel, extract, label } from './hash.ts';
import { SECRET_BYTES } from './link.ts';

export const TOPIC_BYTES = 16;

/** Session id: 16 random bytes per tab and join. */
export const SID_BYTES = 16;

export interface RoomKeys {
  /** Where everybody in the room listens, 16 bytes; bound into every envelope and handshake. */
  readonly topic: Uint8Array;
  /** The same as 22 characters of base64url, the form carriers take. */
  readonly topicText: string;
  /** Seals every relayed message, 32 bytes. */
  readonly envelopeKey: Uint8Array;
  /** Pre-shared key of the handshake, 32 bytes. */
  readonly psk: Uint8Array;
  /** Topic on which only the holder of `sid` (16 bytes) listens, 22 characters of base64url. */
  inboxTopic(sid: Uint8Array): string;
}

/**
 * @param secret S of the link, 16 bytes
 * @throws {RangeError} when it is not 16 bytes long
 */
export function roomKeys(secret: Uint8Array): RoomKeys {
  if (secret.length !== SECRET_BYTES) throw new RangeError(`room secret must be 16 bytes, got ${secret.length}`);
  const prk = extract(label('room'), secret);
  return keysUnder(prk, expandLabel(prk, 'topic', TOPIC_BYTES));
}

/**
 * The keys of a room whose pseudo-random key is given.
 * @param prk 32 bytes
 * @param topic 16 bytes
 */
export function keysUnder(prk: Uint8Array, topic: Uint8Array): RoomKeys {
  return {
    topic,
    topicText: toBase64Url(topic),
    envelopeKey: expandLabel(prk, 'envelope', KEY_BYTES),
    psk: expandLabel(prk, 'psk', KEY_BYTES),
    inboxTopic: (sid) => toBase64Url(expandLabel(prk, 'inbox', TOPIC_BYTES, sid)),
  };
}
