/**
 * The identity key between visits: Ed25519 in WebCrypto, made so that no script can read it, kept as a key object.
 * Where the browser has no Ed25519 or no storage, an identity lasts as long as the page.
 */
import { type Identity, softwareIdentity } from '../trust/identity.ts';
import { database } from './database.ts';

const KEY = 'identity';
const ALGORITHM = { name: 'Ed25519' };
const SEED_BYTES = 32;

export async function loadIdentity(): Promise<Identity> {
  try {
    return await platformIdentity((await storedPair()) ?? (await newPair()));
  } catch {
    return softwareIdentity(crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
  }
}

async function storedPair(): Promise<CryptoKeyPair | undefined> {
  return (await database())?.get('identity', KEY);
}

async function newPair(): Promise<CryptoKeyPair> {
  const pair = (await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])) as CryptoKeyPair;
  const db = await database();
  // Another tab may have made one in the meantime: the first to be stored is the identity.
  const transaction = db?.transaction('identity', 'readwrite');
  const first = await transaction?.store.get(KEY);
  if (!first) await transaction?.store.put(pair, KEY);
  await transaction?.done;
  return first ?? pair;
}

async function platformIdentity({ publicKey, privateKey }: CryptoKeyPair): Promise<Identity> {
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, message as BufferSource)),
  };
}
