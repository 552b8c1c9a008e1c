/** How people lie on disk: a sealed row each in the main database, one sealed file with all of them beside it. */
import { asciiBytes, concatBytes } from '../base/bytes.ts';
import type { Contact } from '../call/keeping.ts';
import { contactJson, isId, readContact } from './contact-record.ts';
import { ROOT_COUNT, readCopies } from './copy.ts';
import { type Database, database } from './database.ts';
import { generationBytes, isGeneration } from './identity-record.ts';
import type { PeopleEvidence, Row } from './people-merge.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

const COPY_VERSION = 1;
const COPY_HEAD_BYTES = 5;

const rowPurpose = (id: string) => purpose('person', asciiBytes(id));
const copyPurpose = (generation: number) => purpose('people', generationBytes(generation));

/** A row ready for the disk. */
export interface SealedRow {
  readonly id: string;
  /** Null deletes. */
  readonly sealed: Uint8Array | null;
}

export async function sealRow(key: CryptoKey, id: string, contact: Contact | undefined): Promise<SealedRow> {
  return { id, sealed: contact ? await sealValue(key, rowPurpose(id), contactJson(contact)) : null };
}

export async function writeMain(
  rows: readonly SealedRow[],
  generation: number,
): Promise<'written' | 'no-space' | 'unavailable'> {
  const opened = await database();
  if (opened.state !== 'open') return 'unavailable';
  try {
    const transaction = opened.db.transaction(['people', 'facts'], 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('people');
    const writes = rows.map(({ id, sealed }) => (sealed ? store.put(sealed, id) : store.delete(id)));
    await Promise.all([...writes, transaction.objectStore('facts').put(generation, 'people'), transaction.done]);
    return 'written';
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'no-space' : 'unavailable';
  }
}

export async function readGeneration(db: Database): Promise<number> {
  const stored = await db.get('facts', 'people').catch(() => undefined);
  return isGeneration(stored) ? stored : 0;
}

export async function readMain(db: Database, keys: readonly CryptoKey[]): Promise<PeopleEvidence['main'] | 'damaged'> {
  try {
    const transaction = db.transaction(['people', 'facts']);
    const store = transaction.objectStore('people');
    const [ids, values, generation] = await Promise.all([
      store.getAllKeys(),
      store.getAll(),
      transaction.objectStore('facts').get('people'),
      transaction.done,
    ]);
    const rows = await Promise.all(ids.map((id, i) => openRow(keys, id, values[i])));
    return { generation: isGeneration(generation) ? generation : 0, rows };
  } catch {
    return 'damaged';
  }
}

async function openRow(keys: readonly CryptoKey[], id: string, stored: unknown): Promise<Row> {
  if (!isId(id) || !(stored instanceof Uint8Array)) return { id, contact: null };
  const contact = readContact(await openValue(keys, rowPurpose(id), stored));
  return { id, contact: contact?.id === id ? contact : null };
}

export async function sealCopy(
  key: CryptoKey,
  generation: number,
  contacts: ReadonlyMap<string, Contact>,
): Promise<Uint8Array> {
  const sealed = await sealValue(key, copyPurpose(generation), [...contacts.values()].map(contactJson));
  return concatBytes(Uint8Array.of(COPY_VERSION), generationBytes(generation), sealed);
}

/** The newest copy whose seal opens; `isThin` when not every place for copies has it. */
export interface NewestCopy {
  readonly copy: PeopleEvidence['copy'];
  readonly isThin: boolean;
  readonly isDamaged: boolean;
}

export async function readCopy(keys: readonly CryptoKey[]): Promise<NewestCopy> {
  const copies = await readCopies('people');
  if (copies.state !== 'found') return { copy: null, isThin: ROOT_COUNT > 0, isDamaged: false };
  const sound = (await Promise.all(copies.files.map((file) => openCopy(keys, file)))).filter((it) => it !== null);
  const newest = Math.max(0, ...sound.map(({ generation }) => generation));
  const same = sound.filter(({ generation }) => generation === newest);
  return { copy: same[0] ?? null, isThin: same.length < ROOT_COUNT, isDamaged: sound.length === 0 };
}

async function openCopy(keys: readonly CryptoKey[], file: Uint8Array): Promise<PeopleEvidence['copy']> {
  if (file.length <= COPY_HEAD_BYTES || file[0] !== COPY_VERSION) return null;
  const generation = new DataView(file.buffer, file.byteOffset).getUint32(1);
  const list = await openValue(keys, copyPurpose(generation), file.subarray(COPY_HEAD_BYTES));
  if (!Array.isArray(list) || !isGeneration(generation)) return null;
  const contacts = list.map(readContact).filter((it) => it !== null);
  return contacts.length === list.length ? { generation, contacts } : null;
}
