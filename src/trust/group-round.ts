/**
 * One comparison of pictures by a whole group (Humr/1, "Group SAS"), as a pure machine: what each member sent goes in,
 * what is to be sent and seen comes out. Nobody's nonce leaves before all commitments are held, and nothing that is
 * pictured can be chosen after the first nonce is known.
 *
 * Every pair has certificates of its own, so "the fingerprint" of a member is H(L("gsas-ways") ‖ ways), with the member's
 * ways = sorted(sid of the other ‖ SHA-256 of the certificate used towards them), told with the commitment; each checks
 * the entry about itself against the certificate it sees.
 */
import { toBase64Url } from '../base/base64url.ts';
import { compareBytes, concatBytes, equalBytes } from '../base/bytes.ts';
import {
  commitmentSetOf,
  entriesOf,
  type GroupRefusal,
  type GroupShare,
  groupCommitment,
  groupPictures,
  type Member,
} from './group.ts';
import { hash, label } from './hash.ts';
import type { PictureCode } from './pictures.ts';

export interface Commit {
  /** 32 bytes. */
  readonly commitment: Uint8Array;
  /** Of 48 bytes for each other member, in order. */
  readonly ways: Uint8Array;
}

export interface Opening {
  /** 16 bytes. */
  readonly nonce: Uint8Array;
  /** 32 bytes. */
  readonly commitmentSet: Uint8Array;
}

interface Part {
  readonly member: Member;
  readonly commit: Commit | null;
  readonly opening: Opening | null;
}

export interface Round {
  /** Names the round, 16 bytes. */
  readonly id: Uint8Array;
  readonly ownSid: Uint8Array;
  readonly nonce: Uint8Array;
  /** By session id as text; ourselves included. */
  readonly parts: ReadonlyMap<string, Part>;
}

export type RoundRefusal =
  | GroupRefusal
  | 'early' // opened before committing
  | 'other-group' // their list of members is not ours
  | 'wrong-certificate'; // the certificate they say they use towards us is not the one we see

export interface RoundStart {
  readonly id: Uint8Array;
  /** Ourselves included. */
  readonly members: readonly Member[];
  readonly ownSid: Uint8Array;
  readonly ways: Uint8Array;
  /** 16 random bytes, for this round only. */
  readonly nonce: Uint8Array;
}

/** One's own part is in from the beginning. */
export function startRound({ id, members, ownSid, ways, nonce }: RoundStart): Round {
  const parts = new Map<string, Part>();
  for (const member of members) parts.set(toBase64Url(member.sid), { member, commit: null, opening: null });
  const round = { id, ownSid, nonce, parts };
  return withPart(round, ownSid, { commit: { commitment: groupCommitment(ownSid, nonce), ways } });
}

/** @param fingerprints SHA-256 of one's own certificate towards each session, 32 bytes */
export function waysOf(fingerprints: readonly { readonly sid: Uint8Array; readonly own: Uint8Array }[]): Uint8Array {
  return concatBytes(...fingerprints.map(({ sid, own }) => concatBytes(sid, own)).sort(compareBytes));
}

/** What we promised: to be sent first. */
export function ownCommit({ parts, ownSid }: Round): Commit {
  const commit = parts.get(toBase64Url(ownSid))?.commit;
  if (!commit) throw new TypeError('a round begins with its own commitment');
  return commit;
}

/** What we open; null until the commitments of all are held. */
export function ownOpening(round: Round): Opening | null {
  const commitmentSet = commitmentSetIn(round);
  return commitmentSet && { nonce: round.nonce, commitmentSet };
}

/** @param seen SHA-256 of the certificate they use towards us, 32 bytes; whoever is not in the round changes nothing */
export function takeCommit(round: Round, sid: Uint8Array, commit: Commit, seen: Uint8Array): Round | RoundRefusal {
  const part = round.parts.get(toBase64Url(sid));
  if (!part || equalBytes(sid, round.ownSid)) return round;
  if (part.commit) return isSameCommit(part.commit, commit) ? round : 'twice';
  const ways = entriesOf(commit.ways);
  const others = [...round.parts.values()].map(({ member }) => member.sid).filter((it) => !equalBytes(it, sid));
  const isListed = (it: Uint8Array) => ways.some((way) => equalBytes(way.subarray(0, it.length), it));
  if (ways.length !== others.length || !others.every(isListed)) return 'other-group';
  const towardsUs = concatBytes(round.ownSid, seen);
  if (!ways.some((way) => equalBytes(way, towardsUs))) return 'wrong-certificate';
  return firstFault(withPart(round, sid, { commit }));
}

export function takeOpening(round: Round, sid: Uint8Array, opening: Opening): Round | RoundRefusal {
  const part = round.parts.get(toBase64Url(sid));
  if (!part || equalBytes(sid, round.ownSid)) return round;
  if (!part.commit) return 'early';
  const before = part.opening;
  if (before) return equalBytes(before.nonce, opening.nonce) ? round : 'wrong-commitment';
  return firstFault(withPart(round, sid, { opening }));
}

/** The pictures that all see; null until everybody has opened. */
export function picturesOf(round: Round): PictureCode | GroupRefusal | null {
  const own = ownOpening(round);
  const opened = [...round.parts.values()].map((part) => shareOf(part, round, own));
  const shares = opened.filter((share) => share !== null);
  return shares.length === opened.length ? groupPictures(shares) : null;
}

/** Of how many members the next step is still missing; 0 when there are pictures. */
export function missingCount(round: Round): number {
  const isWaiting = ownOpening(round) === null;
  const others = [...round.parts.values()].filter(({ member }) => !equalBytes(member.sid, round.ownSid));
  return others.filter(({ commit, opening }) => (isWaiting ? !commit : !opening)).length;
}

/** What was opened is looked at as soon as it can be, so that nobody has to wait for the others to see it is wrong. */
function firstFault(round: Round): Round | RoundRefusal {
  const held = commitmentSetIn(round);
  for (const { member, commit, opening } of round.parts.values()) {
    if (!commit || !opening) continue;
    if (!equalBytes(groupCommitment(member.sid, opening.nonce), commit.commitment)) return 'wrong-commitment';
    if (held && !equalBytes(opening.commitmentSet, held)) return 'split-view';
  }
  return round;
}

function commitmentSetIn({ parts }: Round): Uint8Array | null {
  const all = [...parts.values()];
  const held = all.flatMap(({ member, commit }) =>
    commit ? [{ sid: member.sid, commitment: commit.commitment }] : [],
  );
  return held.length === all.length ? commitmentSetOf(held) : null;
}

function shareOf({ member, commit, opening }: Part, round: Round, own: Opening | null): GroupShare | null {
  const opened = equalBytes(member.sid, round.ownSid) ? own : opening;
  if (!commit || !opened) return null;
  const fingerprint = hash(label('gsas-ways'), commit.ways);
  return { ...member, ...opened, fingerprint, commitment: commit.commitment };
}

function withPart(round: Round, sid: Uint8Array, change: Partial<Part>): Round {
  const id = toBase64Url(sid);
  const part = round.parts.get(id);
  return part ? { ...round, parts: new Map(round.parts).set(id, { ...part, ...change }) } : round;
}

function isSameCommit(one: Commit, other: Commit): boolean {
  return equalBytes(one.commitment, other.commitment) && equalBytes(one.ways, other.ways);
}
