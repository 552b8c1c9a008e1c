/**
 * Small groups (Humr/1, "Small groups"): whether everybody sees the same people, and pictures for all at once.
 *
 *   roster = Ed25519(L("roster") ‖ topic ‖ epoch(4) ‖ list), list = sorted(id ‖ sid)
 *   each commits H(L("gsas-commit") ‖ sid ‖ r); all open, each with the hash of all commitments it holds;
 *   pictures from Expand(Extract(H(sorted(id ‖ sid ‖ fingerprint)), all r by sid), L("gsas"), 8)
 */
import { toBase64Url } from '../base/base64url.ts';
import { compareBytes, concatBytes, equalBytes } from '../base/bytes.ts';
import { extract, hash, label } from './hash.ts';
import { type Identity, verifySignature } from './identity.ts';
import { type PictureCode, picturesFrom } from './pictures.ts';

export interface Member {
  /** Identity key, 32 bytes. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly sid: Uint8Array;
}

/** Of one entry of a list: a key and a session, or a session and a certificate. */
const ENTRY_BYTES = 48;

/** The one way to write a list of members: each once, in order. */
export function rosterOf(members: readonly Member[]): Uint8Array {
  return concatBytes(...members.map(({ key, sid }) => concatBytes(key, sid)).sort(compareBytes));
}

/** Whether this is a list at all: whole entries, each above the one before. */
export function isEntryList(list: Uint8Array, maxEntries: number): boolean {
  if (list.length === 0 || list.length % ENTRY_BYTES !== 0 || list.length > maxEntries * ENTRY_BYTES) return false;
  const entries = entriesOf(list);
  return entries.every((entry, at) => at === 0 || compareBytes(entries[at - 1]!, entry) < 0);
}

/** @param list as `isEntryList` wants it */
export function entriesOf(list: Uint8Array): Uint8Array[] {
  const count = list.length / ENTRY_BYTES;
  return Array.from({ length: count }, (_, at) => list.subarray(at * ENTRY_BYTES, (at + 1) * ENTRY_BYTES));
}

/**
 * @param epoch counts the changes of the list, 32 bits
 * @param list everybody in the call as the signer sees it, themselves included: see `rosterOf`
 */
export function signRoster(
  identity: Identity,
  topic: Uint8Array,
  epoch: number,
  list: Uint8Array,
): Promise<Uint8Array> {
  return identity.sign(rosterStatement(topic, epoch, list));
}

/** Whether the holder of `key` signed this very list in this room. */
export function isSignedRoster(
  key: Uint8Array,
  topic: Uint8Array,
  epoch: number,
  list: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verifySignature(key, rosterStatement(topic, epoch, list), signature);
}

function rosterStatement(topic: Uint8Array, epoch: number, list: Uint8Array): Uint8Array {
  const epochBytes = new Uint8Array(4);
  new DataView(epochBytes.buffer).setUint32(0, epoch);
  return concatBytes(label('roster'), topic, epochBytes, list);
}

/** One member's part in the group's pictures. */
export interface GroupShare extends Member {
  /** SHA-256 of the DTLS certificate this member uses, 32 bytes. */
  readonly fingerprint: Uint8Array;
  /** Sent first, 32 bytes. */
  readonly commitment: Uint8Array;
  /** r, 16 bytes, sent when all commitments are held. */
  readonly nonce: Uint8Array;
  /** Hash of the commitments this member held when it opened, 32 bytes. */
  readonly commitmentSet: Uint8Array;
}

export type GroupRefusal =
  | 'twice' // one session id appears twice
  | 'wrong-commitment' // somebody opened another nonce
  | 'split-view'; // somebody held other commitments

/** H(L("gsas-commit") ‖ sid ‖ nonce), 32 bytes. */
export function groupCommitment(sid: Uint8Array, nonce: Uint8Array): Uint8Array {
  return hash(label('gsas-commit'), sid, nonce);
}

/** Hash of all commitments in the order of the session ids, 32 bytes. */
export function commitmentSetOf(shares: readonly Pick<GroupShare, 'sid' | 'commitment'>[]): Uint8Array {
  return hash(label('gsas-set'), ...bySid(shares).flatMap(({ sid, commitment }) => [sid, commitment]));
}

/** The pictures everybody in the group must see, when all shares, our own too, are in. */
export function groupPictures(shares: readonly GroupShare[]): PictureCode | GroupRefusal {
  if (new Set(shares.map(({ sid }) => toBase64Url(sid))).size !== shares.length) return 'twice';
  const isOpened = ({ sid, nonce, commitment }: GroupShare) => equalBytes(groupCommitment(sid, nonce), commitment);
  if (!shares.every(isOpened)) return 'wrong-commitment';
  const held = commitmentSetOf(shares);
  if (!shares.every(({ commitmentSet }) => equalBytes(commitmentSet, held))) return 'split-view';
  const listed = shares.map(({ key, sid, fingerprint }) => concatBytes(key, sid, fingerprint)).sort(compareBytes);
  const nonces = bySid(shares).map(({ nonce }) => nonce);
  return picturesFrom(extract(hash(...listed), concatBytes(...nonces)), 'gsas');
}

function bySid<T extends Pick<Member, 'sid'>>(members: readonly T[]): T[] {
  return [...members].sort((one, other) => compareBytes(one.sid, other.sid));
}
