import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifySignature } from '../trust/identity.ts';
import { exportEverything, importBackup, readBackup } from './backup.ts';
import { dropCopies } from './copy.ts';
import { closeDatabase, dropDatabase } from './database.ts';
import { eraseEverything } from './erase.ts';
import { lockIdentity, openIdentity, removeLock, unlockIdentityNow } from './identity.ts';
import { forgetKeep, keep } from './keep.ts';
import { dropKeyPlaces } from './key-place.ts';
import { forgetPasskey } from './lock.ts';
import { renewIdentity } from './renewal.ts';

const MESSAGE = new Uint8Array([1, 2, 3]);
const PASSPHRASE = 'quiet lichen hums';

/** The keeper of passkeys: each gives the same secret for the same salt, as long as it is there and willing. */
const keeper = { hasPrf: true, isWilling: true, ids: new Set<string>(), asked: 0 };

async function credential(rawId: Uint8Array, salt: Uint8Array): Promise<Credential> {
  const first = await crypto.subtle.digest('SHA-256', new Uint8Array([...rawId, ...salt]));
  const prf = keeper.hasPrf ? { enabled: true, results: { first } } : {};
  return Object.create(PublicKeyCredential.prototype, {
    rawId: { value: rawId.buffer },
    getClientExtensionResults: { value: () => ({ prf }) },
  }) as Credential;
}

function standIn(): void {
  const saltOf = (options?: PublicKeyCredentialCreationOptions | PublicKeyCredentialRequestOptions) => {
    const { prf } = (options?.extensions ?? {}) as { prf?: { eval: { first: Uint8Array } } };
    return prf?.eval.first ?? new Uint8Array(0);
  };
  vi.spyOn(navigator.credentials, 'create').mockImplementation(async (options) => {
    if (!keeper.isWilling) throw new DOMException('no', 'NotAllowedError');
    const rawId = crypto.getRandomValues(new Uint8Array(32));
    keeper.ids.add(rawId.join());
    return credential(rawId, saltOf(options?.publicKey));
  });
  vi.spyOn(navigator.credentials, 'get').mockImplementation(async (options) => {
    keeper.asked++;
    const id = new Uint8Array(options?.publicKey?.allowCredentials?.[0]?.id as ArrayBuffer);
    if (!keeper.isWilling || !keeper.ids.has(id.join())) throw new DOMException('no', 'NotAllowedError');
    return credential(id, saltOf(options?.publicKey));
  });
}

/** What a reloaded page has: nothing remembered but what lies in storage. */
async function reload() {
  await closeDatabase();
  forgetKeep();
  forgetPasskey();
  keeper.asked = 0;
  return openIdentity();
}

beforeEach(async () => {
  await eraseEverything();
  localStorage.clear();
  Object.assign(keeper, { hasPrf: true, isWilling: true, ids: new Set(), asked: 0 });
  standIn();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await dropDatabase();
  await dropKeyPlaces();
  await dropCopies();
  localStorage.clear();
  forgetKeep();
  forgetPasskey();
});

/** An identity behind its lock, in a page loaded anew. */
async function locked() {
  const { identity } = await openIdentity();
  expect(await lockIdentity()).toBe('locked');
  const again = await reload();
  expect(again.state).toBe('locked');
  expect(again.identity.publicKey).toEqual(identity.publicKey);
  return again;
}

describe('an identity behind a passkey', () => {
  it('is the same one, asks once in a page, and signs', async () => {
    const { identity } = await locked();
    expect(keeper.asked).toBe(0);
    for (let i = 0; i < 3; i++) {
      expect(verifySignature(identity.publicKey, MESSAGE, await identity.sign(MESSAGE))).toBe(true);
    }
    expect(keeper.asked).toBe(1);
  });

  it('does not sign without it, whoever has the disk and the keys on it', async () => {
    const { identity } = await locked();
    keeper.isWilling = false;
    expect(await unlockIdentityNow()).toBe(false);
    await expect(identity.sign(MESSAGE)).rejects.toThrow();
    const { record, keys } = await keep();
    expect(keys.length).toBeGreaterThan(0);
    expect(record?.lock).not.toBeNull();
    keeper.isWilling = true;
    expect(await unlockIdentityNow()).toBe(true);
  });

  it('stays what it is when the passkey is lost, and comes back by the backup alone', async () => {
    const { identity } = await openIdentity();
    const { file, hasIdentity } = await exportEverything(PASSPHRASE, 1);
    expect(hasIdentity).toBe(true);
    await locked();
    keeper.ids.clear();
    for (let i = 0; i < 2; i++) {
      const again = await reload();
      expect([again.state, again.identity.publicKey]).toEqual(['locked', identity.publicKey]);
      expect(await unlockIdentityNow()).toBe(false);
    }
    const read = await readBackup(file, PASSPHRASE);
    if (typeof read === 'string') throw new TypeError(read);
    await importBackup(read);
    const back = await reload();
    expect([back.state, back.identity.publicKey]).toEqual(['kept', identity.publicKey]);
    expect(verifySignature(identity.publicKey, MESSAGE, await back.identity.sign(MESSAGE))).toBe(true);
  });

  it('is in a backup that is made while it is locked, once the passkey was given', async () => {
    await locked();
    keeper.isWilling = false;
    expect((await exportEverything(PASSPHRASE, 1)).hasIdentity).toBe(false);
    keeper.isWilling = true;
    expect((await exportEverything(PASSPHRASE, 1)).hasIdentity).toBe(true);
  });

  it('survives the loss of its first place like any other', async () => {
    const { identity } = await locked();
    await closeDatabase();
    await dropDatabase();
    const again = await reload();
    expect([again.state, again.identity.publicKey]).toEqual(['locked', identity.publicKey]);
    expect(await unlockIdentityNow()).toBe(true);
  });

  it('is neither renewed nor locked twice', async () => {
    const { identity } = await locked();
    expect(await renewIdentity(1)).toBeNull();
    expect(await lockIdentity()).toBe('not-kept');
    expect((await reload()).identity.publicKey).toEqual(identity.publicKey);
  });

  it('is free again when the lock is removed, but not without the passkey', async () => {
    const { identity } = await locked();
    keeper.isWilling = false;
    expect(await removeLock()).toBe('refused');
    expect((await reload()).state).toBe('locked');
    keeper.isWilling = true;
    expect(await removeLock()).toBe('removed');
    const again = await reload();
    expect([again.state, again.identity.publicKey]).toEqual(['kept', identity.publicKey]);
  });
});

describe('a passkey that cannot lock', () => {
  it.each([
    ['says no', () => Object.assign(keeper, { isWilling: false }), 'refused'],
    ['gives no secret', () => Object.assign(keeper, { hasPrf: false }), 'unsupported'],
    ['is gone when asked again', () => Object.assign(keeper.ids, { add: () => keeper.ids }), 'refused'],
  ] as const)('because it %s leaves everything as it was', async (_why, spoil, trouble) => {
    const { identity } = await openIdentity();
    spoil();
    expect(await lockIdentity()).toBe(trouble);
    const again = await reload();
    expect([again.state, again.identity.publicKey]).toEqual(['kept', identity.publicKey]);
  });
});
