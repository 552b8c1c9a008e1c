/** The two ciphers of Humr/1. Opening is where a stranger's bytes meet noble, so failure is a null here and nowhere thrown. */
import { chacha20poly1305, xchacha20poly1305 } from '@noble/ciphers/chacha.js';

/** Length of the Poly1305 tag behind every ciphertext. */
export const TAG_BYTES = 16;
export const KEY_BYTES = 32;
const UINT32_RANGE = 2 ** 32;

/** ChaCha20-Poly1305 (RFC 8439) with a Noise nonce: ciphertext and tag, `plaintext.length + 16` bytes. */
export function seal(key: Uint8Array, counter: number, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return chacha20poly1305(key, nonceOf(counter), aad).encrypt(plaintext);
}

/** @returns the plaintext, or null when key, counter, aad or any byte is not what was sealed */
export function open(key: Uint8Array, counter: number, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  return openWith(chacha20poly1305(key, nonceOf(counter), aad), sealed);
}

/**
 * Noise's REKEY: the first 32 bytes of the cipher's answer to 32 zeros under the highest counter, 2⁶⁴−1.
 * Source: Noise Protocol Framework, revision 34, sections 4.2 and 11.3.
 */
export function rekey(key: Uint8Array): Uint8Array {
  const nonce = new Uint8Array(12).fill(0xff, 4);
  return chacha20poly1305(key, nonce).encrypt(new Uint8Array(KEY_BYTES)).slice(0, KEY_BYTES);
}

/** XChaCha20-Poly1305 with a 24-byte random nonce: many senders share the key and none can count for the others. */
export function sealRandom(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return xchacha20poly1305(key, nonce, aad).encrypt(plaintext);
}

/** @returns the plaintext, or null when key, nonce, aad or any byte is not what was sealed */
export function openRandom(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  return openWith(xchacha20poly1305(key, nonce, aad), sealed);
}

/** Noise nonce: four zeros and the counter, 8 bytes little-endian. Noise, section 12.3. */
function nonceOf(counter: number): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(4, counter % UINT32_RANGE, true);
  view.setUint32(8, Math.floor(counter / UINT32_RANGE), true);
  return nonce;
}

/** noble throws on a wrong tag and on input shorter than a tag; both are a stranger's doing. */
function openWith(cipher: { decrypt(sealed: Uint8Array): Uint8Array }, sealed: Uint8Array): Uint8Array | null {
  try {
    return cipher.decrypt(sealed);
  } catch {
    return null;
  }
}
