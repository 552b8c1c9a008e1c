/** What is told and kept of a link's terms. */
import { fromBase64Url } from '../base/base64url.ts';
import { PUBLIC_KEY_BYTES } from '../trust/identity.ts';
import { type InvitationTerms, LASTINGS } from './invitation-terms.ts';

/** What is left of it when its maker's page closes in the middle of the call. */
export interface KeptDoor extends InvitationTerms {
  /** Seconds since 1970; null while it has no end. */
  readonly endsS: number | null;
  /** Keys that came in, base64url. */
  readonly inside: readonly string[];
}

/** More keys than ever come into one call. */
export const MAX_INSIDE = 64;

/** @returns null for whatever is no list of keys, or too long */
export function readKeys(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length > MAX_INSIDE) return null;
  const keys = (value as unknown[]).filter((it) => typeof it === 'string');
  const areKeys = keys.every((it) => fromBase64Url(it)?.length === PUBLIC_KEY_BYTES);
  return areKeys && keys.length === value.length ? keys : null;
}

/** @returns null for whatever is damaged: then the link is held to no terms, and says so */
export function readKeptDoor(value: unknown): KeptDoor | null {
  if (typeof value !== 'object' || value === null) return null;
  const { oneUse, lasting: text, endsS, inside: list } = value as Record<string, unknown>;
  const lasting = LASTINGS.find((it) => it === text);
  const inside = readKeys(list);
  const ends = endsS === null || Number.isSafeInteger(endsS) ? (endsS as number | null) : undefined;
  if (typeof oneUse !== 'boolean' || !lasting || !inside || ends === undefined) return null;
  return { oneUse, lasting, endsS: ends, inside };
}
