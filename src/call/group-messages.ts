/**
 * What the members of a call of three or more say to each other about the group as a whole (Humr/1, "Small groups").
 * Every field has its one length and its one form.
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { isEntryList } from '../trust/group.ts';
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

export type GroupNews = RosterNews;

/** Sixteen others, the most a room takes, and oneself. */
const MAX_LISTED = 17;
const MAX_EPOCH = 2 ** 32 - 1;

export function writeGroupNews({ kind, epoch, list, signature }: GroupNews): string {
  return JSON.stringify({ kind, epoch, list: toBase64Url(list), signature: toBase64Url(signature) });
}

/** @returns null where a field is not as it must be */
export function readGroupNews(kind: GroupNews['kind'], fields: ReadonlyMap<string, unknown>): GroupNews | null {
  const epoch = fields.get('epoch');
  const [list, signature] = [bytesOf(fields.get('list')), bytesOf(fields.get('signature'))];
  if (!Number.isSafeInteger(epoch) || Number(epoch) < 1 || Number(epoch) > MAX_EPOCH) return null;
  if (!list || !isEntryList(list, MAX_LISTED) || signature?.length !== SIGNATURE_BYTES) return null;
  return { kind, epoch: Number(epoch), list, signature };
}

function bytesOf(value: unknown): Uint8Array | null {
  return typeof value === 'string' ? fromBase64Url(value) : null;
}
