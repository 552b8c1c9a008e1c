/** A contact as JSON says it, and back; read as strictly as a stranger's message, for disks lie and backups are files. */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import type { Contact } from '../call/keeping.ts';
import { PUBLIC_KEY_BYTES } from '../trust/identity.ts';
import type { CalmTrust, Person, Trust } from '../trust/people.ts';

type Fields = Readonly<Record<string, unknown>>;

const ID = /^[A-Za-z0-9_-]{22}$/;
const SECRET_BYTES = 32;
/** Petnames are the user's own, self-names were cut to 32 graphemes; a grapheme may take many characters. */
const MAX_NAME_LENGTH = 512;
/** As many as `stepTrust` keeps. */
const MAX_PREVIOUS_KEYS = 16;

export function contactJson({ person, pairSecret, earlierSecret, ...plain }: Contact): unknown {
  return {
    ...plain,
    pairSecret: pairSecret && toBase64Url(pairSecret),
    earlierSecret: earlierSecret && toBase64Url(earlierSecret),
    person: personJson(person),
  };
}

/** @returns null when any field is missing or not what it should be: half a record of trust is none */
export function readContact(value: unknown): Contact | null {
  const fields = fieldsOf(value);
  if (!fields) return null;
  const { id, petname, selfName, needsChecking, mayRing = true } = fields;
  const person = readPerson(fields.person);
  const pairSecret = readSecret(fields.pairSecret);
  // Records of the first version know neither of these.
  const earlierSecret = readSecret(fields.earlierSecret ?? null);
  const missed = readMissed(fields.missed ?? null);
  if (!isId(id) || !isName(petname) || !isName(selfName) || typeof needsChecking !== 'boolean') return null;
  if (typeof mayRing !== 'boolean') return null;
  if (!person || pairSecret === 'damaged' || earlierSecret === 'damaged' || missed === 'damaged') return null;
  return { id, person, petname, selfName, pairSecret, earlierSecret, missed, needsChecking, mayRing };
}

function readSecret(value: unknown): Uint8Array | null | 'damaged' {
  return value === null ? null : (readBytes(value, SECRET_BYTES) ?? 'damaged');
}

function readMissed(value: unknown): Contact['missed'] | 'damaged' {
  if (value === null) return null;
  const fields = fieldsOf(value);
  if (!fields || !isTime(fields.count) || !isTime(fields.lastMs)) return 'damaged';
  return { count: fields.count, lastMs: fields.lastMs };
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** What is left of a record that came back from a copy that may be old: its key and its blocks, not its marks. */
export function toBeChecked(contact: Contact): Contact {
  const { trust } = contact.person;
  const isBlocked = trust.state === 'revoked';
  const person: Person = isBlocked ? contact.person : { ...contact.person, trust: { state: 'seen' } };
  return { ...contact, person, needsChecking: true };
}

function personJson({ key, trust, previousKeys, ...plain }: Person): unknown {
  return {
    ...plain,
    key: toBase64Url(key),
    trust: trust.state === 'changed' ? { ...trust, offeredKey: toBase64Url(trust.offeredKey) } : trust,
    previousKeys: previousKeys.map((previous) => ({ ...previous, key: toBase64Url(previous.key) })),
  };
}

function readPerson(value: unknown): Person | null {
  const fields = fieldsOf(value);
  if (!fields) return null;
  const { firstSeenMs, lastSeenMs, calls } = fields;
  const key = readBytes(fields.key, PUBLIC_KEY_BYTES);
  const trust = readTrust(fields.trust);
  const previousKeys = readPreviousKeys(fields.previousKeys);
  if (!key || !trust || !previousKeys || !isTime(firstSeenMs) || !isTime(lastSeenMs) || !isTime(calls)) return null;
  return { key, trust, firstSeenMs, lastSeenMs, calls, previousKeys };
}

function readTrust(value: unknown): Trust | null {
  const fields = fieldsOf(value);
  if (!fields) return null;
  if (fields.state === 'changed') {
    const offeredKey = readBytes(fields.offeredKey, PUBLIC_KEY_BYTES);
    const was = readCalmTrust(fields.was);
    const { sinceMs } = fields;
    return offeredKey && was && isTime(sinceMs) ? { state: 'changed', sinceMs, offeredKey, was } : null;
  }
  if (fields.state === 'revoked') {
    const { atMs, by } = fields;
    return isTime(atMs) && (by === 'user' || by === 'owner') ? { state: 'revoked', atMs, by } : null;
  }
  return readCalmTrust(fields);
}

function readCalmTrust(value: unknown): CalmTrust | null {
  const fields = fieldsOf(value);
  if (fields?.state === 'seen') return { state: 'seen' };
  if (!fields || !isTime(fields.atMs)) return null;
  const { state, atMs, how } = fields;
  if (state === 'rotated') return { state, atMs };
  const isHow = how === 'link' || how === 'sas' || how === 'number' || how === 'qr';
  return state === 'verified' && isHow ? { state, atMs, how } : null;
}

function readPreviousKeys(value: unknown): Person['previousKeys'] | null {
  if (!Array.isArray(value) || value.length > MAX_PREVIOUS_KEYS) return null;
  const keys = value.map((item: unknown) => {
    const fields = fieldsOf(item);
    const key = readBytes(fields?.key, PUBLIC_KEY_BYTES);
    if (!fields || !key || !isTime(fields.replacedMs) || typeof fields.wasVerified !== 'boolean') return null;
    return { key, replacedMs: fields.replacedMs, wasVerified: fields.wasVerified };
  });
  return keys.includes(null) ? null : keys.filter((it) => it !== null);
}

/** Own fields only, in an object without a prototype. */
function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.assign(Object.create(null) as object, value) as Fields;
}

function readBytes(value: unknown, lengthBytes: number): Uint8Array | null {
  const bytes = typeof value === 'string' && value.length <= 2 * lengthBytes ? fromBase64Url(value) : null;
  return bytes?.length === lengthBytes ? bytes : null;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_NAME_LENGTH;
}
