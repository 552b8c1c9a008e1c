/** How a removal is told over the data channel of a pair; every field has its one length and its one form. */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { isEntryList } from '../trust/group.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../trust/identity.ts';
import { type Kick, MAX_EPOCH, MAX_REMOVED, MAX_STAYING } from '../trust/kick.ts';
import { SECRET_BYTES } from '../trust/link.ts';

/** Somebody was removed, and those who stay move to another room: `trust/kick.ts`. */
export interface KickNews extends Kick {
  readonly kind: 'kick';
}

export function writeKick({ kind, epoch, secret, removed, staying, key, signature }: KickNews): string {
  const [text, list] = [toBase64Url, { removed: toBase64Url(removed), staying: toBase64Url(staying) }];
  return JSON.stringify({ kind, epoch, secret: text(secret), ...list, key: text(key), signature: text(signature) });
}

/** @returns null where a field is not as it must be */
export function readKick(fields: ReadonlyMap<string, unknown>): KickNews | null {
  const epoch = fields.get('epoch');
  if (!Number.isSafeInteger(epoch) || Number(epoch) < 1 || Number(epoch) > MAX_EPOCH) return null;
  const [removed, staying] = [listOf(fields.get('removed'), MAX_REMOVED), listOf(fields.get('staying'), MAX_STAYING)];
  const secret = bytesOf(fields.get('secret'), SECRET_BYTES);
  const key = bytesOf(fields.get('key'), PUBLIC_KEY_BYTES);
  const signature = bytesOf(fields.get('signature'), SIGNATURE_BYTES);
  if (!removed || !staying || !secret || !key || !signature) return null;
  return { kind: 'kick', epoch: Number(epoch), secret, removed, staying, key, signature };
}

function listOf(value: unknown, maxEntries: number): Uint8Array | null {
  const list = typeof value === 'string' ? fromBase64Url(value) : null;
  return list && isEntryList(list, maxEntries) ? list : null;
}

function bytesOf(value: unknown, byteCount: number): Uint8Array | null {
  const bytes = typeof value === 'string' ? fromBase64Url(value) : null;
  return bytes?.length === byteCount ? bytes : null;
}
