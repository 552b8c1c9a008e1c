/**
 * What a key that was proven means to the person in front of the screen (Humr/1, "Trust store"): six states, one pure
 * step. The newcomer never moves a state upwards by himself: only his key, a link, a signed rotation or the user does.
 *
 *   unknown ─met─▶ seen ─confirmed─▶ verified ─another key─▶ changed ─accepted─▶ seen
 *      └──met, named by the link────────┘  └─signed rotation─▶ rotated ─confirmed─▶ verified
 *   any ─blocked, revoked─▶ revoked ─forgotten─▶ unknown
 */
import { equalBytes } from '../base/bytes.ts';

/** How a key was verified. */
type Verification = 'link' | 'sas' | 'number' | 'qr';

/** Where a known person stands. `unknown` is having no record at all. */
export type Trust =
  | { readonly state: 'seen' }
  | { readonly state: 'verified'; readonly atMs: number; readonly how: Verification }
  | { readonly state: 'changed'; readonly sinceMs: number; readonly offeredKey: Uint8Array; readonly was: CalmTrust }
  | { readonly state: 'rotated'; readonly atMs: number }
  | { readonly state: 'revoked'; readonly atMs: number; readonly by: 'user' | 'owner' };

/** The states in which the pinned key is the one expected. */
export type CalmTrust = Extract<Trust, { state: 'seen' | 'verified' | 'rotated' }>;

export interface Person {
  /** The pinned identity key, 32 bytes. */
  readonly key: Uint8Array;
  readonly trust: Trust;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly calls: number;
  /** Keys this person had before, oldest first; never trusted again by themselves. */
  readonly previousKeys: readonly PreviousKey[];
}

interface PreviousKey {
  readonly key: Uint8Array;
  readonly replacedMs: number;
  readonly wasVerified: boolean;
}

export type TrustEvent =
  /** A handshake with this key reached message 3; `namedByLink` when the link's fingerprint is this key's. */
  | { readonly kind: 'met'; readonly key: Uint8Array; readonly namedByLink: boolean }
  /** The user compared for this key and found the same. Never sent on the word of the other side. */
  | { readonly kind: 'confirmed'; readonly key: Uint8Array; readonly how: Exclude<Verification, 'link'> }
  /** The user takes this other key as a new one of the same person; the key, because another may come while he thinks. */
  | { readonly kind: 'accepted'; readonly key: Uint8Array }
  /** The user does not take it now; the pinned key stays what it was. */
  | { readonly kind: 'declined' }
  /** The pinned key and the new one signed the change; see `rotation.ts`. */
  | { readonly kind: 'rotated'; readonly newKey: Uint8Array }
  | { readonly kind: 'blocked' }
  /** The pinned key itself said that it must not be trusted any more. */
  | { readonly kind: 'revoked' }
  /** The user deletes the record, the only way out of `revoked`. */
  | { readonly kind: 'forgotten' };

/** More previous keys than this are of no use to anybody; the oldest go. */
const MAX_PREVIOUS_KEYS = 16;

/**
 * One step of a person's record; an event that does not concern a state leaves it as it is (the same object).
 * @param person the record, or null for unknown
 */
export function stepTrust(person: Person | null, event: TrustEvent, nowMs: number): Person | null {
  if (!person) return event.kind === 'met' ? newPerson(event.key, event.namedByLink, nowMs) : null;
  if (event.kind === 'forgotten') return null;
  if (person.trust.state === 'revoked') return person;
  switch (event.kind) {
    case 'met':
      return stepMet(person, event.key, event.namedByLink, nowMs);
    case 'confirmed':
      if (!isCalm(person.trust) || !equalBytes(person.key, event.key)) return person;
      return withTrust(person, { state: 'verified', atMs: nowMs, how: event.how });
    case 'accepted':
      if (person.trust.state !== 'changed' || !equalBytes(person.trust.offeredKey, event.key)) return person;
      return replaceKey(person, event.key, { state: 'seen' }, nowMs);
    case 'declined':
      return person.trust.state === 'changed' ? withTrust(person, person.trust.was) : person;
    case 'rotated':
      if (equalBytes(person.key, event.newKey)) return person;
      return replaceKey(person, event.newKey, { state: 'rotated', atMs: nowMs }, nowMs);
    case 'blocked':
      return withTrust(person, { state: 'revoked', atMs: nowMs, by: 'user' });
    case 'revoked':
      return withTrust(person, { state: 'revoked', atMs: nowMs, by: 'owner' });
  }
}

