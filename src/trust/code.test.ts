import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeCode,
  encodeAnswerCode,
  encodeOfferCode,
  MAX_CODE_CHARACTERS,
  MAX_CODE_DESCRIPTION_BYTES,
} from './code.ts';
import { encodeInvite } from './link.ts';

const bytes = (length: number, from = 0) => Uint8Array.from({ length }, (_, i) => (from + i) & 0xff);

const OFFER = {
  secret: bytes(16),
  hostFingerprint: bytes(16, 0xe0),
  expiresS: 0x9abcdef0,
  relayOnly: true,
  description: bytes(113, 7),
};
const ID = bytes(8, 3);

describe('a code', () => {
  it('of an offer reads back as it was, with the id its answer names', () => {
    const { text, id } = encodeOfferCode(OFFER);
    expect(decodeCode(text)).toEqual({ kind: 'offer', ...OFFER, id });
    expect(id).toHaveLength(8);
  });

  it('of an answer reads back as it was', () => {
    const text = encodeAnswerCode({ id: ID, description: OFFER.description });
    expect(decodeCode(text)).toEqual({ kind: 'answer', id: ID, description: OFFER.description });
  });

  it('has another id for every other content', () => {
    const ids = [OFFER, { ...OFFER, expiresS: 1 }, { ...OFFER, description: bytes(113) }].map((it) =>
      encodeOfferCode(it).id.join(),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('never grows beyond what a camera reads well', () => {
    const description = new Uint8Array(MAX_CODE_DESCRIPTION_BYTES);
    expect(encodeOfferCode({ ...OFFER, description }).text.length).toBeLessThanOrEqual(MAX_CODE_CHARACTERS);
    expect(encodeAnswerCode({ id: ID, description }).length).toBeLessThanOrEqual(MAX_CODE_CHARACTERS);
    const longer = new Uint8Array(MAX_CODE_DESCRIPTION_BYTES + 1);
    expect(() => encodeOfferCode({ ...OFFER, description: longer })).toThrow(RangeError);
  });

  it.each([
    ['an offer', encodeOfferCode(OFFER).text],
    ['an answer', encodeAnswerCode({ id: ID, description: OFFER.description })],
  ])('that is %s is incomplete when cut, and when any one character is wrong', (_what, text) => {
    for (let length = 4; length < text.length; length++)
      expect(decodeCode(text.slice(0, length))).toBe('CODE_INCOMPLETE');
    for (let at = 2; at < text.length; at++) {
      const wrong = text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
      expect(decodeCode(wrong), `at ${at}`).toBe('CODE_INCOMPLETE');
    }
  });

  it('is not what is none: a link, other text, nothing, too much', () => {
    const invite = { secret: bytes(16), hostFingerprint: null, oneUse: false, relayOnly: false };
    for (const text of [encodeInvite(invite), 'hello', '', 'E', 'E'.repeat(100_000)]) {
      expect(decodeCode(text)).toBe('other');
    }
  });

  it('is read from anything without an exception', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeCode(text)));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (some) => void decodeCode(Buffer.from(some).toString('base64url')),
      ),
    );
  });
});
