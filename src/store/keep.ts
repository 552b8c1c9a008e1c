/**
 * Keeping an identity without ever losing or silently replacing it. Where things lie:
 *
 *   key place a, b, c  the wrapping key (AES-GCM, not extractable) and the identity sealed under it; files of their own
 *   main database      the identity and everything else, sealed under the wrapping key; no key
 *   private files      (OPFS, the origin's and a bucket's) the identity and the people, sealed; two slots each
 *   localStorage       the canary: fingerprint and number of the identity, number of the last change of people
 *
 * Any of them may be damaged or emptied as long as one key place is left: it has the identity, and the key to the people
 * in whichever of database and files is left. All are read together at every start, mended from each other, and judged
 * by `identity-evidence.ts`.
 *
 * Why not otherwise: the second copy of a key that no script can read cannot be a file, for files are bytes. Bytes split
 * over localStorage and OPFS would lie open to any script of the page, and to whoever reads the disk; more places for
 * key objects do not. The main database holds no key, because its files keep deleted rows for a while: erasing a key
 * place deletes its files, and with them the only way into all that is left.
 *
 * Limits. (1) A script that runs in our page can use the wrapping key as we do, hence open what it seals, the identity
 * included: not extractable stops a key from slipping out, not an intruder; the Content Security Policy keeps intruders
 * out. (2) Chromium writes key objects to disk in the clear (seen in its files): who can read the unlocked disk can read
 * all this, but for an identity that a passkey locks (`lock.ts`). (3) All key places lost, or all
 * site data cleared: the identity is gone but for a backup file; the former is noticed, the latter leaves nobody to tell,
 * but a page that is open then writes everything again. (4) Chromium before 122 has no storage buckets: its key places
 * are databases beside the main one and share its files and its damage.
 */
import { toBase64Url } from '../base/base64url.ts';
import type { KeptIdentity, StorageTrouble } from '../call/keeping.ts';
import { type Identity, softwareIdentity } from '../trust/identity.ts';
import { identityFingerprint } from '../trust/link.ts';
import { clearErased, isErased, readCanary, writeCanary } from './canary.ts';
import { whenCleared } from './database.ts';
import { judge } from './identity-evidence.ts';
import { makeIdentity, SEED_BYTES, unlockIdentity } from './identity-key.ts';
import type { IdentityRecord } from './identity-record.ts';
import { type LockedIdentity, lockedIdentity } from './lock.ts';
import { exclusively } from './locks.ts';
import { type Places, placeKey, placeRecord, readPlaces, recordsOf, wrappingKeysOf } from './places.ts';
import { newWrappingKey } from './sealing.ts';

export interface Keep {
  readonly identity: KeptIdentity;
  /** Wrapping keys: the first seals, any opens; none while nothing can be kept. */
  readonly keys: readonly CryptoKey[];
  /** What lies behind `identity`; null when it is lost or temporary. */
  readonly record: IdentityRecord | null;
  /** The same identity where a passkey locks it. */
  readonly locked: LockedIdentity | null;
}

/** Makes the record of an identity of this generation, sealed under this key. */
export type MakeRecord = (key: CryptoKey, generation: number) => Promise<IdentityRecord>;

/** One place beside the key is the least that counts as kept. */
const LEAST_PLACES = 1;
/** After the site's data were cut off: time for an erasing tab to say that it meant it. */
const RENEW_DELAY_MS = 500;

let opening: Promise<Keep> | null = null;
const renewedListeners = new Set<() => void>();

/** Opens, judges and mends once per page; later calls share the answer. Never throws. */
export function keep(): Promise<Keep> {
  opening ??= guarded(openLocked);
  return opening;
}

/**
 * Puts another identity in the place of the present or lost one; only ever at the user's word.
 * @returns the new keep, which `keep()` gives from now on; null when it could not be written and nothing changed
 */
export async function replaceIdentity(make: MakeRecord): Promise<Keep | null> {
  const installed = await guarded(async () => install(await readPlaces(), make));
  if (!installed.record) return null;
  opening = Promise.resolve(installed);
  return opening;
}

/** After everything was erased: the next `keep()` starts anew. */
export function forgetKeep(): void {
  opening = null;
}

/** Tells that key and identity were written again after the site's data were cleared; the rest may follow. */
export function whenRenewed(listener: () => void): void {
  renewedListeners.add(listener);
}

async function guarded(errand: () => Promise<Keep>): Promise<Keep> {
  try {
    const outcome = await exclusively(errand);
    return outcome === 'busy' ? temporary('busy') : outcome;
  } catch {
    return temporary('unavailable');
  }
}

