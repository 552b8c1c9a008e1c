/** Everything in one file under a passphrase, and back. The sealing itself is `trust/backup.ts`. */

import { toBase64Url } from '../base/base64url.ts';
import type { Keeping, KeptIdentity } from '../call/keeping.ts';
import { type BackupRefusal, openBackup, type Progress, sealBackup } from '../trust/backup.ts';
import { softwareIdentity } from '../trust/identity.ts';
import { identityFingerprint } from '../trust/link.ts';
import { type BackupContent, readContent, writeContent } from './backup-content.ts';
import { openSeed, sealSeed } from './identity-key.ts';
import { keep, replaceIdentity } from './keep.ts';
import { addPeople, people } from './people.ts';
import { loadSettings, saveSettings } from './settings.ts';

export interface MadeBackup {
  readonly file: Uint8Array;
  /** False when the identity is a key object of version 1 or only temporary: people and settings alone are in it. */
  readonly hasIdentity: boolean;
}

/** What the user sees before anything is written. */
export interface BackupPreview {
  /** Milliseconds since 1970. */
  readonly madeMs: number;
  /** base64url; null when no identity is in it. */
  readonly fingerprint: string | null;
  readonly peopleCount: number;
  readonly content: BackupContent;
}

export interface Imported {
  /** The identity now in use; null when it could not be written: then nothing was changed. */
  readonly identity: KeptIdentity | null;
  readonly peopleKept: Keeping;
  /** Those one did not know yet; whom one knows already stays as he is. */
  readonly addedCount: number;
}

/**
 * @param nowMs milliseconds since 1970
 * @throws {RangeError} when the passphrase is empty
 */
export async function exportEverything(passphrase: string, nowMs: number, progress?: Progress): Promise<MadeBackup> {
  const { record, keys, locked } = await keep();
  const { contacts } = await people.list();
  const { settings } = await loadSettings();
  const seed = locked ? await locked.seed() : record && (await openSeed(record, keys));
  const payload = writeContent({ madeMs: nowMs, seed, contacts, settings });
  try {
    const dice = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount));
    return { file: await sealBackup(payload, passphrase, dice, progress), hasIdentity: seed !== null };
  } finally {
    seed?.fill(0);
    payload.fill(0);
  }
}

/** Opens and checks a backup completely; changes nothing. */
export async function readBackup(
  file: Uint8Array,
  passphrase: string,
  progress?: Progress,
): Promise<BackupPreview | BackupRefusal> {
  const payload = await openBackup(file, passphrase, progress);
  if (typeof payload === 'string') return payload;
  const content = readContent(payload);
  payload.fill(0);
  if (content === 'newer') return 'newer';
  if (content === 'damaged') return 'wrong-passphrase-or-damaged';
  const { madeMs, seed, contacts } = content;
  const fingerprint = seed && toBase64Url(identityFingerprint(softwareIdentity(seed).publicKey));
  return { madeMs, fingerprint, peopleCount: contacts.length, content };
}

/** Takes a backup over at the user's word: its identity in place of the present one, its people beside those known. */
export async function importBackup({ content }: BackupPreview): Promise<Imported> {
  const { seed, contacts, settings } = content;
  const present = await keep();
  const identity = seed ? await takeOver(seed, present.identity) : present.identity;
  if (!identity) return { identity: null, peopleKept: 'unavailable', addedCount: 0 };
  const { keeping, addedCount } = await addPeople(contacts);
  await saveSettings(settings);
  return { identity, peopleKept: keeping, addedCount };
}

/** The same identity again needs no new record, unless the present one is not kept, or behind a lock that is lost. */
async function takeOver(seed: Uint8Array, present: KeptIdentity): Promise<KeptIdentity | null> {
  const fingerprint = toBase64Url(identityFingerprint(softwareIdentity(seed).publicKey));
  const isAtHand = present.state !== 'lost' && present.state !== 'temporary' && present.state !== 'locked';
  if (isAtHand && present.fingerprint === fingerprint) return present;
  // A copy, because sealing wipes it and the user may try once more.
  return (await replaceIdentity((key, generation) => sealSeed(key, generation, seed.slice())))?.identity ?? null;
}
