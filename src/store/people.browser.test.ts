import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Contact, ContactDraft } from '../call/keeping.ts';
import { stepTrust } from '../trust/people.ts';
import { dropCopies } from './copy.ts';
import { closeDatabase, database, dropDatabase } from './database.ts';
import { forgetKeep, keep } from './keep.ts';
import { dropKeyPlaces } from './key-place.ts';
import { addPeople, forgetPeople, people } from './people.ts';
import { readGeneration, sealRow, writeMain } from './people-places.ts';

const draft = (petname: string, keyByte: number): ContactDraft => ({
  person: stepTrust(null, { kind: 'met', key: new Uint8Array(32).fill(keyByte), namedByLink: true }, 1)!,
  petname,
  selfName: petname.toLowerCase(),
  pairSecret: new Uint8Array(32).fill(keyByte),
  earlierSecret: null,
  missed: null,
  needsChecking: false,
  mayRing: true,
});

async function clearAll(): Promise<void> {
  await dropDatabase();
  await dropKeyPlaces();
  await dropCopies();
  localStorage.clear();
  forgetKeep();
  forgetPeople();
}

/** What a reloaded page has: nothing remembered but what lies in storage. */
async function reload(): Promise<void> {
  await closeDatabase();
  forgetKeep();
  forgetPeople();
}

async function connection() {
  const opened = await database();
  if (opened.state !== 'open') throw new Error(opened.state);
  return opened.db;
}

const names = async () => (await people.list()).contacts.map(({ petname }) => petname).sort();

beforeEach(clearAll);
afterEach(clearAll);

describe('keeping people', () => {
  it('keeps one with every field over a reload', async () => {
    expect(await people.change(null, () => draft('Anna', 1))).toBe('kept');
    const before = (await people.list()).contacts;
    await reload();
    expect(await people.list()).toEqual({ state: 'kept', contacts: before, damagedIds: [] });
    expect(before).toMatchObject([draft('Anna', 1)]);
  });

  it('changes and forgets by id', async () => {
    await people.change(null, () => draft('Anna', 1));
    await people.change(null, () => draft('Ben', 2));
    const [anna, ben] = (await people.list()).contacts as [Contact, Contact];
    await people.change(anna.id, (it) => it && { ...it, petname: 'Annie' });
    await people.change(ben.id, () => null);
    await reload();
    expect(await names()).toEqual(['Annie']);
  });

  it.each([
    ['the database', dropDatabase, 'restored'],
    ['the copy', dropCopies, 'kept'],
  ] as const)('survives the loss of %s, marks and all', async (_what, lose, state) => {
    await people.change(null, () => draft('Anna', 1));
    const before = (await people.list()).contacts;
    await lose();
    await reload();
    expect(await people.list()).toEqual({ state, contacts: before, damagedIds: [] });
    // Mended: now the other place may go.
    await (lose === dropDatabase ? dropCopies() : dropDatabase());
    await reload();
    expect((await people.list()).contacts).toEqual(before);
  });

  it('says that people are lost when neither place has them', async () => {
    await people.change(null, () => draft('Anna', 1));
    await dropDatabase();
    await dropCopies();
    await reload();
    expect((await people.list()).state).toBe('lost');
  });

  it('takes an edited record back to what was sealed', async () => {
    await people.change(null, () => draft('Anna', 1));
    const before = (await people.list()).contacts;
    await editRow(before[0]!.id);
    await reload();
    expect(await people.list()).toEqual({ state: 'restored', contacts: before, damagedIds: [] });
  });

  it('puts an edited record that no copy replaces in quarantine, until the user forgets it', async () => {
    await people.change(null, () => draft('Anna', 1));
    const [anna] = (await people.list()).contacts as [Contact];
    await editRow(anna.id);
    await dropCopies();
    await reload();
    expect(await people.list()).toEqual({ state: 'kept', contacts: [], damagedIds: [anna.id] });
    await people.change(anna.id, () => null);
    await reload();
    expect((await people.list()).damagedIds).toEqual([]);
  });

  it('sees what another tab changed before it changes anything itself', async () => {
    await people.change(null, () => draft('Anna', 1));
    await people.change(null, () => draft('Ben', 2));
    // Another tab's writing, of which this one is not told.
    const [key] = (await keep()).keys;
    const cleo = { ...draft('Cleo', 3), id: 'CCCCCCCCCCCCCCCCCCCCCC' };
    const generation = await readGeneration(await connection());
    await writeMain([await sealRow(key!, cleo.id, cleo)], generation + 1);
    await people.change(null, () => draft('Dora', 4));
    await reload();
    expect(await names()).toEqual(['Anna', 'Ben', 'Cleo', 'Dora']);
  });

  it('lets changes at the same time follow each other', async () => {
    await people.change(null, () => draft('Anna', 1));
    const [anna] = (await people.list()).contacts as [Contact];
    const meet = (it: Contact | null) => it && { ...it, person: { ...it.person, calls: it.person.calls + 1 } };
    await Promise.all(Array.from({ length: 10 }, () => people.change(anna.id, meet)));
    await reload();
    expect((await people.list()).contacts[0]?.person.calls).toBe(11);
  });

  it('writes no name and no key in the clear', async () => {
    await people.change(null, () => draft('Canary Wharf', 0x5a));
    const rows = await (await connection()).getAll('people');
    const texts = rows.map((row) => new TextDecoder('latin1').decode(row as Uint8Array));
    expect(texts.join()).not.toMatch(/canary|WlpaWlpa|ZZZZZZZZ/i);
  });

  it('adds from a backup only whom one does not know, by id or by key', async () => {
    await people.change(null, () => draft('Anna', 1));
    const [anna] = (await people.list()).contacts as [Contact];
    const stranger = (petname: string, keyByte: number, id: string): Contact => ({ ...draft(petname, keyByte), id });
    const outcome = await addPeople([
      { ...anna, petname: 'Replaced by id' },
      stranger('Replaced by key', 1, 'BBBBBBBBBBBBBBBBBBBBBB'),
      stranger('New', 3, 'CCCCCCCCCCCCCCCCCCCCCC'),
    ]);
    expect(outcome).toEqual({ keeping: 'kept', addedCount: 1 });
    expect(await names()).toEqual(['Anna', 'New']);
  });

  it('goes on in memory where nothing can be kept', async () => {
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
    try {
      expect(await people.change(null, () => draft('Anna', 1))).toBe('unavailable');
      expect(await people.list()).toMatchObject({ state: 'temporary', contacts: [{ petname: 'Anna' }] });
    } finally {
      indexedDB.open = open;
    }
  });

  it('keeps a thousand people and not one more', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({
      ...draft(`Person ${i}`, 1),
      person: { ...draft('', 1).person, key: Uint8Array.from({ length: 32 }, (_byte, at) => (at === 0 ? i : i >> 8)) },
      id: `${i}`.padStart(22, 'A'),
    }));
    expect((await addPeople(many)).addedCount).toBe(1000);
    expect(await people.change(null, () => draft('One more', 9))).toBe('full');
    await reload();
    expect((await people.list()).contacts).toHaveLength(1000);
  });
});

/** Flips one bit of a sealed row, as somebody with an editor would. */
async function editRow(id: string): Promise<void> {
  const db = await connection();
  const row = (await db.get('people', id)) as Uint8Array;
  row[row.length - 1] = row[row.length - 1]! ^ 1;
  await db.put('people', row, id);
}
