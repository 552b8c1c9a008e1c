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
  return { isOpen: opened.state === 'open', isTrue, isPersistent, freeBytes, isFull: await isFull() };
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

/** `getRandomValues` gives no more at once. */
const MOST_DICE_BYTES = 65_536;
const TRIED_BYTES = 1_000_000;

/** Browsers may say that there is room where there is none (Chromium names the same 10 GB to everybody): so it is tried. */
async function isFull(): Promise<boolean> {
  try {
    const opened = await database();
    if (opened.state !== 'open') return false;
    await opened.db.delete('log', await opened.db.add('log', incompressible(TRIED_BYTES)));
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError';
  }
}

/** Zeros would fit where nothing else does. */
function incompressible(byteCount: number): Uint8Array {
  const bytes = new Uint8Array(byteCount);
  for (let at = 0; at < byteCount; at += MOST_DICE_BYTES) {
    crypto.getRandomValues(bytes.subarray(at, at + MOST_DICE_BYTES));
  }
  return bytes;
}

async function persisted(): Promise<boolean | null> {
  return (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
}

async function free(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  return estimate?.quota === undefined ? null : Math.max(0, estimate.quota - (estimate.usage ?? 0));
}
