/** Settings between visits; sealed like everything else, for relay and name are nobody's business. */
import { readSettings, type SettingsRead, settingsRecord } from '../settings/read.ts';
import type { Settings } from '../settings/schema.ts';
import { database } from './database.ts';
import { keep } from './keep.ts';
import { exclusively } from './locks.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

const KEY = 'settings';
const PURPOSE = purpose('settings');
/** What the tabs of one browser tell each other: only that something changed, never what. */
const CHANNEL = 'humr-settings';

let channel: BroadcastChannel | null = null;

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

/**
 * Writes the given fields over what is stored now, one tab at a time: what another tab changed meanwhile stays. The
 * other tabs hear of it.
 * @returns whether it was kept; a full or missing store is not worth interrupting a call for
 */
export async function saveSettings(change: Partial<Settings>): Promise<boolean> {
  try {
    await keep(); // opening it takes the same lock
    const saved = await exclusively(() => write(change));
    if (saved !== true) return false;
    broadcast()?.postMessage('changed');
    return true;
  } catch {
    return false;
  }
}

/** Tells of what other tabs changed. */
export function watchSettings(listener: (read: SettingsRead) => void): void {
  broadcast()?.addEventListener('message', () => void loadSettings().then(listener));
}

async function write(change: Partial<Settings>): Promise<boolean> {
  const [key] = (await keep()).keys;
  const opened = await database();
  if (!key || opened.state !== 'open') return false;
  const { settings, mayReplace } = await loadSettings();
  if (!mayReplace) return false;
  const record = settingsRecord({ ...settings, ...change });
  await opened.db.put('settings', await sealValue(key, PURPOSE, record), KEY);
  return true;
}

function broadcast(): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'function') channel ??= new BroadcastChannel(CHANNEL);
  return channel;
}
