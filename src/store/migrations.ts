/**
 * How the database came to its present shape, one step per version, oldest first. A step only makes stores: what is in
 * them is read leniently and rewritten when it next changes, so that a step cannot lose anything. Steps never change
 * once shipped.
 */
import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { HumrDatabase } from './shape.ts';

export type Migration = (
  db: IDBPDatabase<HumrDatabase>,
  transaction: IDBPTransaction<HumrDatabase, StoreNames<HumrDatabase>[], 'versionchange'>,
) => void;

export const MIGRATIONS: readonly Migration[] = [
  function settingsAndIdentity(db) {
    db.createObjectStore('settings');
    db.createObjectStore('identity');
  },
  function peopleAndTrail(db) {
    db.createObjectStore('people');
    db.createObjectStore('facts');
    db.createObjectStore('trail', { autoIncrement: true });
  },
  function historyAndLog(db) {
    db.createObjectStore('history', { autoIncrement: true });
    db.createObjectStore('log', { autoIncrement: true });
  },
];
