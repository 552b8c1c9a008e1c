/**
 * A backup under a passphrase: scrypt makes the key (RFC 7914), XChaCha20-Poly1305 seals.
 *
 *   "humrback"(8) ‖ version(1) ‖ log₂ N(1) ‖ p(1) ‖ salt(16) ‖ nonce(24) ‖ sealed(length(4) ‖ payload ‖ zeros)
 *
 * The first 51 bytes are authenticated with the rest. The payload is padded to a multiple of 4096 bytes, so that the
 * size of a file does not tell how many people are in it.
 */
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { asciiBytes, concatBytes, equalBytes } from '../base/bytes.ts';
import { KEY_BYTES, openRandom, sealRandom } from './aead.ts';
import { label, wipe } from './hash.ts';

/** One code for both: which of the two it was cannot be told, and must not be guessed. */
export type BackupRefusal = 'wrong-passphrase-or-damaged' | 'newer';

/** Share of the key made so far, 0..1. */
export type Progress = (doneRatio: number) => void;

const MAGIC = asciiBytes('humrback');
const VERSION = 1;
const SALT_BYTES = 16;
const NONCE_BYTES = 24;
const HEAD_BYTES = MAGIC.length + 3 + SALT_BYTES + NONCE_BYTES;
const LENGTH_BYTES = 4;
const PAD_BYTES = 4096;
/** Nothing of ours comes near it; a larger file is refused before any work. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** N = 2¹⁶, r = 8, p = 2: as strong as OWASP's first choice (2¹⁷, 8, 1) in half the memory, 64 MiB, which phones have. */
const LOG2_N = 16;
const BLOCK_SIZE = 8;
const PARALLEL = 2;
/** What a file may ask for, lest it eat the memory or the afternoon: 256 MiB, four rounds. */
const LOG2_N_RANGE = [14, 18] as const;
const MAX_PARALLEL = 4;
/** Longest stretch of work between two breaths of the page. */
const BREATH_MS = 8;

interface Cost {
  readonly log2N: number;
  readonly parallel: number;
}

/**
 * @param payload what to keep, at most 4 MiB
 * @param dice source of random bytes
 * @throws {RangeError} when the passphrase is empty or the payload too long
 */
export async function sealBackup(
  payload: Uint8Array,
  passphrase: string,
  dice: (byteCount: number) => Uint8Array,
  progress: Progress = () => undefined,
): Promise<Uint8Array> {
  if (passphrase === '') throw new RangeError('a backup needs a passphrase');
  if (payload.length > MAX_FILE_BYTES / 2) throw new RangeError(`a backup of ${payload.length} bytes is too long`);
  const salt = dice(SALT_BYTES);
  const nonce = dice(NONCE_BYTES);
  const head = concatBytes(MAGIC, Uint8Array.of(VERSION, LOG2_N, PARALLEL), salt, nonce);
  const key = await keyOf(passphrase, salt, { log2N: LOG2_N, parallel: PARALLEL }, progress);
  const sealed = sealRandom(key, nonce, aadOf(head), pad(payload));
  wipe(key);
  return concatBytes(head, sealed);
}

/** @returns the payload, or why not; nothing of the file is used before its seal is proven */
export async function openBackup(
  file: Uint8Array,
  passphrase: string,
  progress: Progress = () => undefined,
): Promise<Uint8Array | BackupRefusal> {
  if (file.length <= HEAD_BYTES || file.length > MAX_FILE_BYTES) return 'wrong-passphrase-or-damaged';
  const head = file.slice(0, HEAD_BYTES);
  const [version = 0, log2N = 0, parallel = 0] = head.subarray(MAGIC.length);
  if (!equalBytes(head.subarray(0, MAGIC.length), MAGIC)) return 'wrong-passphrase-or-damaged';
  if (version > VERSION) return 'newer';
  if (log2N < LOG2_N_RANGE[0] || log2N > LOG2_N_RANGE[1] || parallel < 1 || parallel > MAX_PARALLEL) {
    return 'wrong-passphrase-or-damaged';
  }
  const salt = head.slice(-NONCE_BYTES - SALT_BYTES, -NONCE_BYTES);
  const key = await keyOf(passphrase, salt, { log2N, parallel }, progress);
  const padded = openRandom(key, head.slice(-NONCE_BYTES), aadOf(head), file.slice(HEAD_BYTES));
  wipe(key);
  return (padded && unpad(padded)) ?? 'wrong-passphrase-or-damaged';
}

/** The same passphrase typed on another keyboard must be the same bytes: NFKC, as RFC 8265 has it for passwords. */
function keyOf(passphrase: string, salt: Uint8Array, { log2N, parallel }: Cost, progress: Progress) {
  return scryptAsync(passphrase.normalize('NFKC'), salt, {
    N: 2 ** log2N,
    r: BLOCK_SIZE,
    p: parallel,
    dkLen: KEY_BYTES,
    asyncTick: BREATH_MS,
    onProgress: progress,
  });
}

function aadOf(head: Uint8Array): Uint8Array {
  return concatBytes(label('backup'), head);
}

function pad(payload: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((LENGTH_BYTES + payload.length) / PAD_BYTES) * PAD_BYTES);
  new DataView(padded.buffer).setUint32(0, payload.length);
  padded.set(payload, LENGTH_BYTES);
  return padded;
}

function unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < LENGTH_BYTES) return null;
  const lengthBytes = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  return lengthBytes <= padded.length - LENGTH_BYTES ? padded.slice(LENGTH_BYTES, LENGTH_BYTES + lengthBytes) : null;
}
