import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import { softwareIdentity, verifySignature } from './identity.ts';

const MESSAGE = asciiBytes('I am who I was');

describe('identity', () => {
  it('verifies what another implementation signed', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
    const signature = Uint8Array.from(sign(null, MESSAGE, privateKey));
    expect(verifySignature(raw, MESSAGE, signature)).toBe(true);
  });

  it('signs what another implementation verifies', async () => {
    const identity = softwareIdentity(new Uint8Array(32).fill(7));
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), identity.publicKey]);
    const key = { key: der, format: 'der', type: 'spki' } as const;
    expect(verify(null, MESSAGE, key, await identity.sign(MESSAGE))).toBe(true);
  });

  it('refuses a signature with any byte changed', async () => {
    const identity = softwareIdentity(new Uint8Array(32).fill(7));
    const signature = await identity.sign(MESSAGE);
    for (let at = 0; at < signature.length; at++) {
      const altered = signature.slice();
      altered[at]! ^= 1;
      expect(verifySignature(identity.publicKey, MESSAGE, altered), `byte ${at}`).toBe(false);
    }
  });

  it('refuses a key of small order, under which one signature fits every message', () => {
    const neutral = Uint8Array.of(1, ...new Uint8Array(31));
    const forAnything = Uint8Array.of(...neutral, ...new Uint8Array(32));
    expect(verifySignature(neutral, MESSAGE, forAnything)).toBe(false);
  });

  it('never throws, whatever is called a key or a signature', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ minLength: 64, maxLength: 64 }));
    const keys = fc.oneof(fc.uint8Array({ maxLength: 33 }), fc.uint8Array({ minLength: 32, maxLength: 32 }));
    fc.assert(fc.property(keys, bytes, (key, signature) => !verifySignature(key, MESSAGE, signature)));
  });

  it('refuses a seed of another length', () => {
    expect(() => softwareIdentity(new Uint8Array(31))).toThrow(RangeError);
  });
});
