/** How hard a passphrase is to guess, in a word. An estimate from its length and variety; no list of bad ones. Pure. */

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

const LEAST_CHARACTERS = 10;
const FAIR_BITS = 40;
const STRONG_BITS = 64;
const POOLS: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{N}/u, 10],
  [/[^\p{L}\p{N}]/u, 20],
];

export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase];
  if (characters.length < LEAST_CHARACTERS) return 'short';
  const pool = POOLS.reduce((sum, [kind, size]) => sum + (kind.test(passphrase) ? size : 0), 0);
  // Repeated characters and runs add next to nothing: "aaaaaaaaaa" is not ten choices.
  const choices = characters.filter((it, i) => it !== characters[i - 1]).length;
  const different = new Set(characters).size;
  const bits = Math.min(choices, 2.5 * different) * Math.log2(Math.max(2, pool)) * 0.6;
  if (bits < FAIR_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}
