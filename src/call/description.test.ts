import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCandidate } from './candidate.ts';
import { type Description, decodeDescription, describeSdp, descriptionSdp, encodeDescription } from './description.ts';

const FINGERPRINT = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const HOST = parseCandidate('candidate:1 1 udp 1 203.0.113.7 50000 typ host')!;
const chromium: Description = {
  role: 'offer',
  opusPayloadType: 111,
  ufrag: 'a+/9',
  password: 'abcdefghijklmnopqrstuv+/',
  fingerprint: FINGERPRINT,
  candidates: [HOST],
};
const firefox: Description = {
  ...chromium,
  role: 'answer',
  opusPayloadType: 109,
  ufrag: '0123abcd',
  password: '0123456789abcdef0123456789abcdef',
};
const other: Description = {
  ...chromium,
  ufrag: 'sixsix',
  password: 'a-password-of-another-kind'.replaceAll('-', '+'),
};

describe('the compact session description', () => {
  it.each([
    ['Chromium', chromium, 3 + 21 + 32 + 7],
    ['Firefox', firefox, 3 + 20 + 32 + 7],
    ['a browser with other credentials', other, 3 + 1 + 6 + 26 + 32 + 7],
  ])('comes back unchanged for %s', (_, description, length) => {
    const bytes = encodeDescription(description);
    expect(bytes).toHaveLength(length);
    expect(decodeDescription(bytes)).toEqual(description);
  });

  it('finds its fields again in the SDP it makes', () => {
    for (const description of [chromium, firefox, other]) {
      expect(describeSdp(descriptionSdp(description), description.role)).toEqual(description);
    }
  });

  it('takes nothing from an SDP with two different fingerprints or with none', () => {
    const sdp = descriptionSdp(chromium);
    const second = `a=fingerprint:sha-256 ${Array(32).fill('AA').join(':')}`;
    expect(describeSdp(`${sdp}${second}\r\n`, 'offer')).toBeNull();
    expect(describeSdp(sdp.replaceAll(/a=fingerprint.*\r\n/g, ''), 'offer')).toBeNull();
    for (const weak of ['sha-1', 'md5', 'sha-25', 'none']) {
      expect(describeSdp(sdp.replaceAll('sha-256', weak), 'offer'), weak).toBeNull();
    }
  });

  it('carries none of what an SDP says beside its fields: keys in the clear, RTP without DTLS, a hundred lines', () => {
    const sdp = descriptionSdp(chromium);
    const hostile = [
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj',
      ...Array.from({ length: 100 }, (_, i) => `m=audio 9 RTP/AVP ${i}\r\na=ssrc:${i} cname:x`),
      'a=setup:passive',
      `a=${'x'.repeat(100_000)}`,
    ];
    const read = describeSdp(`${sdp}${hostile.join('\r\n')}\r\n`, 'offer');
    expect(read).toEqual(chromium);
    const rebuilt = descriptionSdp(decodeDescription(encodeDescription(read!))!);
    expect(rebuilt).toBe(sdp);
    expect(rebuilt).not.toMatch(/crypto|RTP\/AVP|x{99}/);
    expect(rebuilt.split('\r\n').every((line) => line.length < 1024)).toBe(true);
  });

  it('refuses every shorter form of itself without candidates', () => {
    const bytes = encodeDescription({ ...chromium, candidates: [] });
    for (let length = 0; length < bytes.length; length++)
      expect(decodeDescription(bytes.subarray(0, length))).toBeNull();
  });

  it('refuses another version, a set spare bit, a foreign payload type and credentials of the wrong size', () => {
    const change = (at: number, value: number) => {
      const bytes = encodeDescription(chromium);
      bytes[at] = value;
      return decodeDescription(bytes);
    };
    expect(change(0, 0x20)).toBeNull();
    expect(change(0, 0x11)).toBeNull();
    expect(change(0, 0x16)).toBeNull();
    expect(change(1, 0)).toBeNull();
    expect(change(1, 72)).toBeNull();
    expect(change(2, 20)).toBeNull();
  });

  it('never throws and never lets a line break into an SDP, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 3 }), (noise, form) => {
        const bytes = Uint8Array.from([0x10 | (form << 1), 111, 30, ...noise]);
        const description = decodeDescription(bytes);
        if (!description) return;
        const lines = descriptionSdp(description).split('\r\n');
        expect(lines.filter((line) => line.startsWith('m='))).toHaveLength(2);
        expect(lines.filter((line) => line.startsWith('a=fingerprint:'))).toHaveLength(2);
        expect(lines.slice(0, -1).every((line) => /^[a-z]=[\x20-\x7e]*$/.test(line))).toBe(true);
      }),
    );
  });
});
