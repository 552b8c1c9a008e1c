/** How much of what is kept here, for the screen about one's own data. */
import { database } from './database.ts';

/** Rows, not bytes: the browser tells bytes only in all. */
export interface Amounts {
  readonly settings: number;
  readonly identity: number;
  readonly people: number;
  readonly trail: number;
  readonly history: number;
  readonly log: number;
}

const NOTHING: Amounts = { settings: 0, identity: 0, people: 0, trail: 0, history: 0, log: 0 };

/** Never throws; without a store there is nothing. Opens no seal: after an erasure that would make a new key. */
export async function countAmounts(): Promise<Amounts> {
  try {
    const opened = await database();
    if (opened.state !== 'open') return NOTHING;
    const { db } = opened;
    const [settings, identity, people, trail, history, log] = await Promise.all([
      db.count('settings'),
      db.count('identity'),
      db.count('people'),
      db.count('trail'),
      db.count('history'),
      db.count('log'),
    ]);
    return { settings, identity, people, trail, history, log };
  } catch {
    return NOTHING;
  }
}
