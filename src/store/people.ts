/**
 * The people one has met: each sealed in a row of its own in the main database, all together in a sealed copy in the
 * origin's private files. Every change has a number, is written to both and then acknowledged. One tab at a time.
 */
import { toBase64Url } from '../base/base64url.ts';
import type { Contact, ContactDraft, ContactList, ContactStore, Keeping } from '../call/keeping.ts';
import { readPeopleCount, writePeopleCount } from './canary.ts';
import { writeCopy } from './copy.ts';
import { database } from './database.ts';
import { keep, whenRenewed } from './keep.ts';
import { exclusively } from './locks.ts';
import { mergePeople } from './people-merge.ts';
import { readCopy, readGeneration, readMain, sealCopy, sealRow, writeMain } from './people-places.ts';

/** More people than anybody calls; a bound, so that a flood of strangers does not fill the disk. */
const MAX_PEOPLE = 1000;
const ID_BYTES = 16;

/** What this tab knows; good as long as the main database counts the same number of changes. */
interface Held extends Omit<ContactList, 'contacts'> {
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly generation: number;
  /** Changed here, but not yet in the main place. */
  readonly unwritten: ReadonlySet<string>;
}

const NOTHING: Held = { state: 'temporary', contacts: new Map(), damagedIds: [], generation: 0, unwritten: new Set() };

let held: Held = NOTHING;

export const people: ContactStore = {
  async list() {
    const current = await alone(refresh);
    return listOf(current === 'busy' ? held : current);
  },
  async change(id, change) {
    const keeping = await alone(() => apply(id, change));
    return keeping === 'busy' ? 'unavailable' : keeping;
  },
};

/** Puts in whoever is not there yet, from a backup; whom one knows already stays as he is. */
export async function addPeople(contacts: readonly Contact[]): Promise<{ keeping: Keeping; addedCount: number }> {
  const outcome = await alone(async () => {
    const current = await refresh();
    const known = new Set([...current.contacts.values()].map(({ person }) => toBase64Url(person.key)));
    const added = contacts
      .filter(({ id, person }) => !current.contacts.has(id) && !known.has(toBase64Url(person.key)))
      .slice(0, MAX_PEOPLE - current.contacts.size);
    if (added.length === 0) return { keeping: 'kept' as const, addedCount: 0 };
    const next = new Map([...current.contacts, ...added.map((contact) => [contact.id, contact] as const)]);
    const ids = added.map(({ id }) => id);
    return { keeping: await commit(current, next, ids), addedCount: added.length };
  });
  return outcome === 'busy' ? { keeping: 'unavailable', addedCount: 0 } : outcome;
}

/** After everything was erased. */
export function forgetPeople(): void {
  held = NOTHING;
}

/** Opening the store takes the same lock, so it comes first. */
async function alone<T>(errand: () => Promise<T>): Promise<T | 'busy'> {
  await keep();
  return exclusively(errand);
}

async function apply(id: string | null, change: (contact: Contact | null) => ContactDraft | null): Promise<Keeping> {
  const current = await refresh();
  const before = (id !== null && current.contacts.get(id)) || null;
  const draft = change(before);
  const isDamagedRow = id !== null && current.damagedIds.includes(id);
  if (draft === before && !isDamagedRow) return 'kept';
  if (!before && draft && current.contacts.size >= MAX_PEOPLE) return 'full';
  const recordId = id ?? toBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
  const next = new Map(current.contacts);
  if (draft) next.set(recordId, { ...draft, id: recordId });
  else next.delete(recordId);
  return commit(current, next, [recordId]);
}

/** The newest state, read again when another tab changed it, and mended where a place was damaged. */
async function refresh(): Promise<Held> {
  const { keys } = await keep();
  if (keys.length === 0) return held;
  const opened = await database();
  const db = opened.state === 'open' ? opened.db : null;
  if (held.generation > 0 && (!db || (await readGeneration(db)) === held.generation)) return held;
  const [main, copies] = await Promise.all([db && readMain(db, keys), readCopy(keys)]);
  const { copy } = copies;
  const isDamaged = main === 'damaged' || copies.isDamaged || (opened.state === 'open' && opened.dataLoss);
  const merged = mergePeople({
    main: main === 'damaged' ? { generation: 0, rows: [] } : main,
    copy,
    canaryGeneration: readPeopleCount(),
    isDamaged,
  });
  // What this tab could not write goes before what it reads.
  const own = [...held.unwritten].map((id) => [id, held.contacts.get(id)] as const);
  const contacts = new Map(merged.contacts.map((contact) => [contact.id, contact]));
  for (const [id, contact] of own) contact ? contacts.set(id, contact) : contacts.delete(id);
  const unwritten = new Set([...merged.toMend, ...held.unwritten]);
  held = { ...merged, contacts, unwritten };
  // An empty list is written too: from then on an empty place is known for a loss.
  const isNew = merged.state === 'kept' && merged.generation === 0;
  const isCopyBehind =
    merged.state !== 'lost' && (copies.isThin || (copy?.generation ?? merged.generation) < merged.generation);
  if (unwritten.size > 0 || isNew || isCopyBehind) await commit(held, contacts, [], copies.isThin);
  return held;
}

/** Both places, then the canary; acknowledged only then, so that either place alone holds what was acknowledged. */
async function commit(
  before: Held,
  contacts: ReadonlyMap<string, Contact>,
  changedIds: string[],
  isThin = false,
): Promise<Keeping> {
  const [key] = (await keep()).keys;
  const ids = new Set([...before.unwritten, ...changedIds]);
  const damagedIds = before.damagedIds.filter((id) => !ids.has(id));
  if (!key) {
    held = { ...before, contacts, damagedIds };
    return 'unavailable';
  }
  const generation = before.generation + 1;
  const sealedRows = await Promise.all([...ids].map((id) => sealRow(key, id, contacts.get(id))));
  const inMain = await writeMain(sealedRows, generation);
  const inCopy = await writeCopy('people', generation, await sealCopy(key, generation, contacts), isThin);
  const isWritten = inMain === 'written' || inCopy === 'written';
  held = {
    ...before,
    contacts,
    damagedIds,
    generation: isWritten ? generation : before.generation,
    unwritten: inMain === 'written' ? new Set() : ids,
  };
  if (isWritten) writePeopleCount(generation);
  if (inMain === 'written' && inCopy === 'written') return 'kept';
  if (isWritten) return 'one-copy';
  return inMain === 'no-space' || inCopy === 'no-space' ? 'no-space' : 'unavailable';
}

whenRenewed(() => {
  // The places are empty now; what this tab knows is all there is.
  held = { ...held, unwritten: new Set(held.contacts.keys()) };
  void alone(() => commit(held, held.contacts, []));
});

function listOf({ state, contacts, damagedIds }: Held): ContactList {
  return { state, contacts: [...contacts.values()], damagedIds };
}
