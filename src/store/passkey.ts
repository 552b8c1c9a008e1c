/**
 * A passkey that gives the same secret every time it is used: the lock around the identity (Web Authentication Level 3,
 * section 10.1.4, "prf"). The secret never leaves this file: it becomes a key that seals and cannot be exported.
 *
 *   lock = salt(32) ‖ credential id
 */
import { asciiBytes, concatBytes } from '../base/bytes.ts';
import type { Unlocking } from './identity-key.ts';

/** `unsupported`: this browser or its passkeys give no such secret. `refused`: the user or the device said no. */
export type PasskeyTrouble = 'unsupported' | 'refused';

const SALT_BYTES = 32;
const NAME = 'Humr';
const INFO = asciiBytes('humr passkey lock 1\0');
/** ES256 and RS256, which every authenticator has one of; the signatures are not looked at. */
const ALGORITHMS = [-7, -257];

interface Prf {
  readonly enabled?: boolean;
  readonly results?: { readonly first?: ArrayBuffer };
}

/** Whether passkeys here give secrets, as far as the browser tells before one is made. */
export async function canLock(): Promise<boolean> {
  const { PublicKeyCredential } = globalThis as {
    PublicKeyCredential?: { getClientCapabilities?(): Promise<Readonly<Record<string, boolean>>> };
  };
  try {
    return (await PublicKeyCredential?.getClientCapabilities?.())?.['extension:prf'] === true;
  } catch {
    return false;
  }
}

/** Makes a passkey and asks it for its secret, a second time too: what cannot be repeated must not lock anything. */
export async function makePasskey(): Promise<Unlocking | PasskeyTrouble> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const created = await attempt(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: NAME },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name: NAME, displayName: NAME },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  if (!(created instanceof PublicKeyCredential)) return 'refused';
  const made = prfOf(created);
  if (!made.enabled) return 'unsupported';
  const lock = concatBytes(salt, new Uint8Array(created.rawId));
  const passkey = await askPasskey(lock);
  return passkey ? { lock, passkey } : 'refused';
}

/** @returns the key of this lock; null when the user or the device said no, or the passkey is gone */
export async function askPasskey(lock: Uint8Array): Promise<CryptoKey | null> {
  const [salt, id] = [lock.slice(0, SALT_BYTES), lock.slice(SALT_BYTES)];
  const given = await attempt(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: 'public-key', id }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const secret = given instanceof PublicKeyCredential ? prfOf(given).results?.first : undefined;
  return secret ? keyOf(secret) : null;
}

async function keyOf(secret: ArrayBuffer): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  new Uint8Array(secret).fill(0);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: INFO as BufferSource };
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
    'wrapKey',
    'unwrapKey',
  ]);
}

function prfOf(credential: PublicKeyCredential): Prf {
  return (credential.getClientExtensionResults() as { prf?: Prf }).prf ?? {};
}

async function attempt(ask: () => Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await ask();
  } catch {
    return null;
  }
}
