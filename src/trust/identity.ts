/** The long-lived Ed25519 key by which a person is recognised (RFC 8032). Where it is kept is the room `store`'s affair. */
import { ed25519 } from '@noble/curves/ed25519.js';

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
const SEED_BYTES = 32;

/**
 * Window of noble's table of multiples of the base point. Its own 8 bits cost 85 ms at first use and save nothing in a
 * handshake of four multiplications; 4 bits cost 20 ms. X25519 key pairs are made from the same table.
 */
const BASE_WINDOW_BITS = 4;
ed25519.Point.BASE.precompute(BASE_WINDOW_BITS);

/** A key that can sign. Signing is asynchronous because WebCrypto's is, whose private key no script can read. */
export interface Identity {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 signature of any bytes: 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/**
 * An identity computed here, for browsers whose WebCrypto lacks Ed25519, and for tests.
 * @param seed the private key, 32 random bytes; kept by reference, so wiping it disables the identity
 * @throws {RangeError} when it is not 32 bytes long
 */
export function softwareIdentity(seed: Uint8Array): Identity {
  if (seed.length !== SEED_BYTES) throw new RangeError(`seed must be 32 bytes, got ${seed.length}`);
  return {
    publicKey: ed25519.getPublicKey(seed),
    sign: async (message) => ed25519.sign(message, seed),
  };
}

/**
 * Strict verification: canonical encodings only, no key or nonce of small order, so one signature has one form and one
 * key. Lengths may be anything; a stranger chose them.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}