function newPerson(key: Uint8Array, namedByLink: boolean, nowMs: number): Person {
  const trust: Trust = namedByLink ? { state: 'verified', atMs: nowMs, how: 'link' } : { state: 'seen' };
  return { key, trust, firstSeenMs: nowMs, lastSeenMs: nowMs, calls: 1, previousKeys: [] };
}

function stepMet(person: Person, key: Uint8Array, namedByLink: boolean, nowMs: number): Person {
  const before = calmOf(person.trust);
  if (!equalBytes(person.key, key)) {
    return withTrust(person, { state: 'changed', sinceMs: nowMs, offeredKey: key, was: before });
  }
  // The pinned key is back: whoever offered another one was turned away by that alone.
  const isNewlyNamed = namedByLink && before.state === 'seen';
  const trust: Trust = isNewlyNamed ? { state: 'verified', atMs: nowMs, how: 'link' } : before;
  return { ...person, trust, lastSeenMs: nowMs, calls: person.calls + 1 };
}

function replaceKey(person: Person, key: Uint8Array, trust: CalmTrust, nowMs: number): Person {
  const wasVerified = calmOf(person.trust).state === 'verified';
  const previousKeys = [...person.previousKeys, { key: person.key, replacedMs: nowMs, wasVerified }];
  return { ...person, key, trust, previousKeys: previousKeys.slice(-MAX_PREVIOUS_KEYS) };
}

function withTrust(person: Person, trust: Trust): Person {
  return { ...person, trust };
}

function isCalm(trust: Trust): trust is CalmTrust {
  return trust.state === 'seen' || trust.state === 'verified' || trust.state === 'rotated';
}

/** What the pinned key itself is worth; `revoked` never comes here. */
function calmOf(trust: Trust): CalmTrust {
  if (trust.state === 'changed') return trust.was;
  return isCalm(trust) ? trust : { state: 'seen' };
}

/** What to do with somebody who proved a key. */
export type Welcome =
  | 'ignore' // blocked or revoked: no answer at all
  | 'hold-changed' // somebody else's key where a known person was expected: no sound either way until the user decides
  | 'hold-not-inviter' // the link names another key: "this is not who sent the link"
  | 'open';

export interface Arrival {
  /** The key proven, 32 bytes. */
  readonly key: Uint8Array;
  /** The record with this key, if any. */
  readonly known: Person | null;
  /** The record of the person expected here: by pairwise topic, by petname or by the link's fingerprint. */
  readonly expected: Person | null;
  /** False when the link names its maker, the maker is awaited and this is another key; null when it names nobody. */
  readonly isInviter: boolean | null;
}

/** Decides before any sound passes. */
export function welcome({ key, known, expected, isInviter }: Arrival): Welcome {
  if (known?.trust.state === 'revoked' || expected?.trust.state === 'revoked') return 'ignore';
  if (expected && !equalBytes(expected.key, key)) return 'hold-changed';
  return isInviter === false ? 'hold-not-inviter' : 'open';
}

/** How loud a changed key must be: a wall where the person was verified, a notice where the key was only pinned. */
export function alarmOf(person: Person): 'none' | 'notice' | 'wall' {
  if (person.trust.state !== 'changed') return person.trust.state === 'rotated' ? 'notice' : 'none';
  return person.trust.was.state === 'verified' ? 'wall' : 'notice';
}
