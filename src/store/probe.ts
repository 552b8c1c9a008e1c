/** Whether what is written here comes back, how long it may stay, and how much there is of it. */
import type { StorageFound } from '../call/health.ts';
import { database } from './database.ts';
import { keep } from './keep.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

const PURPOSE = purpose('probe');

/** Never throws. */
export async function probeStorage(): Promise<StorageFound> {
  const [isTrue, isPersistent, freeBytes] = await Promise.all([isWriteTrue(), persisted(), free()]);
  const opened = await database();
  return { isOpen: opened.state === 'open', isTrue, isPersistent, freeBytes };
}

/** A sealed value goes in, comes back, opens, and leaves no trace. */
async function isWriteTrue(): Promise<boolean> {
  try {
    const { keys } = await keep();
    const opened = await database();
    if (!keys[0] || opened.state !== 'open') return false;
    const nonce = crypto.randomUUID();
    const id = await opened.db.add('log', await sealValue(keys[0], PURPOSE, nonce));
    const stored = await opened.db.get('log', id);
    await opened.db.delete('log', id);
    return stored instanceof Uint8Array && (await openValue(keys, PURPOSE, stored)) === nonce;
  } catch {
    return false;
  }
}

async function persisted(): Promise<boolean | null> {
  return (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
}

async function free(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  return estimate?.quota === undefined ? null : Math.max(0, estimate.quota - (estimate.usage ?? 0));
}
