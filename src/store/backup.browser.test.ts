import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../base/base64url.ts';
import type { ContactDraft, TrailEntry } from '../call/keeping.ts';
import { DEFAULT_SETTINGS } from '../settings/schema.ts';
import { stepTrust } from '../trust/people.ts';
import { exportEverything, importBackup, readBackup } from './backup.ts';
import { readCopies } from './copy.ts';
import { closeDatabase, database } from './database.ts';
import { eraseEverything } from './erase.ts';
import { openIdentity } from './identity.ts';
import { forgetKeep } from './keep.ts';
import { readKeyPlace } from './key-place.ts';
import { forgetPeople, people } from './people.ts';
import { loadSettings, saveSettings } from './settings.ts';
import { MAX_TRAIL, noteTrust, readTrail } from './trail.ts';

/** Each passphrase costs a second of work on purpose, several on a busy machine. */
const SCRYPT_TIMEOUT_MS = 60_000;
const PASSPHRASE = 'correct horse battery staple';
const SETTINGS = { ...DEFAULT_SETTINGS, selfName: 'Plantedname' };

const draft = (petname: string, keyByte: number): ContactDraft => ({
  person: stepTrust(null, { kind: 'met', key: new Uint8Array(32).fill(keyByte), namedByLink: true }, 1)!,
  petname,
  selfName: '',
  pairSecret: null,
  earlierSecret: null,
  missed: null,
  needsChecking: false,
  mayRing: true,
});

const entry = (atMs: number): TrailEntry => ({ atMs, kind: 'met', contactId: null, fingerprint: 'abc' });

async function reload(): Promise<void> {
  await closeDatabase();
  forgetKeep();
  forgetPeople();
}

async function eraseAll(): Promise<void> {
  await eraseEverything();
  localStorage.clear();
}

async function everything() {
  const { identity } = await openIdentity();
  const { contacts } = await people.list();
  return { key: toBase64Url(identity.publicKey), contacts, settings: (await loadSettings()).settings };
}

async function fill(): Promise<void> {
  await openIdentity();
  await people.change(null, () => draft('Anna', 1));
  await saveSettings(SETTINGS);
}

beforeEach(eraseAll);
afterEach(eraseAll);

describe('a backup of everything', { timeout: SCRYPT_TIMEOUT_MS }, () => {
  it('brings identity, people and settings to another browser', async () => {
    await fill();
    const before = await everything();
    const { file, hasIdentity } = await exportEverything(PASSPHRASE, 1234);
    expect(hasIdentity).toBe(true);
    await eraseAll();
    expect((await everything()).key).not.toBe(before.key);
    const preview = await readBackup(file, PASSPHRASE);
    if (typeof preview === 'string') throw new Error(preview);
    expect(preview).toMatchObject({ madeMs: 1234, peopleCount: 1 });
    expect(await importBackup(preview)).toMatchObject({ peopleKept: 'kept', addedCount: 1 });
    await reload();
    expect(await everything()).toEqual(before);
    expect((await openIdentity()).state).toBe('kept');
  });

  it('changes nothing when the passphrase is wrong or the file is cut', async () => {
    await fill();
    const before = await everything();
    const { file } = await exportEverything(PASSPHRASE, 1234);
    expect(await readBackup(file, 'another')).toBe('wrong-passphrase-or-damaged');
    expect(await readBackup(file.slice(0, -100), PASSPHRASE)).toBe('wrong-passphrase-or-damaged');
    await reload();
    expect(await everything()).toEqual(before);
  });

  it('leaves whom one knows as he is', async () => {
    await fill();
    const { file } = await exportEverything(PASSPHRASE, 1234);
    const [anna] = (await people.list()).contacts;
    await people.change(anna!.id, (it) => it && { ...it, person: stepTrust(it.person, { kind: 'blocked' }, 9)! });
    const preview = await readBackup(file, PASSPHRASE);
    if (typeof preview === 'string') throw new Error(preview);
    expect(await importBackup(preview)).toMatchObject({ addedCount: 0 });
    expect((await people.list()).contacts[0]?.person.trust.state).toBe('revoked');
  });
});

describe('erasing everything', () => {
  it('leaves neither key nor record, and the next visit is a first one', async () => {
    await fill();
    const before = await everything();
    expect(await eraseEverything()).toBe('erased');
    expect((await readKeyPlace('a')).state).toBe('absent');
    expect((await readKeyPlace('b')).state).toBe('absent');
    expect((await readCopies('identity')).state).toBe('absent');
    expect((await openIdentity()).state).toBe('fresh');
    const after = await everything();
    expect(after.key).not.toBe(before.key);
    expect(after).toMatchObject({ contacts: [], settings: DEFAULT_SETTINGS });
  });
});

describe('settings', () => {
  it('lie sealed on disk and come back', async () => {
    await saveSettings(SETTINGS);
    const opened = await database();
    const stored = opened.state === 'open' ? await opened.db.get('settings', 'settings') : null;
    expect(new TextDecoder('latin1').decode(stored as Uint8Array)).not.toContain('Plantedname');
    await reload();
    expect((await loadSettings()).settings).toEqual(SETTINGS);
  });

  it('are still read as version 1 kept them', async () => {
    const opened = await database();
    const record = { version: 1, selfName: SETTINGS.selfName };
    if (opened.state === 'open') await opened.db.put('settings', record, 'settings');
    expect((await loadSettings()).settings).toEqual(SETTINGS);
  });
});

describe('the trail of trust', () => {
  it('keeps the newest lines in order, no more than its bound', async () => {
    for (let atMs = 1; atMs <= MAX_TRAIL + 3; atMs++) await noteTrust(entry(atMs));
    await reload();
    const { entries, damagedCount } = await readTrail();
    expect(entries.map(({ atMs }) => atMs)).toEqual(Array.from({ length: MAX_TRAIL }, (_, i) => i + 4));
    expect(damagedCount).toBe(0);
  });

  it('counts a damaged line and shows the others', async () => {
    await noteTrust(entry(1));
    await noteTrust(entry(2));
    const opened = await database();
    if (opened.state !== 'open') throw new Error(opened.state);
    const [first] = await opened.db.getAllKeys('trail');
    await opened.db.put('trail', new Uint8Array(60), first);
    expect(await readTrail()).toEqual({ entries: [entry(2)], damagedCount: 1 });
  });
});
