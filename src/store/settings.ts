/** Settings between visits. */
import { readSettings, type SettingsRead } from '../settings/read.ts';
import type { Settings } from '../settings/schema.ts';
import { database } from './database.ts';

const KEY = 'settings';

/** Whatever is stored, sound or not, gives settings; without storage, the defaults. */
export async function loadSettings(): Promise<SettingsRead> {
  try {
    return readSettings(await (await database())?.get('settings', KEY));
  } catch {
    return readSettings(undefined);
  }
}

/** @returns whether it was kept; a full or missing store is not worth interrupting a call for */
export async function saveSettings(settings: Settings): Promise<boolean> {
  try {
    const db = await database();
    await db?.put('settings', settings, KEY);
    return db !== null;
  } catch {
    return false;
  }
}
