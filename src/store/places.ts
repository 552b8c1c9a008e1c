/** Every place an identity can lie in, read together and written together; which places there are, `keep.ts` tells. */
import { ROOT_COUNT, readCopies, writeCopy } from './copy.ts';
import { database, type Opened } from './database.ts';
import { recordOfPair } from './identity-key.ts';
import {
  type IdentityRecord,
  identityFile,
  isSameRecord,
  readIdentityFile,
  readIdentityRecord,
} from './identity-record.ts';
import { type Found, KEY_PLACES, type KeyPlace, type KeyRecord, readKeyPlace, writeKeyPlace } from './key-place.ts';

export interface Places {
  readonly main: Opened;
  readonly inMain: IdentityRecord | null;
  /** In the order of `KEY_PLACES`. */
  readonly inKeys: readonly Found<KeyRecord>[];
  readonly inCopies: readonly IdentityRecord[];
  /** A place came back damaged: something may have been in it. */
  readonly isDamaged: boolean;
  /** A place did not answer. */
  readonly isUnreachable: boolean;
}

export async function readPlaces(): Promise<Places> {
  const [main, inKeys, copies] = await Promise.all([
    database(),
    Promise.all(KEY_PLACES.map(readKeyPlace)),
    readCopies('identity'),
  ]);
  const inMain = await readMain(main);
  const files = copies.state === 'found' ? copies.files.map(readIdentityFile) : [];
  const keyStates = inKeys.map(({ state }) => state);
  const isDamaged =
    inMain === 'damaged' ||
    (main.state === 'open' && main.dataLoss) ||
    keyStates.includes('damaged') ||
    files.includes(null);
  return {
    main,
    inMain: inMain === 'damaged' ? null : inMain,
    inKeys,
    inCopies: files.filter((it) => it !== null),
    isDamaged,
    // Where files are refused for good, three empty databases are enough to take somebody for new.
    isUnreachable:
      main.state !== 'open' || keyStates.includes('unreachable') || (isDamaged && copies.state === 'unreachable'),
  };
}

/** The keys that open seals; the first one makes them. Two different ones are not expected, and neither is dropped. */
export function wrappingKeysOf({ inKeys }: Places): CryptoKey[] {
  return inKeys.flatMap((found) => (found.state === 'found' ? [found.value.wrappingKey] : []));
}

export function recordsOf({ inMain, inKeys, inCopies }: Places): { place: 'main' | 'other'; record: IdentityRecord }[] {
  const kept = inKeys.flatMap((found) => (found.state === 'found' ? [found.value.identity] : []));
  const others = [...kept, ...inCopies].filter((it) => it !== null);
  return [
    ...(inMain ? [{ place: 'main' as const, record: inMain }] : []),
    ...others.map((record) => ({ place: 'other' as const, record })),
  ];
}

/** Gives the wrapping key a place where it has none. @returns whether it lies in at least one */
export async function placeKey(places: Places, key: CryptoKey): Promise<boolean> {
  const placed = await Promise.all(
    KEY_PLACES.map(
      (place, i) => places.inKeys[i]?.state === 'found' || writeKeyPlace(place, { wrappingKey: key, identity: null }),
    ),
  );
  return placed.includes(true);
}

/**
 * Writes the record wherever it is not yet, one place after the other, so that a browser killed meanwhile leaves all but
 * one whole.
 * @returns in how many places it now lies
 */
export async function placeRecord(places: Places, key: CryptoKey, record: IdentityRecord): Promise<number> {
  let count = 0;
  if (await placeInMain(places, record)) count++;
  for (const place of KEY_PLACES) {
    if (await placeBesideKey(place, places, { wrappingKey: key, identity: record })) count++;
  }
  if (await placeInFiles(places, record)) count++;
  return count;
}

async function readMain(main: Opened): Promise<IdentityRecord | 'damaged' | null> {
  if (main.state !== 'open') return null;
  try {
    const current = await main.db.get('identity', 'current');
    if (current !== undefined) return readIdentityRecord(current) ?? 'damaged';
    const pair = await main.db.get('identity', 'identity');
    return pair === undefined ? null : ((await recordOfPair(pair)) ?? 'damaged');
  } catch {
    // Chromium finds damage when it reads, closes the database and empties it at the next opening.
    return 'damaged';
  }
}

async function placeInMain({ inMain }: Places, record: IdentityRecord): Promise<boolean> {
  if (inMain && isSameRecord(inMain, record) && inMain.secret instanceof Uint8Array) return true;
  const main = await database();
  if (main.state !== 'open') return false;
  try {
    const transaction = main.db.transaction('identity', 'readwrite', { durability: 'strict' });
    await Promise.all([
      transaction.store.put(record, 'current'),
      transaction.store.delete('identity'),
      transaction.done,
    ]);
    return true;
  } catch {
    return false;
  }
}

async function placeBesideKey(
  place: KeyPlace,
  { inKeys }: Places,
  { wrappingKey, identity }: KeyRecord & { readonly identity: IdentityRecord },
): Promise<boolean> {
  const found = inKeys[KEY_PLACES.indexOf(place)]!;
  if (found.state === 'unreachable') return false;
  if (found.state === 'found' && found.value.identity && isSameRecord(found.value.identity, identity)) return true;
  const after = { wrappingKey: found.state === 'found' ? found.value.wrappingKey : wrappingKey, identity };
  return writeKeyPlace(place, after);
}

async function placeInFiles({ inCopies }: Places, record: IdentityRecord): Promise<boolean> {
  if (inCopies.filter((copy) => isSameRecord(copy, record)).length >= ROOT_COUNT) return true;
  const file = identityFile(record);
  return file !== null && (await writeCopy('identity', record.generation, file, true)) === 'written';
}
