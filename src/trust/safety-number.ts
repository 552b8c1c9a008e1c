/**
 * The safety number of two contacts: 60 digits to compare at leisure, by any means (Humr/1, "Safety number").
 * The construction is Signal's numeric fingerprint: 30 digits a person, from 5200 rounds of SHA-512, both halves sorted
 * so that both people see one number. Without a commitment it must stay long: 42 bits could be matched by trying keys.
 */
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '../base/bytes.ts';
import { label } from './hash.ts';

const ROUNDS = 5200;
/** Some 5 ms on a slow phone. */
const ROUNDS_PER_BREATH = 400;
const CHUNKS = 6;
const CHUNK_BYTES = 5;
const CHUNK_DIGITS = 5;
const NUMBER_FORM = /^\d{60}$/;
/** Sixty digits with a space or two after each. */
const MAX_TEXT_LENGTH = 180;

/** Version 0 of the construction, two bytes. */
const CONSTRUCTION_VERSION = new Uint8Array(2);

/**
 * Sixty digits, the same for both sides. Takes some 40 ms: compute once and keep.
 * @param ownKey identity key, 32 bytes
 * @param theirKey identity key, 32 bytes
 */
export function safetyNumber(ownKey: Uint8Array, theirKey: Uint8Array): string {
  const owner = label('number');
  return [fingerprintDigits(ownKey, owner), fingerprintDigits(theirKey, owner)].sort().join('');
}

/** What the picture of a safety number says: sixty digits, in groups or not. @returns null for any other text */
export function readSafetyNumber(text: string): string | null {
  if (text.length > MAX_TEXT_LENGTH) return null;
  const digits = text.replaceAll(/\s/g, '');
  return NUMBER_FORM.test(digits) ? digits : null;
}

/** The same in small stretches, for a page that must stay awake; `breathe` is called between them. */
export async function safetyNumberSlowly(
  ownKey: Uint8Array,
  theirKey: Uint8Array,
  breathe: () => Promise<void>,
): Promise<string> {
  const halves: string[] = [];
  for (const key of [ownKey, theirKey]) {
    const rounds = fingerprintRounds(key, label('number'));
    let step = rounds.next();
    for (; !step.done; step = rounds.next()) await breathe();
    halves.push(step.value);
  }
  return halves.sort().join('');
}

/**
 * Thirty digits for one person.
 * @param key public key in whatever encoding
 * @param owner stable name of its owner; ours is a label, because the key is the only name a person has here
 */
export function fingerprintDigits(key: Uint8Array, owner: Uint8Array): string {
  const rounds = fingerprintRounds(key, owner);
  let step = rounds.next();
  while (!step.done) step = rounds.next();
  return step.value;
}

function* fingerprintRounds(key: Uint8Array, owner: Uint8Array): Generator<void, string> {
  let digest = sha512(concatBytes(CONSTRUCTION_VERSION, key, owner, key));
  for (let round = 1; round < ROUNDS; round++) {
    if (round % ROUNDS_PER_BREATH === 0) yield;
    digest = sha512(concatBytes(digest, key));
  }
  return Array.from({ length: CHUNKS }, (_, i) => chunkDigits(digest, i * CHUNK_BYTES)).join('');
}

/** Five bytes, big-endian, modulo 100000, as five digits. */
function chunkDigits(digest: Uint8Array, at: number): string {
  let value = 0;
  for (let i = 0; i < CHUNK_BYTES; i++) value = value * 256 + digest[at + i]!;
  return String(value % 100_000).padStart(CHUNK_DIGITS, '0');
}
