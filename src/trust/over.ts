/**
 * "This invitation is over", signed by whoever made it, so that anybody in the call may pass it on and nobody else can
 * say it (docs/protocol.md). It names the room, not the reader: what is over is over for everybody who is not inside.
 *
 *   code(1) ‖ inviter's key(32) ‖ Ed25519(L("over") ‖ topic ‖ code)
 */
import { concatBytes } from '../base/bytes.ts';
import { label } from './hash.ts';
import { type Identity, PUBLIC_KEY_BYTES, SIGNATURE_BYTES, verifySignature } from './identity.ts';
import { type Invite, isInviter } from './link.ts';
import { roomKeys } from './room.ts';

/** Why nobody new comes in: its time has passed, or it was for one person, who came. */
export type Over = 'LINK_EXPIRED' | 'LINK_USED';

export const OVER_BYTES = 1 + PUBLIC_KEY_BYTES + SIGNATURE_BYTES;

const CODES: readonly (Over | undefined)[] = [undefined, 'LINK_EXPIRED', 'LINK_USED'];

/** @param identity of whoever made the invitation. @returns 97 bytes */
export async function makeOver(secret: Uint8Array, over: Over, identity: Identity): Promise<Uint8Array> {
  const code = Uint8Array.of(CODES.indexOf(over));
  return concatBytes(code, identity.publicKey, await identity.sign(signedBytes(secret, code)));
}

/** @returns null for whatever the maker of this invitation did not sign */
export function readOver(invite: Invite, bytes: Uint8Array): Over | null {
  if (bytes.length !== OVER_BYTES) return null;
  const code = bytes.subarray(0, 1);
  const key = bytes.slice(1, 1 + PUBLIC_KEY_BYTES);
  const over = CODES[code[0] ?? 0];
  if (over === undefined || isInviter(invite, key) !== true) return null;
  const signature = bytes.subarray(1 + PUBLIC_KEY_BYTES);
  return verifySignature(key, signedBytes(invite.secret, code), signature) ? over : null;
}

function signedBytes(secret: Uint8Array, code: Uint8Array): Uint8Array {
  return concatBytes(label('over'), roomKeys(secret).topic, code);
}
