/**
 * The core of Noise (Noise Protocol Framework, revision 34, section 5) for the patterns NN and NNpsk0 with
 * 25519, ChaChaPoly and SHA256. States are values: every step returns a new one, so a refused message changes nothing.
 *
 *   NN:      -> e          <- e, ee
 *   NNpsk0:  -> psk, e     <- e, ee
 */
import { x25519 } from '@noble/curves/ed25519.js';
import { asciiBytes, concatBytes } from '../base/bytes.ts';
import { KEY_BYTES, open, seal, TAG_BYTES } from './aead.ts';
import { expand, extract, HASH_BYTES, hash } from './hash.ts';

export const DH_BYTES = 32;

export interface KeyPair {
  /** 32 bytes; wiped by its owner. */
  readonly secretKey: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Section 5.2. `key` is null until the first MixKey; `counter` counts what the key has sealed. */
export interface Symmetric {
  readonly chainKey: Uint8Array;
  readonly hash: Uint8Array;
  readonly key: Uint8Array | null;
  readonly counter: number;
}

/** InitializeSymmetric and the prologue. Section 5.2, 5.3. */
export function beginNoise(protocolName: string, prologue: Uint8Array): Symmetric {
  const name = asciiBytes(protocolName);
  const start = name.length <= HASH_BYTES ? concatBytes(name, new Uint8Array(HASH_BYTES - name.length)) : hash(name);
  return mixHash({ chainKey: start, hash: start, key: null, counter: 0 }, prologue);
}

function mixHash(state: Symmetric, data: Uint8Array): Symmetric {
  return { ...state, hash: hash(state.hash, data) };
}

/** MixKey: a new chaining key and a new cipher key, 32 bytes each. */
function mixKey(state: Symmetric, keyMaterial: Uint8Array): Symmetric {
  const [chainKey, key] = noiseHkdf(state.chainKey, keyMaterial, 2);
  return { ...state, chainKey: chainKey!, key: key!, counter: 0 };
}

/** MixKeyAndHash, the token `psk`. Section 9.1. */
export function mixPsk(state: Symmetric, psk: Uint8Array): Symmetric {
  const [chainKey, forHash, key] = noiseHkdf(state.chainKey, psk, 3);
  return { ...mixHash(state, forHash!), chainKey: chainKey!, key: key!, counter: 0 };
}

/**
 * The token `e` as sent or as received: the public key (32 bytes) enters the hash, and in psk patterns the key too
 * (section 9.2: else the first payload's key would be the same for every message under that psk).
 */
export function mixEphemeral(state: Symmetric, publicKey: Uint8Array, hasPsk: boolean): Symmetric {
  const mixed = mixHash(state, publicKey);
  return hasPsk ? mixKey(mixed, publicKey) : mixed;
}

/** The token `ee`. @returns null when the other's point is of low order: the shared secret would be zero */
export function mixSharedSecret(state: Symmetric, own: KeyPair, theirs: Uint8Array): Symmetric | null {
  const shared = sharedSecret(own.secretKey, theirs);
  if (!shared) return null;
  const mixed = mixKey(state, shared);
  shared.fill(0);
  return mixed;
}

/** EncryptAndHash: as long as the plaintext, and 16 bytes more once there is a key. */
export function sealPayload(state: Symmetric, plaintext: Uint8Array): { state: Symmetric; sealed: Uint8Array } {
  const sealed = state.key ? seal(state.key, state.counter, state.hash, plaintext) : plaintext.slice();
  return { state: advance(state, sealed), sealed };
}

/** DecryptAndHash. @returns null when altered, or shorter than a tag */
export function openPayload(state: Symmetric, sealed: Uint8Array): { state: Symmetric; plaintext: Uint8Array } | null {
  if (state.key && sealed.length < TAG_BYTES) return null;
  const plaintext = state.key ? open(state.key, state.counter, state.hash, sealed) : sealed.slice();
  return plaintext && { state: advance(state, sealed), plaintext };
}

/** Split: the key for what the initiator sends, then that for what the responder sends; 32 bytes each. */
export function splitKeys(state: Symmetric): { fromInitiator: Uint8Array; fromResponder: Uint8Array } {
  const [fromInitiator, fromResponder] = noiseHkdf(state.chainKey, new Uint8Array(0), 2);
  return { fromInitiator: fromInitiator!, fromResponder: fromResponder! };
}

/** @param secretKey 32 random bytes */
export function keyPairOf(secretKey: Uint8Array): KeyPair {
  return { secretKey, publicKey: x25519.getPublicKey(secretKey) };
}

/** X25519 (RFC 7748). @returns null where noble throws: low-order points, whose shared secret is zero */
export function sharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  try {
    return x25519.getSharedSecret(secretKey, publicKey);
  } catch {
    return null;
  }
}

function advance(state: Symmetric, sealed: Uint8Array): Symmetric {
  return { ...mixHash(state, sealed), counter: state.key ? state.counter + 1 : 0 };
}

/** Noise's HKDF (section 4.3) is RFC 5869 with the chaining key as salt and no info. */
function noiseHkdf(chainKey: Uint8Array, keyMaterial: Uint8Array, outputs: 2 | 3): Uint8Array[] {
  const okm = expand(extract(chainKey, keyMaterial), new Uint8Array(0), outputs * KEY_BYTES);
  return Array.from({ length: outputs }, (_, i) => okm.slice(i * KEY_BYTES, (i + 1) * KEY_BYTES));
}
