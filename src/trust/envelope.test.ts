import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../base/bytes.ts';
import { sealRandom } from './aead.ts';
import { type Envelope, isForUs, MAX_BODY_BYTES, MESSAGE_TYPE, openEnvelope, sealEnvelope } from './envelope.ts';
import { label } from './hash.ts';
import { roomKeys } from './room.ts';

const ROOM = roomKeys(new Uint8Array(16).fill(1));
const OTHER_ROOM = roomKeys(new Uint8Array(16).fill(2));
const NONCE = new Uint8Array(24).fill(9);
const ANNA = new Uint8Array(16).fill(0xa);
const BERT = new Uint8Array(16).fill(0xb);

function messageOf(bodyBytes: number): Envelope {
  return { type: MESSAGE_TYPE.hello, from: ANNA, to: BERT, body: new Uint8Array(bodyBytes).fill(5) };
}

/** An envelope by someone who has the link but not our manners. */
function sealRaw(padded: Uint8Array): Uint8Array {
  const sealed = sealRandom(ROOM.envelopeKey, NONCE, concatBytes(label('env'), ROOM.topic), padded);
  return concatBytes(Uint8Array.of(1), NONCE, sealed);
}

describe('envelope', () => {
  it.each([
    [0, 256],
    [181, 256],
    [182, 512],
    [437, 512],
    [438, 1024],
    [949, 1024],
    [950, 2048],
    [1973, 2048],
    [1974, 4096],
    [4021, 4096],
    [4022, 16384],
    [MAX_BODY_BYTES, 16384],
  ])('puts a body of %i bytes into %i and gives it back', (bodyBytes, sealedBytes) => {
    const sealed = sealEnvelope(ROOM, messageOf(bodyBytes), NONCE);
    expect(sealed).toHaveLength(sealedBytes);
    expect(openEnvelope(ROOM, sealed)).toEqual(messageOf(bodyBytes));
  });

  it('addresses everybody with null', () => {
    const message = { ...messageOf(3), to: null };
    expect(openEnvelope(ROOM, sealEnvelope(ROOM, message, NONCE))).toEqual(message);
  });

  it('keeps a body that ends like padding', () => {
    const message = { ...messageOf(0), body: Uint8Array.of(1, 0x80, 0, 0) };
    expect(openEnvelope(ROOM, sealEnvelope(ROOM, message, NONCE))).toEqual(message);
  });

  it('drops every other length unread', () => {
    for (const length of [0, 1, 255, 257, 8192, 16385, 1_000_000]) {
      expect(openEnvelope(ROOM, new Uint8Array(length).fill(1))).toBe('wrong-size');
    }
  });

  it('drops an envelope with any byte changed', () => {
    const sealed = sealEnvelope(ROOM, messageOf(40), NONCE);
    for (let at = 0; at < sealed.length; at++) {
      const altered = sealed.slice();
      altered[at]! ^= 1;
      expect(openEnvelope(ROOM, altered), `byte ${at}`).toBe(at === 0 ? 'wrong-version' : 'not-ours');
    }
  });

  it('drops what belongs to another room', () => {
    expect(openEnvelope(OTHER_ROOM, sealEnvelope(ROOM, messageOf(40), NONCE))).toBe('not-ours');
  });

  it('binds the topic even where the key is the same', () => {
    const moved = { ...ROOM, topic: OTHER_ROOM.topic };
    expect(openEnvelope(moved, sealEnvelope(ROOM, messageOf(40), NONCE))).toBe('not-ours');
  });

  it('refuses padding that is missing, unmarked or before the message head', () => {
    const unmarked = new Uint8Array(256 - 41).fill(1);
    expect(openEnvelope(ROOM, sealRaw(unmarked))).toBe('bad-padding');
    expect(openEnvelope(ROOM, sealRaw(new Uint8Array(256 - 41)))).toBe('bad-padding');
    const early = new Uint8Array(256 - 41);
    early[32] = 0x80;
    expect(openEnvelope(ROOM, sealRaw(early))).toBe('too-short');
  });

  it('refuses a sender who calls himself everybody', () => {
    const nobody = new Uint8Array(256 - 41);
    nobody[33] = 0x80;
    expect(openEnvelope(ROOM, sealRaw(nobody))).toBe('no-sender');
  });

  it('never throws, whatever arrives', () => {
    const sizes = fc.constantFrom(256, 512, 1024, 100, 0);
    const bytes = sizes.chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
    fc.assert(fc.property(bytes, (input) => typeof openEnvelope(ROOM, input) === 'string'));
  });

  it('refuses to seal what does not fit', () => {
    expect(() => sealEnvelope(ROOM, messageOf(MAX_BODY_BYTES + 1), NONCE)).toThrow(RangeError);
    expect(() => sealEnvelope(ROOM, messageOf(1), new Uint8Array(12))).toThrow(RangeError);
    expect(() => sealEnvelope(ROOM, { ...messageOf(1), from: new Uint8Array(8) }, NONCE)).toThrow(RangeError);
  });

  it('is for us when addressed to us or to everybody, and never our own echo', () => {
    expect(isForUs(messageOf(1), BERT)).toBe(true);
    expect(isForUs({ ...messageOf(1), to: null }, BERT)).toBe(true);
    expect(isForUs(messageOf(1), new Uint8Array(16).fill(0xc))).toBe(false);
    expect(isForUs({ ...messageOf(1), to: null }, ANNA)).toBe(false);
  });
});
