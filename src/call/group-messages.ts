/**
 * What the members of a call of three or more say to each other about the group as a whole (Humr/1, "Small groups").
 * Every field has its one length and its one form.
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { isEntryList } from '../trust/group.ts';
import type { Commit, Opening } from '../trust/group-round.ts';
import { SIGNATURE_BYTES } from '../trust/identity.ts';

/** Whom the sender sees in the call, themselves included, and that they signed it; `trust/group.ts`. */
export interface RosterNews {
  readonly kind: 'roster';
  /** Counts the sender's lists in this session, from 1, 32 bits. */
  readonly epoch: number;
  /** Keys and sessions, `rosterOf`. */
  readonly list: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Comparing pictures all together, `trust/group-round.ts`: what is promised, then what was promised. */
export interface CommitNews extends Commit {
  readonly kind: 'group-commit';
  /** Names the round, 16 bytes. */
  readonly round: Uint8Array;
}

interface OpenNews extends Opening {
  readonly kind: 'group-open';
  readonly round: Uint8Array;
}

/** The sender has ended the round. */
interface StopNews {
  readonly kind: 'group-stop';
  readonly round: Uint8Array;
}

export type GroupNews = RosterNews | CommitNews | OpenNews | StopNews;

/** Sixteen others, the most a room takes, and oneself. */
const MAX_LISTED = 17;
const MAX_EPOCH = 2 ** 32 - 1;
const ROUND_BYTES = 16;
const NONCE_BYTES = 16;
const HASH_BYTES = 32;

export function writeGroupNews(news: GroupNews): string {
  const fields = Object.entries(news).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? toBase64Url(value) : value,
  ]);
  return JSON.stringify(Object.fromEntries(fields));
}

/** @returns null where a field is not as it must be */
export function readGroupNews(kind: GroupNews['kind'], fields: ReadonlyMap<string, unknown>): GroupNews | null {
  if (kind === 'roster') return readRoster(kind, fields);
  const round = bytesOf(fields.get('round'), ROUND_BYTES);
  if (!round) return null;
  if (kind === 'group-stop') return { kind, round };
  if (kind === 'group-open') {
    const nonce = bytesOf(fields.get('nonce'), NONCE_BYTES);
    const commitmentSet = bytesOf(fields.get('commitmentSet'), HASH_BYTES);
    return nonce && commitmentSet && { kind, round, nonce, commitmentSet };
  }
  const commitment = bytesOf(fields.get('commitment'), HASH_BYTES);
  const ways = listOf(fields.get('ways'), MAX_LISTED - 1);
  return commitment && ways && { kind, round, commitment, ways };
}

function readRoster(kind: 'roster', fields: ReadonlyMap<string, unknown>): GroupNews | null {
  const epoch = fields.get('epoch');
  const list = listOf(fields.get('list'), MAX_LISTED);
  const signature = bytesOf(fields.get('signature'), SIGNATURE_BYTES);
  if (!Number.isSafeInteger(epoch) || Number(epoch) < 1 || Number(epoch) > MAX_EPOCH) return null;
  return list && signature && { kind, epoch: Number(epoch), list, signature };
}

function listOf(value: unknown, maxEntries: number): Uint8Array | null {
  const list = typeof value === 'string' ? fromBase64Url(value) : null;
  return list && isEntryList(list, maxEntries) ? list : null;
}

function bytesOf(value: unknown, byteCount: number): Uint8Array | null {
  const bytes = typeof value === 'string' ? fromBase64Url(value) : null;
  return bytes?.length === byteCount ? bytes : null;
}
