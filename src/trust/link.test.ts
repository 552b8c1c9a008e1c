import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { concatBytes } from '../base/bytes.ts';
import { hash, label } from './hash.ts';
import { decodeInvite, encodeInvite, type Invite, identityFingerprint, isInviter } from './link.ts';

const INVITE: Invite = {
  secret: Uint8Array.from({ length: 16 }, (_, i) => i),
  hostFingerprint: Uint8Array.from({ length: 16 }, (_, i) => 0xf0 + i),
  oneUse: true,
  relayOnly: false,
};

/** A link of any content with a correct check, as a later version would make it. */
function linkOf(content: Uint8Array): string {
  return toBase64Url(concatBytes(content, hash(label('link'), content).subarray(0, 4)));
}

describe('link', () => {
  it('is 51 characters long and reads back as it was', () => {
    const text = encodeInvite(INVITE);
    expect(text).toHaveLength(51);
    expect(decodeInvite(text)).toEqual(INVITE);
  });

  it.each([
    { oneUse: false, relayOnly: false },
    { oneUse: false, relayOnly: true },
    { oneUse: true, relayOnly: true },
  ])('carries its flags %o', (flags) => {
    const invite = { ...INVITE, ...flags, hostFingerprint: null };
    expect(decodeInvite(encodeInvite(invite))).toEqual(invite);
  });

  it('lays version, flags, secret and fingerprint out as the protocol says', () => {
    const bytes = fromBase64Url(encodeInvite(INVITE))!;
    expect([...bytes.subarray(0, 2)]).toEqual([1, 0b101]);
    expect(bytes.subarray(2, 18)).toEqual(INVITE.secret);
    expect(bytes.subarray(18, 34)).toEqual(INVITE.hostFingerprint);
  });

  it('is incomplete when cut anywhere', () => {
    const text = encodeInvite(INVITE);
    for (let length = 0; length < text.length; length++) {
      expect(decodeInvite(text.slice(0, length)), `${length} characters`).toBe('LINK_INCOMPLETE');
    }
  });

  it('is incomplete when any one character is wrong, the version too', () => {
    const text = encodeInvite(INVITE);
    for (let at = 0; at < text.length; at++) {
      const wrong = text[at] === 'x' ? 'y' : 'x';
      expect(decodeInvite(text.slice(0, at) + wrong + text.slice(at + 1)), `at ${at}`).toBe('LINK_INCOMPLETE');
    }
  });

  it('is newer when intact and of another version, whatever its length', () => {
    expect(decodeInvite(linkOf(Uint8Array.of(2, 0)))).toBe('LINK_NEWER');
    expect(decodeInvite(linkOf(new Uint8Array(60).fill(7)))).toBe('LINK_NEWER');
  });

  it('is newer when it has a flag we do not know', () => {
    expect(decodeInvite(linkOf(concatBytes(Uint8Array.of(1, 8), new Uint8Array(32))))).toBe('LINK_NEWER');
  });

  it('refuses a fingerprint that no flag announces, so that one invitation has one text', () => {
    const content = concatBytes(Uint8Array.of(1, 0), INVITE.secret, INVITE.hostFingerprint!);
    expect(decodeInvite(linkOf(content))).toBe('LINK_INCOMPLETE');
  });

  it('refuses an intact text of version 0 or of the wrong length', () => {
    expect(decodeInvite(linkOf(new Uint8Array(34)))).toBe('LINK_INCOMPLETE');
    expect(decodeInvite(linkOf(Uint8Array.of(1, 0, 5)))).toBe('LINK_INCOMPLETE');
  });

  it('refuses a fragment of 100 kB without reading it', () => {
    expect(decodeInvite('A'.repeat(100_000))).toBe('LINK_INCOMPLETE');
    expect(decodeInvite(linkOf(new Uint8Array(75_000).fill(2)))).toBe('LINK_INCOMPLETE');
  });

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(decodeInvite(text)).toBe('LINK_INCOMPLETE');
      }),
    );
  });

  it('refuses to encode what does not fit', () => {
    expect(() => encodeInvite({ ...INVITE, secret: new Uint8Array(15) })).toThrow(RangeError);
    expect(() => encodeInvite({ ...INVITE, hostFingerprint: new Uint8Array(17) })).toThrow(RangeError);
  });

  it('knows its maker by the fingerprint and nobody else', () => {
    const key = new Uint8Array(32).fill(3);
    const invite = { ...INVITE, hostFingerprint: identityFingerprint(key) };
    expect(isInviter(invite, key)).toBe(true);
    expect(isInviter(invite, new Uint8Array(32).fill(4))).toBe(false);
    expect(isInviter({ ...invite, hostFingerprint: null }, key)).toBeNull();
  });
});
