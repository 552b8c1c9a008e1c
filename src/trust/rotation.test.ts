import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../base/bytes.ts';
import { softwareIdentity } from './identity.ts';
import { makeRevocation, makeRotation, readRevocation, readRotation } from './rotation.ts';

const NOW_S = 1_800_000_000;
const old = softwareIdentity(new Uint8Array(32).fill(1));
const renewed = softwareIdentity(new Uint8Array(32).fill(2));
const stranger = softwareIdentity(new Uint8Array(32).fill(3));

describe('rotation', () => {
  it('is believed by whoever pinned the old key', async () => {
    const bytes = await makeRotation(old, renewed, NOW_S);
    expect(bytes).toHaveLength(164);
    expect(readRotation(old.publicKey, bytes)).toEqual({ newKey: renewed.publicKey, atS: NOW_S });
    expect(readRotation(stranger.publicKey, bytes)).toBe('bad-proof');
  });

  it('is refused with any byte changed', async () => {
    const bytes = await makeRotation(old, renewed, NOW_S);
    for (let at = 0; at < bytes.length; at++) {
      const altered = bytes.slice();
      altered[at]! ^= 0x10;
      expect(readRotation(old.publicKey, altered), `byte ${at}`).toBe('bad-proof');
    }
  });

  it('cannot claim somebody else’s new key', async () => {
    const theirs = await makeRotation(old, renewed, NOW_S);
    const mine = await makeRotation(stranger, { publicKey: renewed.publicKey, sign: stranger.sign }, NOW_S);
    const claim = concatBytes(mine.subarray(0, 100), theirs.subarray(100));
    expect(readRotation(stranger.publicKey, claim)).toBe('bad-proof');
  });
});

describe('revocation', () => {
  it('is believed from the key itself only', async () => {
    const bytes = await makeRevocation(old, NOW_S);
    expect(readRevocation(old.publicKey, bytes)).toEqual({ atS: NOW_S });
    expect(readRevocation(renewed.publicKey, bytes)).toBe('bad-proof');
    bytes[0]! ^= 1;
    expect(readRevocation(old.publicKey, bytes)).toBe('bad-proof');
  });
});

it('never throws, whatever is called a statement', () => {
  const bytes = fc.constantFrom(0, 68, 164, 200).chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
  fc.assert(
    fc.property(bytes, (input) => {
      expect(typeof readRotation(old.publicKey, input)).toBe('string');
      expect(typeof readRevocation(old.publicKey, input)).toBe('string');
    }),
  );
});
