/** The attacker's own keys and the proofs she tries instead of an honest one. */
import { hexFromBytes } from '../src/call/address.ts';
import type { Identity } from '../src/trust/identity.ts';
import type { Chance } from './chance.ts';
import { nativeIdentity } from './person.ts';

export const MALLORY = nativeIdentity(new Uint8Array(32).fill(3));
export const MALLORY_KEY = hexFromBytes(MALLORY.publicKey);

/** What she knows of the one she would like to be. */
export interface Victim {
  readonly publicKey: Uint8Array;
  /** Signatures that victim made in other handshakes, newest last. */
  readonly signatures: readonly Uint8Array[];
}

/** The neutral element of the curve: whoever accepts it as a key accepts any message (hence strict verification). */
const NEUTRAL_POINT = Uint8Array.of(1, ...new Uint8Array(31));
const NEUTRAL_SIGNATURE = Uint8Array.of(1, ...new Uint8Array(63));

const PROOFS = {
  'her own key': () => MALLORY,
  'their key, her signature': (victim) => ({ publicKey: victim.publicKey, sign: MALLORY.sign }),
  'their key, their signature of another handshake': (victim) => ({
    publicKey: victim.publicKey,
    sign: async () => victim.signatures.at(-1) ?? new Uint8Array(64),
  }),
  'their key, no signature': (victim) => ({ publicKey: victim.publicKey, sign: async () => new Uint8Array(64) }),
  'their key, neutral signature': (victim) => ({ publicKey: victim.publicKey, sign: async () => NEUTRAL_SIGNATURE }),
  'neutral key': () => ({ publicKey: NEUTRAL_POINT, sign: async () => NEUTRAL_SIGNATURE }),
  'their key, short signature': (victim) => ({ publicKey: victim.publicKey, sign: async () => new Uint8Array(3) }),
} as const satisfies Record<string, (victim: Victim) => Identity>;

export type Proof = keyof typeof PROOFS;
const PROOF_NAMES = Object.keys(PROOFS) as Proof[];

/** Her own key in a third of the cases, because only that leads to a call. */
export function chooseProof(chance: Chance): Proof {
  return chance.happens(0.3) ? 'her own key' : chance.pick(PROOF_NAMES);
}

export function identityFor(proof: Proof, victim: Victim): Identity {
  return PROOFS[proof](victim);
}

/** An honest identity whose signatures can be stolen: every one of them was sent to somebody. */
export function signingInPublic(identity: Identity): { identity: Identity; victim: Victim } {
  const signatures: Uint8Array[] = [];
  const sign = async (message: Uint8Array) => {
    const signature = await identity.sign(message);
    signatures.push(signature);
    return signature;
  };
  return { identity: { publicKey: identity.publicKey, sign }, victim: { publicKey: identity.publicKey, signatures } };
}
