/**
 * A fair die that always rolls the same sequence: generated signals and intervals must not change between runs.
 * @param seed a whole number other than 0
 * @returns each call one number in 0..1, 1 excluded
 * Source: xorshift32, Marsaglia 2003, doi:10.18637/jss.v008.i14.
 */
export function createDice(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
