/**
 * The invitation in a link's fragment (Humr/1, "Link"): 38 bytes, 51 characters of base64url.
 *
 *   version(1) ‖ flags(1) ‖ secret(16) ‖ host fingerprint(16) ‖ check(4)
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { hash, label } from './hash.ts';

export interface Invite {
  /** The room secret S, 16 random bytes; whoever has it may ask to join. */
  readonly secret: Uint8Array;
  /** First 16 bytes of the inviter's identity hash; null when the link names no inviter. */
  readonly hostFingerprint: Uint8Array | null;
  readonly oneUse: boolean;
  readonly relayOnly: boolean;
}

export type LinkRefusal = 'LINK_INCOMPLETE' | 'LINK_NEWER';

export const SECRET_BYTES = 16;
const FINGERPRINT_BYTES = 16;
const CHECK_BYTES = 4;
const LINK_BYTES = 2 + SECRET_BYTES + FINGERPRINT_BYTES + CHECK_BYTES;
const VERSION = 1;
const FLAG_ONE_USE = 1;
const FLAG_RELAY_ONLY = 2;
const FLAG_HAS_HOST = 4;
const KNOWN_FLAGS = FLAG_ONE_USE | FLAG_RELAY_ONLY | FLAG_HAS_HOST;

/** A longer text is no link of any version: a 100 kB fragment must not cost time. */
const MAX_LINK_CHARACTERS = 1024;

/**
 * The 51 characters behind the `#`.
 * @throws {RangeError} when secret or fingerprint is not 16 bytes long
 */
export function encodeInvite(invite: Invite): string {
  const host = invite.hostFingerprint ?? new Uint8Array(FINGERPRINT_BYTES);
  if (invite.secret.length !== SECRET_BYTES || host.length !== FINGERPRINT_BYTES) {
    throw new RangeError(`secret ${invite.secret.length} B, fingerprint ${host.length} B: both must be 16`);
  }
  const flags =
    (invite.oneUse ? FLAG_ONE_USE : 0) |
    (invite.relayOnly ? FLAG_RELAY_ONLY : 0) |
    (invite.hostFingerprint ? FLAG_HAS_HOST : 0);
  const content = concatBytes(Uint8Array.of(VERSION, flags), invite.secret, host);
  return toBase64Url(concatBytes(content, checkOf(content)));
}

/**
 * Reads the fragment of a link. The check stands at the end of every version, so that a mistyped version byte is an
 * incomplete link and only an intact one is called newer.
 */
export function decodeInvite(text: string): Invite | LinkRefusal {
  const bytes = text.length <= MAX_LINK_CHARACTERS ? fromBase64Url(text) : null;
  if (!bytes || bytes.length < 2 + CHECK_BYTES) return 'LINK_INCOMPLETE';
  const content = bytes.subarray(0, -CHECK_BYTES);
  if (!equalBytes(checkOf(content), bytes.subarray(-CHECK_BYTES))) return 'LINK_INCOMPLETE';
  const [version = 0, flags = 0] = content;
  if (version > VERSION || (version === VERSION && (flags & ~KNOWN_FLAGS) !== 0)) return 'LINK_NEWER';
  if (version !== VERSION || bytes.length !== LINK_BYTES) return 'LINK_INCOMPLETE';
  return inviteOf(flags, content);
}

function inviteOf(flags: number, content: Uint8Array): Invite | LinkRefusal {
  const host = content.slice(2 + SECRET_BYTES);
  const hasHost = (flags & FLAG_HAS_HOST) !== 0;
  if (!hasHost && host.some((byte) => byte !== 0)) return 'LINK_INCOMPLETE';
  return {
    secret: content.slice(2, 2 + SECRET_BYTES),
    hostFingerprint: hasHost ? host : null,
    oneUse: (flags & FLAG_ONE_USE) !== 0,
    relayOnly: (flags & FLAG_RELAY_ONLY) !== 0,
  };
}

/** What a link tells of an identity key (32 bytes): the first 16 bytes of H(L("id") ‖ key). */
export function identityFingerprint(publicKey: Uint8Array): Uint8Array {
  return hash(label('id'), publicKey).slice(0, FINGERPRINT_BYTES);
}

/** Whether this identity key (32 bytes) made the invitation; null when the link names nobody. */
export function isInviter(invite: Invite, publicKey: Uint8Array): boolean | null {
  return invite.hostFingerprint && equalBytes(invite.hostFingerprint, identityFingerprint(publicKey));
}

function checkOf(content: Uint8Array): Uint8Array {
  return hash(label('link'), content).subarray(0, CHECK_BYTES);
}