async function openLocked(): Promise<Keep> {
  const places = await readPlaces();
  const keys = wrappingKeysOf(places);
  const canary = readCanary();
  const { readable, isAnySealed } = await unlockAll(places, keys);
  const verdict = judge({
    records: readable,
    canary,
    isDamaged: places.isDamaged || isAnySealed,
    isUnreachable: places.isUnreachable,
    isMainReachable: places.main.state === 'open',
  });
  switch (verdict.state) {
    case 'fresh':
      return install(places, makeIdentity);
    case 'temporary':
      return temporary(places.main.state === 'open' ? 'unavailable' : places.main.state);
    case 'lost':
      // A browser reports damage once only; the canary remembers it until the user has decided.
      if (!canary) writeCanary({ generation: 1, fingerprint: '' });
      return {
        identity: { state: 'lost', identity: passing(), fingerprint: verdict.fingerprint },
        keys,
        record: null,
        locked: null,
      };
    default: {
      const { record, identity, locked } = verdict.record;
      const state = locked ? 'locked' : verdict.state;
      return mend(places, { record, locked, identity: { state, identity, fingerprint: fingerprintOf(identity) } });
    }
  }
}

async function unlockAll(places: Places, keys: readonly CryptoKey[]) {
  const unlocked = await Promise.all(
    recordsOf(places).map(async ({ place, record }) => {
      const { identity, locked } = await openRecord(record, keys);
      return identity && { place, generation: record.generation, record: { record, identity, locked } };
    }),
  );
  const readable = unlocked.filter((it) => it !== null);
  return { readable, isAnySealed: readable.length < unlocked.length };
}

async function openRecord(record: IdentityRecord, keys: readonly CryptoKey[]) {
  const locked = record.lock ? await lockedIdentity(record, keys) : null;
  return { locked, identity: record.lock ? locked : await unlockIdentity(record, keys) };
}

/** The key goes first: a sealed record without it would look like a loss to whoever starts after a crash. */
async function install(places: Places, make: MakeRecord): Promise<Keep> {
  const [key = await newWrappingKey()] = wrappingKeysOf(places);
  if (places.main.state !== 'open' || !(await placeKey(places, key))) return temporary('unavailable');
  const record = await make(key, nextGeneration(places));
  const { identity, locked } = await openRecord(record, [key]);
  const now = await readPlaces();
  if (!identity || (await placeRecord(now, key, record)) < LEAST_PLACES) return temporary('unavailable');
  const fingerprint = fingerprintOf(identity);
  writeCanary({ generation: record.generation, fingerprint });
  clearErased();
  const state = locked ? 'locked' : 'fresh';
  return { identity: { state, identity, fingerprint }, keys: wrappingKeysOf(now), record, locked };
}

async function mend(places: Places, found: Omit<Keep, 'keys'> & { readonly record: IdentityRecord }): Promise<Keep> {
  const { identity, record } = found;
  const keys = wrappingKeysOf(places);
  const key = keys[0] ?? (await newWrappingKey());
  await placeRecord(places, key, record);
  const fingerprint = fingerprintOf(identity.identity);
  const canary = readCanary();
  if (canary?.generation !== record.generation || canary.fingerprint !== fingerprint) {
    writeCanary({ generation: record.generation, fingerprint });
  }
  return { ...found, keys: keys.length > 0 ? keys : [key] };
}

/** The site's data were cleared under a running page: what the page still holds is written again. */
async function renew(): Promise<void> {
  const before = await opening;
  const key = before?.keys[0];
  if (!before?.record || !key || isErased()) return;
  const { identity, record, locked } = before;
  await guarded(async () => {
    const places = await readPlaces();
    // The user may have begun anew in another tab.
    if (recordsOf(places).some((it) => it.record.generation > record.generation)) return before;
    await placeKey(places, key);
    return mend(await readPlaces(), { record, identity, locked });
  });
  for (const listener of renewedListeners) listener();
}

whenCleared(() => setTimeout(() => void renew(), RENEW_DELAY_MS));

function nextGeneration(places: Places): number {
  const known = recordsOf(places).map(({ record }) => record.generation);
  return 1 + Math.max(0, readCanary()?.generation ?? 0, ...known);
}

/** An identity for as long as the page lasts. */
function passing(): Identity {
  return softwareIdentity(crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
}

function temporary(why: StorageTrouble): Keep {
  return { identity: { state: 'temporary', identity: passing(), why }, keys: [], record: null, locked: null };
}

function fingerprintOf({ publicKey }: Identity): string {
  return toBase64Url(identityFingerprint(publicKey));
}
