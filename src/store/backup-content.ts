/** What is in a backup, as JSON says it. Read completely before anything is written: half a backup is none. */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import type { Contact } from '../call/keeping.ts';
import { readSettings, settingsRecord } from '../settings/read.ts';
import type { Settings } from '../settings/schema.ts';
import { contactJson, readContact } from './contact-record.ts';
import { SEED_BYTES } from './identity-key.ts';

export interface BackupContent {
  /** Milliseconds since 1970. */
  readonly madeMs: number;
  /** The identity's private key, 32 bytes; null when the browser that made the backup could not give it out. */
  readonly seed: Uint8Array | null;
  readonly contacts: readonly Contact[];
  readonly settings: Settings;
}

const VERSION = 1;
/** As many as a store takes. */
const MAX_CONTACTS = 1000;

export function writeContent({ madeMs, seed, contacts, settings }: BackupContent): Uint8Array {
  const value = {
    version: VERSION,
    madeMs,
    seed: seed && toBase64Url(seed),
    contacts: contacts.map(contactJson),
    settings: settingsRecord(settings),
  };
  return new TextEncoder().encode(JSON.stringify(value));
}

/** @returns what it says, `newer` for a later version, `damaged` when any part is not what it should be */
export function readContent(bytes: Uint8Array): BackupContent | 'newer' | 'damaged' {
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null) return 'damaged';
  const { version, madeMs, seed, contacts, settings } = value as Readonly<Record<string, unknown>>;
  if (typeof version === 'number' && version > VERSION) return 'newer';
  if (version !== VERSION || typeof madeMs !== 'number' || !Array.isArray(contacts)) return 'damaged';
  if (settings === undefined) return 'damaged';
  const seedBytes = typeof seed === 'string' ? fromBase64Url(seed) : null;
  if (seed !== null && seedBytes?.length !== SEED_BYTES) return 'damaged';
  const people = contacts.map(readContact);
  if (people.length > MAX_CONTACTS || people.includes(null)) return 'damaged';
  const read = readSettings(settings);
  if (read.repaired.length > 0) return 'damaged';
  return { madeMs, seed: seedBytes, contacts: people.filter((it) => it !== null), settings: read.settings };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return null;
  }
}
