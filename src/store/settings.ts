/** Settings between visits; sealed like everything else, for relay and name are nobody's business. */
import { readSettings, type SettingsRead } from '../settings/read.ts';
import type { Settings } from '../settings/schema.ts';
import { database } from './database.ts';
import { keep } from './keep.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

const KEY = 'settings';
const PURPOSE = purpose('settings');

/** Whatever is stored, sound or not, gives settings; without storage, the defaults. */
export async function loadSettings(): Promise<SettingsRead> {
  try {
    const { keys } = await keep();
    const opened = await database();
    const stored = opened.state === 'open' ? await opened.db.get('settings', KEY) : undefined;
    // Version 1 kept them in the clear; the next saving seals them.
    return readSettings(stored instanceof Uint8Array ? await openValue(keys, PURPOSE, stored) : stored);
  } catch {
    return readSettings(undefined);
  }
}

/** @returns whether it was kept; a full or missing store is not worth interrupting a call for */
export async function saveSettings(settings: Settings): Promise<boolean> {
  try {
    const [key] = (await keep()).keys;
    const opened = await database();
    if (!key || opened.state !== 'open') return false;
    await opened.db.put('settings', await sealValue(key, PURPOSE, settings), KEY);
    return true;
  } catch {
    return false;
  }
}
