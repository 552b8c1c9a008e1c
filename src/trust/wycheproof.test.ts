/** Project Wycheproof's edge cases against the primitives as this room calls them. */
import { existsSync, readFileSync } from 'node:fs';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../base/bytes.ts';
import { openRandom, sealRandom } from './aead.ts';
import { expand, extract } from './hash.ts';
import { verifySignature } from './identity.ts';
import { sharedSecret } from './noise.ts';

interface Case {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly flags: readonly string[];
  readonly [field: string]: unknown;
}

interface Group {
  readonly tests: readonly Case[];
  readonly tagSize?: number;
  readonly publicKey?: { readonly pk: string };
}

const FOLDER = new URL('../../../shared/vectors/', import.meta.url);
const isMissing = !existsSync(FOLDER);
if (isMissing) console.warn(`published vectors are not at ${FOLDER.pathname}: Wycheproof tests skipped`);

/** Runs `check` on every case and returns how many there were. */
function forEachCase(file: string, check: (test: Case, group: Group) => void): number {
  const { testGroups } = JSON.parse(readFileSync(new URL(`wycheproof-${file}.json`, FOLDER), 'utf8')) as {
    testGroups: readonly Group[];
  };
  for (const group of testGroups) for (const test of group.tests) check(test, group);
  return testGroups.reduce((sum, group) => sum + group.tests.length, 0);
}

/** A field that holds hexadecimal digits, as bytes. */
function bytesOf(test: Case, field: string): Uint8Array {
  return Uint8Array.from(Buffer.from(String(test[field]), 'hex'));
}

describe.skipIf(isMissing)('Wycheproof', () => {
  it('X25519: right products, and null for every point whose secret is zero', () => {
    const count = forEachCase('x25519', (test) => {
      const shared = sharedSecret(bytesOf(test, 'private'), bytesOf(test, 'public'));
      const expected = test.flags.includes('ZeroSharedSecret') ? null : bytesOf(test, 'shared');
      expect(shared, `case ${test.tcId}`).toEqual(expected);
    });
    expect(count).toBe(518);
  });

  it('Ed25519: strict verification takes the valid and refuses the rest', () => {
    const count = forEachCase('ed25519', (test, group) => {
      const publicKey = Uint8Array.from(Buffer.from(group.publicKey!.pk, 'hex'));
      const isValid = verifySignature(publicKey, bytesOf(test, 'msg'), bytesOf(test, 'sig'));
      expect(isValid, `case ${test.tcId}`).toBe(test.result === 'valid');
    });
    expect(count).toBe(151);
  });

  it('ChaCha20-Poly1305: seals to the published bytes and opens only them', () => {
    const count = forEachCase('chacha20_poly1305', (test) => {
      const cipher = () => chacha20poly1305(bytesOf(test, 'key'), bytesOf(test, 'iv'), bytesOf(test, 'aad'));
      const sealed = concatBytes(bytesOf(test, 'ct'), bytesOf(test, 'tag'));
      if (test.result === 'valid') {
        expect(cipher().encrypt(bytesOf(test, 'msg')), `case ${test.tcId}`).toEqual(sealed);
        expect(cipher().decrypt(sealed), `case ${test.tcId}`).toEqual(bytesOf(test, 'msg'));
      } else expect(() => cipher().decrypt(sealed), `case ${test.tcId}`).toThrow();
    });
    expect(count).toBe(325);
  });

  it('XChaCha20-Poly1305: seals to the published bytes and opens only them', () => {
    const count = forEachCase('xchacha20_poly1305', (test) => {
      const [key, nonce, aad] = [bytesOf(test, 'key'), bytesOf(test, 'iv'), bytesOf(test, 'aad')];
      const sealed = concatBytes(bytesOf(test, 'ct'), bytesOf(test, 'tag'));
      const isOddNonce = test.flags.includes('InvalidNonceSize');
      if (isOddNonce) expect(() => openRandom(key, nonce, aad, sealed), `case ${test.tcId}`).toThrow();
      else if (test.result === 'invalid') expect(openRandom(key, nonce, aad, sealed), `case ${test.tcId}`).toBeNull();
      else {
        expect(sealRandom(key, nonce, aad, bytesOf(test, 'msg')), `case ${test.tcId}`).toEqual(sealed);
        expect(openRandom(key, nonce, aad, sealed), `case ${test.tcId}`).toEqual(bytesOf(test, 'msg'));
      }
    });
    expect(count).toBe(315);
  });

  it('HKDF-SHA-256: derives the published bytes and refuses lengths beyond 8160', () => {
    const count = forEachCase('hkdf_sha256', (test) => {
      const derive = () =>
        expand(extract(bytesOf(test, 'salt'), bytesOf(test, 'ikm')), bytesOf(test, 'info'), Number(test.size));
      if (test.result === 'valid') expect(derive(), `case ${test.tcId}`).toEqual(bytesOf(test, 'okm'));
      else expect(derive, `case ${test.tcId}`).toThrow();
    });
    expect(count).toBe(86);
  });

  it('HMAC-SHA-256: gives the published tags, whole and truncated, and no altered one', () => {
    const count = forEachCase('hmac_sha256', (test, group) => {
      const tag = hmac(sha256, bytesOf(test, 'key'), bytesOf(test, 'msg')).slice(0, group.tagSize! / 8);
      const matches = Buffer.from(tag).equals(bytesOf(test, 'tag'));
      expect(matches, `case ${test.tcId}`).toBe(test.result === 'valid');
    });
    expect(count).toBe(174);
  });
});
