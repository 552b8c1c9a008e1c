import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { asciiBytes } from './bytes.ts';

describe('base64url', () => {
  // RFC 4648, section 10, without the padding.
  const VECTORS = [
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ] as const;

  it.each(VECTORS)('writes and reads "%s"', (plain, text) => {
    expect(toBase64Url(asciiBytes(plain))).toBe(text);
    expect(fromBase64Url(text)).toEqual(asciiBytes(plain));
  });

  it('uses the two characters that need no escaping in a URL', () => {
    expect(toBase64Url(Uint8Array.of(0xfb, 0xef, 0xff))).toBe('--__');
  });

  it.each(['Z', 'Zm9vY', 'Zm+v', 'Zm9v=', 'Zm 9', 'Zh', 'Zm9'])('refuses "%s"', (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });
});
