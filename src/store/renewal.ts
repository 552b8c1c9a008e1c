/** One's own change of key, signed by the old one: made once, told to everybody one meets afterwards. Sealed. */
import type { KeptIdentity, Renewal } from '../call/keeping.ts';
import { PUBLIC_KEY_BYTES } from '../trust/identity.ts';
import { makeRevocation, makeRotation, REVOCATION_BYTES, readRevocation, readRotation } from '../trust/rotation.ts';
import { database } from './database.ts';
import { makeIdentity } from './identity-key.ts';
import { keep, replaceIdentity } from './keep.ts';
import { open, purpose, seal } from './sealing.ts';

const KEY = 'renewal';
const PURPOSE = purpose('renewal');

/**
 * Another key in the place of the present one, announced by the present one.
 * @param nowS seconds since 1970
 * @returns null when there is no key to sign with, or the new one could not be kept; the old state then stands
 */
export async function renewIdentity(nowS: number): Promise<KeptIdentity | null> {
  const before = (await keep()).identity;
  if (before.state === 'lost' || before.state === 'temporary' || before.state === 'locked') return null;
  const renewed = await replaceIdentity(makeIdentity);
  if (!renewed) return null;
  const oldKey = before.identity.publicKey;
  const statement = await makeRotation(before.identity, renewed.identity.identity, nowS);
  await save({ oldKey, statement });
  return renewed.identity;
}

/**
 * The present key declares itself invalid, and another one that nobody knows takes its place.
 * @param nowS seconds since 1970
 * @returns as `renewIdentity`
 */
export async function revokeIdentity(nowS: number): Promise<KeptIdentity | null> {
  const before = (await keep()).identity;
  if (before.state === 'lost' || before.state === 'temporary' || before.state === 'locked') return null;
  const oldKey = before.identity.publicKey;
  const statement = await makeRevocation(before.identity, nowS);
  const renewed = await replaceIdentity(makeIdentity);
  if (renewed) await save({ oldKey, statement });
  return renewed?.identity ?? null;
}

/** @returns the announcement of the present key; null when it is the first one, or was begun without a word */
export async function loadRenewal(): Promise<Renewal | null> {
  try {
    const { keys, identity } = await keep();
    const opened = await database();
    const stored: unknown = opened.state === 'open' ? await opened.db.get('settings', KEY) : undefined;
    if (!(stored instanceof Uint8Array)) return null;
    for (const key of keys) {
      const bytes = await open(key, PURPOSE, stored);
      if (!bytes) continue;
      const renewal = { oldKey: bytes.slice(0, PUBLIC_KEY_BYTES), statement: bytes.slice(PUBLIC_KEY_BYTES) };
      if (renewal.statement.length === REVOCATION_BYTES) {
        return typeof readRevocation(renewal.oldKey, renewal.statement) === 'string' ? null : renewal;
      }
      const read = readRotation(renewal.oldKey, renewal.statement);
      // Of a key before the last it is of no use: whoever knows only that one must compare anew.
      const isPresent = typeof read !== 'string' && read.newKey.join() === identity.identity.publicKey.join();
      return isPresent ? renewal : null;
    }
    return null;
  } catch {
    return null;
  }
}

async function save({ oldKey, statement }: Renewal): Promise<void> {
  const [key] = (await keep()).keys;
  const opened = await database();
  if (!key || opened.state !== 'open') return;
  const bytes = new Uint8Array(oldKey.length + statement.length);
  bytes.set(oldKey);
  bytes.set(statement, oldKey.length);
  await opened.db.put('settings', await seal(key, PURPOSE, bytes), KEY);
}
