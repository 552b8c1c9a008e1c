import { unwrap } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptIdentity } from '../call/keeping.ts';
import { verifySignature } from '../trust/identity.ts';
import { dropCopies } from './copy.ts';
import { closeDatabase, database, dropDatabase } from './database.ts';
import { openIdentity, startOver } from './identity.ts';
import { forgetKeep, keep, whenRenewed } from './keep.ts';
import { dropKeyPlaces, type KeyPlace, readKeyPlace, writeKeyPlace } from './key-place.ts';

const MESSAGE = new Uint8Array([1, 2, 3]);

/** What a reloaded page has: nothing remembered but what lies in storage. */
async function reload(): Promise<KeptIdentity> {
  await closeDatabase();
  forgetKeep();
  return openIdentity();
}

async function clearAll(): Promise<void> {
  expect(await dropDatabase()).toBe(true);
  expect(await dropKeyPlaces()).toBe(true);
  expect(await dropCopies()).toBe(true);
  localStorage.clear();
  forgetKeep();
}

/** What damage does to each place. */
const LOSSES = {
  main: async () => void (await dropDatabase()),
  a: async () => void (await loseKey('a')),
  b: async () => void (await loseKey('b')),
  c: async () => void (await loseKey('c')),
  files: async () => void (await dropCopies()),
  canary: async () => localStorage.clear(),
};

async function loseKey(place: KeyPlace): Promise<void> {
  const buckets = (navigator as unknown as { storageBuckets: { delete(name: string): Promise<void> } }).storageBuckets;
  await buckets.delete(`humr-key-${place}`);
}

async function lose(...places: (keyof typeof LOSSES)[]): Promise<void> {
  for (const place of places) await LOSSES[place]();
}

beforeEach(clearAll);

afterEach(clearAll);

describe('keeping an identity', () => {
  it('makes one silently, and the same one is there after a reload', async () => {
    const made = await openIdentity();
    expect(made.state).toBe('fresh');
    const again = await reload();
    expect(again).toMatchObject({ state: 'kept', fingerprint: made.state === 'fresh' && made.fingerprint });
    const signature = await again.identity.sign(MESSAGE);
    expect(verifySignature(made.identity.publicKey, MESSAGE, signature)).toBe(true);
  });

  const names = Object.keys(LOSSES) as (keyof typeof LOSSES)[];
  const survivable = [
    ...names.map((name) => [name]),
    ['main', 'files'],
    ['main', 'a'],
    ['main', 'b'],
    ['main', 'canary'],
    ['files', 'a'],
    ['files', 'b'],
    ['main', 'files', 'a', 'b'],
    ['main', 'b', 'c'],
    ['main', 'files', 'canary'],
  ] as (keyof typeof LOSSES)[][];
  it.each(survivable.map((places) => [places]))('survives the loss of %j and mends it', async (places) => {
    const made = await openIdentity();
    await lose(...places);
    const found = await reload();
    expect(found.identity.publicKey).toEqual(made.identity.publicKey);
    expect(found.state).toBe(places.includes('main') ? 'restored' : 'kept');
    // Mended: the next start finds nothing amiss, and any other single loss is survived too.
    for (const place of names) {
      expect((await reload()).state).toBe('kept');
      await lose(place);
      expect((await reload()).identity.publicKey).toEqual(made.identity.publicKey);
    }
  });

  it('says that it is lost, and whose it was, when only a trace is left', async () => {
    const made = await openIdentity();
    await lose('main', 'a', 'b', 'c', 'files');
    const found = await reload();
    expect(found).toMatchObject({ state: 'lost', fingerprint: made.state === 'fresh' && made.fingerprint });
    expect((await reload()).state).toBe('lost');
  });

  it('says so too when the sealed records are there but no key', async () => {
    await openIdentity();
    await lose('a', 'b', 'c', 'canary');
    expect(await reload()).toMatchObject({ state: 'lost', fingerprint: null });
  });

  it('starts over at the user’s word only, and then keeps the new one', async () => {
    const made = await openIdentity();
    await lose('main', 'a', 'b', 'c', 'files');
    await reload();
    const anew = await startOver();
    expect(anew?.state).toBe('fresh');
    const found = await reload();
    expect(found.state).toBe('kept');
    expect(found.identity.publicKey).toEqual(anew?.identity.publicKey);
    expect(found.identity.publicKey).not.toEqual(made.identity.publicKey);
  });

  it('does not go back to a replaced identity whose copy survived alone', async () => {
    await openIdentity();
    const [key] = (await keep()).keys;
    const old = await readKeyPlace('a');
    await startOver();
    await lose('main', 'b', 'c', 'files');
    if (old.state === 'found') await writeKeyPlace('a', { ...old.value, wrappingKey: key! });
    expect((await reload()).state).toBe('lost');
  });

  it('lets no script export the private key', async () => {
    await openIdentity();
    const place = await readKeyPlace('a');
    if (place.state !== 'found') throw new Error('no key');
    await expect(crypto.subtle.exportKey('raw', place.value.wrappingKey)).rejects.toThrow(/extractable/i);
    expect(place.value.identity?.secret).toBeInstanceOf(Uint8Array);
  });

  it('takes over the key object of version 1', async () => {
    const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    await makeVersion1(pair);
    const adopted = await reload();
    expect(adopted.state).toBe('kept');
    expect(adopted.identity.publicKey).toEqual(publicKey);
    await lose('main', 'files', 'canary');
    const restored = await reload();
    expect(restored.state).toBe('restored');
    expect(verifySignature(publicKey, MESSAGE, await restored.identity.sign(MESSAGE))).toBe(true);
  });

  it('is written again from memory when the user clears the site’s data under the page', async () => {
    const made = await openIdentity();
    const opened = await database();
    if (opened.state !== 'open') throw new Error(opened.state);
    await lose('a', 'b', 'c', 'files', 'canary');
    await opened.db.clear('identity');
    const renewed = new Promise<void>((resolve) => whenRenewed(resolve));
    unwrap(opened.db).dispatchEvent(new Event('close'));
    await renewed;
    expect(await reload()).toMatchObject({ state: 'kept', fingerprint: made.state === 'fresh' && made.fingerprint });
  });
});

/** The database as version 1 of the app left it. */
function makeVersion1(pair: CryptoKeyPair): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('humr', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('settings').put({ version: 1, selfName: 'Anna' }, 'settings');
      request.result.createObjectStore('identity').put(pair, 'identity');
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}
