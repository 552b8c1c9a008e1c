/**
 * The two codes by which browsers meet without any server (Humr/1, "Human speed"; docs/protocol.md). Each is the fragment
 * of a link, as a link of invitation is; the first byte tells them apart. Pure.
 *
 *   offer   0x11 ‖ flags(1) ‖ secret(16) ‖ host fingerprint(16) ‖ expiry(4) ‖ description ‖ check(4)
 *   answer  0x12 ‖ id of the offer(8) ‖ description ‖ check(4)
 *
 * The descriptions only open a way between the two browsers. It is trusted no more than a relay: the handshake runs over
 * it as it does over any carrier, with the secret and the fingerprint of the offer as those of a link.
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { hash, label } from './hash.ts';
import { SECRET_BYTES } from './link.ts';

export interface OfferCode {
  readonly kind: 'offer';
  /** The room secret S, 16 bytes. */
  readonly secret: Uint8Array;
  /** First 16 bytes of the identity hash of whoever made the code. */
  readonly hostFingerprint: Uint8Array;
  /** Until when it is worth answering, whole seconds since 1970. */
  readonly expiresS: number;
  readonly relayOnly: boolean;
  /** A compact session description. */
  readonly description: Uint8Array;
  /** Names this code in its answer, 8 bytes. */
  readonly id: Uint8Array;
}

export interface AnswerCode {
  readonly kind: 'answer';
  /** Of the offer that is answered. */
  readonly id: Uint8Array;
  readonly description: Uint8Array;
}

/** `other`: not a code at all, perhaps a link. */
export type CodeRefusal = 'CODE_INCOMPLETE' | 'other';

/** Longest text of a code: with a usual address before it, it fits a QR symbol of version 12 (PROTOCOL: 260). */
export const MAX_CODE_CHARACTERS = 260;

const OFFER = 0x11;
const ANSWER = 0x12;
const FLAG_RELAY_ONLY = 2; // as in a link
const ID_BYTES = 8;
const CHECK_BYTES = 4;
const OFFER_HEAD_BYTES = 2 + SECRET_BYTES + 16 + 4;
const ANSWER_HEAD_BYTES = 1 + ID_BYTES;
const MAX_CODE_BYTES = Math.floor((MAX_CODE_CHARACTERS * 3) / 4);

/** Room for the description in either code, bytes. */
export const MAX_CODE_DESCRIPTION_BYTES = MAX_CODE_BYTES - OFFER_HEAD_BYTES - CHECK_BYTES;

/** @throws {RangeError} when a field has another length than it must have */
export function encodeOfferCode(code: Omit<OfferCode, 'kind' | 'id'>): { text: string; id: Uint8Array } {
  const { secret, hostFingerprint, expiresS, description } = code;
  if (secret.length !== SECRET_BYTES || hostFingerprint.length !== 16) throw new RangeError('16 bytes each');
  const expiry = Uint8Array.of(expiresS >>> 24, expiresS >>> 16, expiresS >>> 8, expiresS);
  const head = Uint8Array.of(OFFER, code.relayOnly ? FLAG_RELAY_ONLY : 0);
  const content = concatBytes(head, secret, hostFingerprint, expiry, checkedDescription(description));
  return { text: textOf(content), id: idOf(content) };
}

/** @throws {RangeError} when the description is too long */
export function encodeAnswerCode({ id, description }: Omit<AnswerCode, 'kind'>): string {
  return textOf(concatBytes(Uint8Array.of(ANSWER), id, checkedDescription(description)));
}

/** Never throws, and reads nothing longer than a code can be. */
export function decodeCode(text: string): OfferCode | AnswerCode | CodeRefusal {
  const bytes = text.length <= MAX_CODE_CHARACTERS ? fromBase64Url(text) : null;
  const first = bytes?.[0] ?? firstByteOf(text);
  if (first !== OFFER && first !== ANSWER) return 'other';
  if (!bytes || bytes.length < ANSWER_HEAD_BYTES + CHECK_BYTES) return 'CODE_INCOMPLETE';
  const content = bytes.subarray(0, -CHECK_BYTES);
  if (!equalBytes(checkOf(content), bytes.subarray(-CHECK_BYTES))) return 'CODE_INCOMPLETE';
  return first === OFFER ? readOffer(content) : readAnswer(content);
}

function readOffer(content: Uint8Array): OfferCode | CodeRefusal {
  if (content.length < OFFER_HEAD_BYTES) return 'CODE_INCOMPLETE';
  const at = 2 + SECRET_BYTES + 16;
  const expiry = content.subarray(at, at + 4);
  return {
    kind: 'offer',
    secret: content.slice(2, 2 + SECRET_BYTES),
    hostFingerprint: content.slice(2 + SECRET_BYTES, at),
    expiresS: expiry.reduce((sum, byte) => sum * 256 + byte, 0),
    relayOnly: (content[1]! & FLAG_RELAY_ONLY) !== 0,
    description: content.slice(OFFER_HEAD_BYTES),
    id: idOf(content),
  };
}

function readAnswer(content: Uint8Array): AnswerCode {
  return { kind: 'answer', id: content.slice(1, ANSWER_HEAD_BYTES), description: content.slice(ANSWER_HEAD_BYTES) };
}

/** Of a text that is cut in the middle of a group and so no base64url. */
function firstByteOf(text: string): number | undefined {
  return text.length <= MAX_CODE_CHARACTERS ? fromBase64Url(text.slice(0, 4))?.[0] : undefined;
}

function checkedDescription(description: Uint8Array): Uint8Array {
  if (description.length <= MAX_CODE_DESCRIPTION_BYTES) return description;
  throw new RangeError(`a description of ${description.length} bytes; room is for ${MAX_CODE_DESCRIPTION_BYTES}`);
}

function textOf(content: Uint8Array): string {
  return toBase64Url(concatBytes(content, checkOf(content)));
}

function checkOf(content: Uint8Array): Uint8Array {
  return hash(label('code'), content).subarray(0, CHECK_BYTES);
}

function idOf(content: Uint8Array): Uint8Array {
  return hash(label('code-id'), content).slice(0, ID_BYTES);
}
