/** Everything the hostile carrier decides by chance comes from here, so that a seed says it all. */

export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  happens(probability: number): boolean;
  /** @throws {RangeError} when there is nothing to choose from */
  pick<T>(choices: readonly T[]): T;
  bytes(byteCount: number): Uint8Array;
}

/**
 * The same numbers for the same seeds, others for any others: each seed is stirred in by the finaliser of MurmurHash3
 * (Appleby, public domain), then xorshift32 runs (Marsaglia 2003, doi:10.18637/jss.v008.i14).
 */
export function chanceOf(...seeds: readonly number[]): Chance {
  let state = seeds.reduce((stirred, seed) => stir((stirred ^ seed) + 0x9e3779b9), 0) || 1;
  const word = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const next = () => word() / 2 ** 32;
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    happens: (probability) => next() < probability,
    pick(choices) {
      if (choices.length === 0) throw new RangeError('nothing to choose from');
      return choices[Math.floor(next() * choices.length)]!;
    },
    bytes: (byteCount) => Uint8Array.from({ length: byteCount }, () => word() >>> 24),
  };
}

function stir(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
