/** The trail of trust: what happened to whose key and when. Sealed line by line, bounded, never leaves by itself. */
import type { TrailEntry, TrailKind } from '../call/keeping.ts';
import { isId } from './contact-record.ts';
import { database } from './database.ts';
import { keep } from './keep.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

/** Lines kept; the oldest go first. */
export const MAX_TRAIL = 500;
const PURPOSE = purpose('trail');
const FINGERPRINT = /^[A-Za-z0-9_-]{1,64}$/;
const KINDS: Readonly<Record<TrailKind, true>> = {
  'identity-made': true,
  'identity-restored': true,
  'identity-lost': true,
  'identity-imported': true,
  'identity-locked': true,
  'identity-unlocked': true,
  'backup-made': true,
  met: true,
  verified: true,
  'key-changed': true,
  accepted: true,
  declined: true,
  rotated: true,
  blocked: true,
  revoked: true,
  forgotten: true,
  'needs-checking': true,
  'number-differed': true,
  'lists-differed': true,
  removed: true,
  'was-removed': true,
};

/** @returns whether it was kept; the trail is a help, not a condition of anything */
export async function noteTrust(entry: TrailEntry): Promise<boolean> {
  try {
    const [key] = (await keep()).keys;
    const opened = await database();
    if (!key || opened.state !== 'open') return false;
    const sealed = await sealValue(key, PURPOSE, entry);
    const { store, done } = opened.db.transaction('trail', 'readwrite');
    await store.add(sealed);
    const lines = await store.getAllKeys();
    await Promise.all(lines.slice(0, -MAX_TRAIL).map((line) => store.delete(line)));
    await done;
    return true;
  } catch {
    return false;
  }
}

/** Oldest first. A line that does not open or makes no sense is counted, not shown. */
export async function readTrail(): Promise<{ entries: readonly TrailEntry[]; damagedCount: number }> {
  try {
    const { keys } = await keep();
    const opened = await database();
    const lines = opened.state === 'open' ? await opened.db.getAll('trail') : [];
    const read = await Promise.all(lines.map((line) => readLine(keys, line)));
    const entries = read.filter((it) => it !== null);
    return { entries, damagedCount: read.length - entries.length };
  } catch {
    return { entries: [], damagedCount: 0 };
  }
}

async function readLine(keys: readonly CryptoKey[], line: unknown): Promise<TrailEntry | null> {
  const value = line instanceof Uint8Array ? await openValue(keys, PURPOSE, line) : null;
  if (typeof value !== 'object' || value === null) return null;
  const { atMs, kind, contactId, fingerprint } = value as Partial<Record<keyof TrailEntry, unknown>>;
  if (typeof atMs !== 'number' || !Number.isFinite(atMs) || !isKind(kind)) return null;
  if (contactId !== null && !isId(contactId)) return null;
  if (fingerprint !== null && !(typeof fingerprint === 'string' && FINGERPRINT.test(fingerprint))) return null;
  return { atMs, kind, contactId, fingerprint };
}

function isKind(value: unknown): value is TrailKind {
  return typeof value === 'string' && Object.hasOwn(KINDS, value);
}
