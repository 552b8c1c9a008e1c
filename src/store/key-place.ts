/**
 * Three places that each hold the wrapping key, as a key object no script can read, beside a sealed copy of the identity.
 * Chromium keeps all databases of an origin in one set of files, which damage empties as a whole; a storage bucket
 * (WICG Storage Buckets) has files of its own, and deleting it deletes them. Firefox and Safari have a file per
 * database. Three, because LevelDB goes on writing behind a torn end and falls apart at the start after next: of two
 * places, one mended and one newly damaged could go together.
 */
import { type IDBPDatabase, wrap } from 'idb';
import { dropBucket, hasBuckets, openBucket } from './buckets.ts';
import { type IdentityRecord, readIdentityRecord } from './identity-record.ts';
import { timeLimit } from './time-limit.ts';

export type KeyPlace = 'a' | 'b' | 'c';
export const KEY_PLACES: readonly KeyPlace[] = ['a', 'b', 'c'];

export interface KeyRecord {
  /** AES-GCM, 256 bits, not extractable. */
  readonly wrappingKey: CryptoKey;
  readonly identity: IdentityRecord | null;
}

/** What a place said; `unreachable` is never taken for `absent`. */
export type Found<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'absent' | 'damaged' | 'unreachable' };

const STORE = 'keys';
const KEY = 'current';
const OPEN_TIMEOUT_MS = 3000;

const nameOf = (place: KeyPlace) => `humr-key-${place}`;

export async function readKeyPlace(place: KeyPlace): Promise<Found<KeyRecord>> {
  try {
    return await withPlace(place, async (db, wasDamaged) => {
      const value = readKeyRecord(await db.get(STORE, KEY));
      if (value) return { state: 'found', value };
      return { state: wasDamaged ? 'damaged' : 'absent' };
    });
  } catch {
    return { state: 'unreachable' };
  }
}

/** @returns whether it is on disk */
export async function writeKeyPlace(place: KeyPlace, record: KeyRecord): Promise<boolean> {
  try {
    await withPlace(place, async (db) => {
      const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(record, KEY), transaction.done]);
    });
    return true;
  } catch {
    return false;
  }
}

/** @returns whether all are gone */
export async function dropKeyPlaces(): Promise<boolean> {
  const dropped = await Promise.allSettled(KEY_PLACES.map(dropKeyPlace));
  return dropped.every(({ status }) => status === 'fulfilled');
}

async function dropKeyPlace(place: KeyPlace): Promise<void> {
  if (hasBuckets) return dropBucket(nameOf(place));
  await wrap(indexedDB.deleteDatabase(nameOf(place)));
}

/** Opens for one errand only: an open connection would stand in the way of erasing. */
async function withPlace<T>(
  place: KeyPlace,
  errand: (db: IDBPDatabase, wasDamaged: boolean) => Promise<T>,
): Promise<T> {
  const { db, wasDamaged } = await openPlace(place);
  try {
    return await errand(db, wasDamaged);
  } finally {
    db.close();
  }
}

async function openPlace(place: KeyPlace): Promise<{ db: IDBPDatabase; wasDamaged: boolean }> {
  const bucket = await openBucket(nameOf(place));
  const request = (bucket?.indexedDB ?? indexedDB).open(nameOf(place), 1);
  let wasDamaged = false;
  request.addEventListener('upgradeneeded', (event) => {
    wasDamaged = ((event as { dataLoss?: string }).dataLoss ?? 'none') !== 'none';
    request.result.createObjectStore(STORE);
  });
  const opening: Promise<IDBPDatabase> = wrap(request) as Promise<IDBPDatabase>;
  const db = await timeLimit(opening, OPEN_TIMEOUT_MS);
  if (db !== 'late') return { db, wasDamaged };
  void opening.then((late) => late.close()).catch(() => undefined);
  throw new Error(`key place ${place} did not open`);
}

function readKeyRecord(stored: unknown): KeyRecord | null {
  if (typeof stored !== 'object' || stored === null || !('wrappingKey' in stored)) return null;
  if (!(stored.wrappingKey instanceof CryptoKey)) return null;
  const identity = 'identity' in stored ? readIdentityRecord(stored.identity) : null;
  return { wrappingKey: stored.wrappingKey, identity };
}
