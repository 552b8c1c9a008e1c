import { describe, expect, it } from 'vitest';
import { softwareIdentity } from './identity.ts';
import { identityFingerprint } from './link.ts';
import { makeOver, readOver } from './over.ts';

const anna = softwareIdentity(new Uint8Array(32).fill(1));
const mallory = softwareIdentity(new Uint8Array(32).fill(2));
const secret = new Uint8Array(16).fill(7);
const hostFingerprint = identityFingerprint(anna.publicKey);
const invite = { secret, hostFingerprint, oneUse: false, relayOnly: false };

describe('the end of an invitation', () => {
  it('is believed of whoever made it, with its reason', async () => {
    expect(readOver(invite, await makeOver(secret, 'LINK_USED', anna))).toBe('LINK_USED');
    expect(readOver(invite, await makeOver(secret, 'LINK_EXPIRED', anna))).toBe('LINK_EXPIRED');
  });

  it('is not believed of somebody else, for another room, or where the link names nobody', async () => {
    expect(readOver(invite, await makeOver(secret, 'LINK_USED', mallory))).toBeNull();
    expect(readOver(invite, await makeOver(new Uint8Array(16), 'LINK_USED', anna))).toBeNull();
    const nobodys = { ...invite, hostFingerprint: null };
    expect(readOver(nobodys, await makeOver(secret, 'LINK_USED', anna))).toBeNull();
  });

  it('is refused with any byte changed, cut or longer', async () => {
    const bytes = await makeOver(secret, 'LINK_EXPIRED', anna);
    for (let at = 0; at < bytes.length; at++) {
      const altered = bytes.slice();
      altered[at]! ^= 0x03; // turns each code into the other
      expect(readOver(invite, altered), `byte ${at}`).toBeNull();
    }
    expect(readOver(invite, bytes.subarray(1))).toBeNull();
    expect(readOver(invite, Uint8Array.of(...bytes, 0))).toBeNull();
    expect(readOver(invite, new Uint8Array(0))).toBeNull();
  });
});
