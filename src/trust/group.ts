/**
 * Small groups (Humr/1, "Small groups"): whether everybody sees the same people, and pictures for all at once.
 *
 *   roster = Ed25519(L("roster") ‖ topic ‖ epoch(4) ‖ sorted(id ‖ sid))
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

/** @param epoch counts the changes of the list, 32 bits */
export function signRoster(
  identity: Identity,
  topic: Uint8Array,
  epoch: number,
  members: readonly Member[],
): Promise<Uint8Array> {
  return identity.sign(rosterStatement(topic, epoch, members));
}

/** Whether the holder of `key` signed the very list that we have, ourselves included. */
export function isSameRoster(
  key: Uint8Array,
  topic: Uint8Array,
  epoch: number,
  members: readonly Member[],
  signature: Uint8Array,
): boolean {
  return verifySignature(key, rosterStatement(topic, epoch, members), signature);
}

function rosterStatement(topic: Uint8Array, epoch: number, members: readonly Member[]): Uint8Array {
  const epochBytes = new Uint8Array(4);
  new DataView(epochBytes.buffer).setUint32(0, epoch);
  const listed = members.map(({ key, sid }) => concatBytes(key, sid)).sort(compareBytes);
  return concatBytes(label('roster'), topic, epochBytes, ...listed);
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
