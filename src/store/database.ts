/** The one IndexedDB database. Opening may fail or hang in private windows: then the page goes on without memory. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export interface HumrDatabase extends DBSchema {
  /** Single records under fixed names. */
  settings: { key: 'settings'; value: unknown };
  /** CryptoKey objects are stored as such: their bytes never reach the script. */
  identity: { key: 'identity'; value: CryptoKeyPair };
}

const NAME = 'humr';
const VERSION = 1;
const OPEN_TIMEOUT_MS = 3000;

let opening: Promise<IDBPDatabase<HumrDatabase> | null> | null = null;

/** @returns null when there is no storage here, or it did not open in time */
export function database(): Promise<IDBPDatabase<HumrDatabase> | null> {
  opening ??= Promise.race([open(), timeout()]);
  return opening;
}

async function open(): Promise<IDBPDatabase<HumrDatabase> | null> {
  try {
    return await openDB<HumrDatabase>(NAME, VERSION, {
      upgrade(db) {
        db.createObjectStore('settings');
        db.createObjectStore('identity');
      },
      // Another tab brings a newer version: step aside, so that it need not wait.
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        opening = null;
      },
      terminated() {
        opening = null;
      },
    });
  } catch {
    return null;
  }
}

function timeout(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), OPEN_TIMEOUT_MS));
}
