/**
 * Seals what lies on disk: AES-256-GCM under a wrapping key that no script can read (NIST SP 800-38D).
 *
 *   nonce(12, random) ‖ ciphertext ‖ tag(16)
 *
 * What a seal is for, and to which record it belongs, is authenticated with it, so that records cannot change places.
 * Random nonces: far below 2³² seals in a lifetime keep the chance of a repeated one under 2⁻³².
 */
import { asciiBytes, concatBytes } from '../base/bytes.ts';

const ALGORITHM = 'AES-GCM';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function newWrappingKey(): Promise<CryptoKey> {
  const usages: KeyUsage[] = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, usages);
}

/** Names what is sealed. `parts` must have fixed lengths, all but the last. */
export function purpose(name: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(asciiBytes(`humr store 1 ${name}\0`), ...parts);
}

export async function seal(key: CryptoKey, aad: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(parameters(nonce, aad), key, plaintext as BufferSource);
  return concatBytes(nonce, new Uint8Array(sealed));
}

/** @returns the plaintext, or null when key, purpose or any byte is not what was sealed */
export async function open(key: CryptoKey, aad: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | null> {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const { nonce, body } = split(sealed);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters(nonce, aad), key, body));
  } catch {
    return null;
  }
}

/** Seals anything JSON can say. */
export function sealValue(key: CryptoKey, aad: Uint8Array, value: unknown): Promise<Uint8Array> {
  return seal(key, aad, new TextEncoder().encode(JSON.stringify(value)));
}

/** @returns what was sealed, still to be validated; null when no key opens it */
export async function openValue(keys: readonly CryptoKey[], aad: Uint8Array, sealed: Uint8Array): Promise<unknown> {
  for (const key of keys) {
    const plaintext = await open(key, aad, sealed);
    if (plaintext) return JSON.parse(new TextDecoder().decode(plaintext)) as unknown;
  }
  return null;
}

/** Seals a private key without its bytes passing through the script. */
export async function sealKey(key: CryptoKey, aad: Uint8Array, privateKey: CryptoKey): Promise<Uint8Array> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.wrapKey('pkcs8', privateKey, key, parameters(nonce, aad));
  return concatBytes(nonce, new Uint8Array(sealed));
}

/**
 * The private key as a handle that signs and cannot be exported.
 * @throws {DOMException} NotSupportedError where the browser lacks the algorithm, OperationError at a broken seal
 */
export function openKey(
  key: CryptoKey,
  aad: Uint8Array,
  sealed: Uint8Array,
  { algorithm, usages }: { algorithm: string; usages: KeyUsage[] },
): Promise<CryptoKey> {
  const { nonce, body } = split(sealed);
  return crypto.subtle.unwrapKey('pkcs8', body, key, parameters(nonce, aad), algorithm, false, usages);
}

function parameters(nonce: Uint8Array, aad: Uint8Array): AesGcmParams {
  return { name: ALGORITHM, iv: nonce as BufferSource, additionalData: aad as BufferSource };
}

/** Copies, because WebCrypto's types want plain buffers. */
function split(sealed: Uint8Array): { nonce: Uint8Array; body: Uint8Array<ArrayBuffer> } {
  return { nonce: sealed.slice(0, NONCE_BYTES), body: new Uint8Array(sealed.subarray(NONCE_BYTES)) };
}
