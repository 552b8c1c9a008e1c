/**
 * Removing somebody from a small group (Humr/1, "Small groups"): the maker of the link signs who was removed, who stays
 * and the secret of the room they move to. Whoever stays may pass it on to whoever else stays, for it names its readers
 * by their sessions: heard in another call, or by somebody who was removed, it moves nobody.
 *
 *   Ed25519(L("kick") ‖ epoch(4) ‖ secret(16) ‖ count(1) ‖ removed ‖ staying), both lists sorted(id ‖ sid)
 */
import { compareBytes, concatBytes, equalBytes } from '../base/bytes.ts';
import { entriesOf, type Member } from './group.ts';
import { label } from './hash.ts';
import { type Identity, verifySignature } from './identity.ts';
import { type Invite, isInviter } from './link.ts';

/** What the maker of the link decides, without the signature. */
export interface KickTerms {
  /** Counts the removals of this call, 32 bits, from 1; only a higher one counts. */
  readonly epoch: number;
  /** S′ of the room to move to, 16 random bytes as in every link. */
  readonly secret: Uint8Array;
  /** Everybody removed so far, `rosterOf`; who missed an earlier removal needs this one alone. */
  readonly removed: Uint8Array;
  /** Everybody who stays, the maker too, `rosterOf`. */
  readonly staying: Uint8Array;
}

export interface Kick extends KickTerms {
  /** Of the maker of the link, 32 bytes. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

export type KickRefusal =
  | 'stale' // not newer than what is held: repeated, passed on twice, or late
  | 'not-maker' // whoever says it did not make the link
  | 'contradicts' // its maker, or anybody else, stays and goes at once
  | 'not-named' // it is for other sessions: of another call, or of those who stay when we do not
  | 'bad-signature';

/** The most a room takes, and oneself. */
export const MAX_STAYING = 17;
/** More than that in one call, and the first are not named any more. */
export const MAX_REMOVED = 16;
export const MAX_EPOCH = 2 ** 32 - 1;

export async function signKick(identity: Identity, terms: KickTerms): Promise<Kick> {
  return { ...terms, key: identity.publicKey, signature: await identity.sign(statementOf(terms)) };
}

/**
 * Whether we are to follow it. Lists are as `isEntryList` wants them.
 * @param invite by which we are here; names the maker
 * @param own who we are in this call
 * @param heldEpoch of the latest that was followed, 0 before any
 */
export function judgeKick(kick: Kick, invite: Invite, own: Member, heldEpoch: number): 'follow' | KickRefusal {
  if (kick.epoch <= heldEpoch) return 'stale';
  if (isInviter(invite, kick.key) !== true) return 'not-maker';
  if (!isConsistent(kick)) return 'contradicts';
  if (!isNamed(kick.staying, own)) return 'not-named';
  return isSignedKick(kick) ? 'follow' : 'bad-signature';
}

export function isSignedKick(kick: Kick): boolean {
  return verifySignature(kick.key, statementOf(kick), kick.signature);
}

/** Whether this person, in this session, is on the list. */
export function isNamed(list: Uint8Array, { key, sid }: Member): boolean {
  const entry = concatBytes(key, sid);
  return entriesOf(list).some((it) => equalBytes(it, entry));
}

/** The session ids of a list, 16 bytes each. */
export function sidsOf(list: Uint8Array): Uint8Array[] {
  return entriesOf(list).map((entry) => entry.slice(KEY_BYTES));
}

/** Both lists as one, each entry once; the last of `more` stay when there is no room. */
export function joinLists(list: Uint8Array | null, more: Uint8Array, most: number): Uint8Array {
  const added = entriesOf(more);
  const before = (list ? entriesOf(list) : []).filter((entry) => !added.some((it) => equalBytes(it, entry)));
  return concatBytes(...[...before, ...added].slice(-most).sort(compareBytes));
}

const KEY_BYTES = 32;

/** The maker cannot remove himself, and nobody is on both lists. */
function isConsistent({ key, removed, staying }: Kick): boolean {
  const gone = entriesOf(removed);
  const here = entriesOf(staying);
  const isKey = (entry: Uint8Array) => equalBytes(entry.subarray(0, KEY_BYTES), key);
  if (!here.some(isKey) || gone.some(isKey)) return false;
  return !gone.some((entry) => here.some((it) => equalBytes(it, entry)));
}

function statementOf({ epoch, secret, removed, staying }: KickTerms): Uint8Array {
  const epochBytes = new Uint8Array(4);
  new DataView(epochBytes.buffer).setUint32(0, epoch);
  const count = Uint8Array.of(entriesOf(removed).length);
  return concatBytes(label('kick'), epochBytes, secret, count, removed, staying);
}
