/**
 * What goes over the side channel: text and files, as binary frames, apart from the call's own messages so that a file
 * never holds back a beat. Decode, limit, validate: a frame is read whole or refused.
 *
 *   kind(1) ‖ fields; numbers are big-endian, a file's number(4) counts its sender's files, sizes and places have 6 bytes
 *
 *   1 text    UTF-8, at most 4 KiB
 *   2 offer   number ‖ size(6) ‖ name, UTF-8 of at most 480 bytes
 *   3 accept  number                     by the receiver, who is then sent
 *   4 chunk   number ‖ 1..16384 bytes    in order
 *   5 end     number ‖ SHA-256(32) of the whole file
 *   6 stop    number                     by the sender: withdrawn or cancelled
 *   7 got     number ‖ place(6)          by the receiver, now and then: how much has arrived
 *   8 refuse  number                     by the receiver: not wanted, cancelled or damaged
 */
import { concatBytes } from '../base/bytes.ts';

export type SideFrame =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'offer'; readonly number: number; readonly sizeBytes: number; readonly name: string }
  | { readonly kind: 'chunk'; readonly number: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly number: number; readonly sha256: Uint8Array }
  | { readonly kind: 'got'; readonly number: number; readonly placeBytes: number }
  | { readonly kind: 'accept' | 'stop' | 'refuse'; readonly number: number };

export type SideRefusal = 'empty' | 'too-long' | 'unknown-kind' | 'bad-field';

export const MAX_TEXT_BYTES = 4096;
export const CHUNK_BYTES = 16_384;
const MAX_NAME_BYTES = 480;
const SHA256_BYTES = 32;
const NUMBER_BYTES = 4;
const SIZE_BYTES = 6;
const HEAD_BYTES = 1 + NUMBER_BYTES;
const MAX_FRAME_BYTES = HEAD_BYTES + CHUNK_BYTES;

const CODES = { text: 1, offer: 2, accept: 3, chunk: 4, end: 5, stop: 6, got: 7, refuse: 8 } as const;

/** @throws {RangeError} when a field is longer or larger than the frame has room for */
export function writeSide(frame: SideFrame): Uint8Array {
  const code = Uint8Array.of(CODES[frame.kind]);
  switch (frame.kind) {
    case 'text':
      return concatBytes(code, bounded(new TextEncoder().encode(frame.text), MAX_TEXT_BYTES));
    case 'offer': {
      const name = bounded(new TextEncoder().encode(frame.name), MAX_NAME_BYTES);
      return concatBytes(code, numberBytes(frame.number), sizeBytes(frame.sizeBytes), name);
    }
    case 'chunk':
      return concatBytes(code, numberBytes(frame.number), bounded(frame.bytes, CHUNK_BYTES));
    case 'end':
      return concatBytes(code, numberBytes(frame.number), frame.sha256);
    case 'got':
      return concatBytes(code, numberBytes(frame.number), sizeBytes(frame.placeBytes));
    default:
      return concatBytes(code, numberBytes(frame.number));
  }
}

/** Never throws; an unknown kind is a newer version speaking and is to be ignored. */
export function readSide(bytes: Uint8Array): SideFrame | SideRefusal {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > MAX_FRAME_BYTES) return 'too-long';
  if (bytes[0] === CODES.text) return readText(bytes.subarray(1));
  if (bytes.length < HEAD_BYTES) return 'bad-field';
  return readNumbered(bytes[0], readBig(bytes, 1, NUMBER_BYTES), bytes.subarray(HEAD_BYTES));
}

function readText(body: Uint8Array): SideFrame | SideRefusal {
  if (body.length > MAX_TEXT_BYTES) return 'too-long';
  const text = utf8(body);
  return text === null || text === '' ? 'bad-field' : { kind: 'text', text };
}

function readNumbered(code: number | undefined, number: number, body: Uint8Array): SideFrame | SideRefusal {
  switch (code) {
    case CODES.offer: {
      const name = body.length < SIZE_BYTES ? null : utf8(body.subarray(SIZE_BYTES));
      if (name === null || body.length > SIZE_BYTES + MAX_NAME_BYTES) return 'bad-field';
      return { kind: 'offer', number, sizeBytes: readBig(body, 0, SIZE_BYTES), name };
    }
    case CODES.chunk:
      return body.length === 0 ? 'bad-field' : { kind: 'chunk', number, bytes: body };
    case CODES.end:
      return body.length === SHA256_BYTES ? { kind: 'end', number, sha256: body } : 'bad-field';
    case CODES.got:
      return body.length === SIZE_BYTES
        ? { kind: 'got', number, placeBytes: readBig(body, 0, SIZE_BYTES) }
        : 'bad-field';
    case CODES.accept:
      return body.length === 0 ? { kind: 'accept', number } : 'bad-field';
    case CODES.stop:
      return body.length === 0 ? { kind: 'stop', number } : 'bad-field';
    case CODES.refuse:
      return body.length === 0 ? { kind: 'refuse', number } : 'bad-field';
    default:
      return 'unknown-kind';
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function bounded(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length > maxBytes) throw new RangeError(`at most ${maxBytes} bytes, not ${bytes.length}`);
  return bytes;
}

const numberBytes = (value: number) => bigBytes(value, NUMBER_BYTES);
const sizeBytes = (value: number) => bigBytes(value, SIZE_BYTES);

function bigBytes(value: number, byteCount: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** byteCount) throw new RangeError(`no size: ${value}`);
  return Uint8Array.from({ length: byteCount }, (_, place) => Math.floor(value / 256 ** (byteCount - 1 - place)) % 256);
}

function readBig(bytes: Uint8Array, from: number, byteCount: number): number {
  return bytes.subarray(from, from + byteCount).reduce((value, byte) => value * 256 + byte, 0);
}
