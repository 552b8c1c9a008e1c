/**
 * The one IndexedDB database of what is kept: sealed records and settings; the key to them lies elsewhere
 * (`key-place.ts`). Opening may fail, hang, wait for another tab or come back empty after damage; each is a named outcome.
 */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { MIGRATIONS, type Migration } from './migrations.ts';
import type { HumrDatabase } from './shape.ts';
import { timeLimit } from './time-limit.ts';

export type Database = IDBPDatabase<HumrDatabase>;

export type Opened =
  /** `dataLoss`: the browser found the files damaged and began anew; an empty database is then no newcomer's. */
  | { readonly state: 'open'; readonly db: Database; readonly dataLoss: boolean }
  | { readonly state: 'slow' | 'blocked' | 'newer' | 'not-upgraded' | 'unavailable' };

const DATABASE_NAME = 'humr';
const OPEN_TIMEOUT_MS = 3000;

let opening: Promise<Opened> | null = null;
const clearedListeners = new Set<() => void>();

/** The page's one connection; opened again after it was closed for another tab's sake or from outside. Never throws. */
export function database(): Promise<Opened> {
  opening ??= openDatabase({
    closed(why) {
      opening = null;
      if (why === 'cleared') for (const listener of clearedListeners) listener();
    },
  });
  return opening;
}

/** Tells when the connection was cut from outside: the user cleared the site's data, or the browser found damage. */
export function whenCleared(listener: () => void): void {
  clearedListeners.add(listener);
}

export async function closeDatabase(): Promise<void> {
  const opened = await opening;
  opening = null;
  if (opened?.state === 'open') opened.db.close();
}

/** @returns whether the database is gone; false while a tab of ours does not let go */
export async function dropDatabase(): Promise<boolean> {
  await closeDatabase();
  const dropping = attempt(() => deleteDB(DATABASE_NAME)).then(
    () => true,
    () => false,
  );
  return (await timeLimit(dropping, OPEN_TIMEOUT_MS)) === true;
}

interface OpenOptions {
  readonly name?: string;
  readonly migrations?: readonly Migration[];
  readonly timeoutMs?: number;
  /** The connection ended by itself: closed for another tab's sake, or the site's data were cleared. */
  closed?(why: 'versionchange' | 'cleared'): void;
}

/** Opens once; the caller keeps the connection. Never throws. */
export async function openDatabase(options: OpenOptions = {}): Promise<Opened> {
  const { name = DATABASE_NAME, migrations = MIGRATIONS, timeoutMs = OPEN_TIMEOUT_MS, closed } = options;
  let dataLoss = false;
  let isBlocked = false;
  let isUpgradeBroken = false;
  // Where storage is switched off, even asking throws.
  const opening = attempt(() =>
    openDB<HumrDatabase>(name, migrations.length, {
      upgrade(db, oldVersion, _newVersion, transaction, event) {
        // Chromium only; elsewhere the canary tells.
        dataLoss = ((event as { dataLoss?: string }).dataLoss ?? 'none') !== 'none';
        // A step that throws takes the whole transaction back: version and data stay what they were.
        transaction.done.catch(() => undefined);
        try {
          for (const migrate of migrations.slice(oldVersion)) migrate(db, transaction);
        } catch {
          isUpgradeBroken = true;
          transaction.abort();
        }
      },
      blocked() {
        isBlocked = true;
      },
      blocking(_current, _blocked, event) {
        // Another tab brings a newer version or erases: step aside, so that it need not wait.
        (event.target as IDBDatabase).close();
        closed?.('versionchange');
      },
      terminated() {
        closed?.('cleared');
      },
    }),
  );
  const outcome = await timeLimit(opening.then(found, refused), timeoutMs);
  if (isUpgradeBroken) return { state: 'not-upgraded' };
  if (outcome !== 'late') return outcome.state === 'open' ? { ...outcome, dataLoss } : outcome;
  // Should it open after all, it must not stand in another tab's way.
  void opening.then((db) => db.close()).catch(() => undefined);
  return { state: isBlocked ? 'blocked' : 'slow' };
}

async function attempt<T>(errand: () => Promise<T>): Promise<T> {
  return errand();
}

function found(db: Database): Opened {
  return { state: 'open', db, dataLoss: false };
}

function refused(error: unknown): Opened {
  return { state: error instanceof DOMException && error.name === 'VersionError' ? 'newer' : 'unavailable' };
}
