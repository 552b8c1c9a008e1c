/**
 * The fields of every message and the ways to falsify one. Sealed fields keep their place under a stream cipher, so a
 * bit changed at a place is that bit changed in the field, if ever anybody forgot to check the tag.
 */
import { concatBytes, equalBytes } from '../src/base/bytes.ts';
import type { Chance } from './chance.ts';

export interface Field {
  readonly name: string;
  /** From the start when positive, else from the end. */
  readonly from: number;
  readonly to: number;
}

const tag: Field = { name: 'tag', from: -16, to: 0 };

/** By message type; see the protocol's table. */
export const BODY_FIELDS: Readonly<Record<number, readonly Field[]>> = {
  1: [
    { name: 'e_I', from: 0, to: 32 },
    { name: 'version', from: 32, to: 33 },
    { name: 'time', from: 33, to: 37 },
    { name: 'capabilities', from: 37, to: 41 },
    tag,
  ],
  2: [
    { name: 'e_R', from: 0, to: 32 },
    { name: 'sig_R', from: 32, to: 96 },
    { name: 'id_R', from: 96, to: 128 },
    { name: 'c_R', from: 128, to: 160 },
    { name: 'desc_R head', from: 160, to: 163 },
    { name: 'desc_R credentials', from: 163, to: 184 },
    { name: 'desc_R fingerprint', from: 184, to: 216 },
    tag,
  ],
  3: [
    { name: 'sig_I', from: 0, to: 64 },
    { name: 'id_I', from: 64, to: 96 },
    { name: 'r_I', from: 96, to: 112 },
    { name: 'desc_I head', from: 112, to: 115 },
    { name: 'desc_I credentials', from: 115, to: 136 },
    { name: 'desc_I fingerprint', from: 136, to: 168 },
    tag,
  ],
  4: [{ name: 'r_R', from: 0, to: 16 }, tag],
  16: [{ name: 'epoch', from: 0, to: 1 }, { name: 'counter', from: 1, to: 9 }, { name: 'text', from: 9, to: -16 }, tag],
};

/** Fields of a sealed envelope, for a carrier without the link. */
export const ENVELOPE_FIELDS: readonly Field[] = [
  { name: 'envelope version', from: 0, to: 1 },
  { name: 'envelope nonce', from: 1, to: 25 },
  { name: 'sealed type', from: 25, to: 26 },
  { name: 'sealed from', from: 26, to: 42 },
  { name: 'sealed to', from: 42, to: 58 },
  { name: 'sealed body', from: 58, to: -16 },
  { name: 'envelope tag', from: -16, to: 0 },
];

/** Points of X25519 of small order and their like: 0, 1, −1, p, p+1 and one of order 8 (RFC 7748, section 6.1). */
const LOW_POINTS = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));

function bounds(field: Field, length: number): [number, number] {
  const from = field.from >= 0 ? field.from : length + field.from;
  const to = field.to > 0 ? field.to : length + field.to;
  return [Math.min(from, length), Math.min(to, length)];
}

/** @param other another message of the same kind, to take the field from, or null */
export function falsify(
  chance: Chance,
  bytes: Uint8Array,
  field: Field,
  other: Uint8Array | null,
): { bytes: Uint8Array; how: string } {
  const [from, to] = bounds(field, bytes.length);
  const altered = bytes.slice();
  const size = to - from;
  const ways = ['bit', 'byte', 'zeros', 'ones', 'random', 'rest', ...(other ? ['other'] : [])];
  const how = field.name.startsWith('e_') && chance.happens(0.3) ? 'low point' : chance.pick(ways);
  if (size > 0) {
    const at = from + chance.below(size);
    if (how === 'bit') altered[at]! ^= 1 << chance.below(8);
    if (how === 'byte') altered[at]! ^= 1 + chance.below(255);
    if (how === 'zeros') altered.fill(0, from, to);
    if (how === 'ones') altered.fill(0xff, from, to);
    if (how === 'random') altered.set(chance.bytes(size), from);
    if (how === 'rest') altered.set(chance.bytes(bytes.length - from), from);
    if (how === 'low point') altered.set(chance.pick(LOW_POINTS), from);
    if (how === 'other' && other) altered.set(other.subarray(from, Math.min(to, other.length)), from);
    if (equalBytes(altered, bytes)) altered[at]! ^= 1; // it was so before
  }
  return { bytes: altered, how: `${field.name}: ${how}` };
}

/** Cuts, lengthens or empties. */
export function resize(chance: Chance, bytes: Uint8Array): { bytes: Uint8Array; how: string } {
  const how = chance.pick(['cut', 'cut by one', 'lengthened', 'doubled', 'emptied'] as const);
  switch (how) {
    case 'cut':
      return { bytes: bytes.slice(0, chance.below(bytes.length)), how };
    case 'cut by one':
      return { bytes: bytes.slice(0, -1), how };
    case 'lengthened':
      return { bytes: concatBytes(bytes, chance.bytes(1 + chance.below(200))), how };
    case 'doubled':
      return { bytes: concatBytes(bytes, bytes), how };
    case 'emptied':
      return { bytes: new Uint8Array(0), how };
  }
}
