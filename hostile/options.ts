/** What the command line asks for. */
export interface Options {
  readonly cases: number;
  readonly seed: number;
  readonly jsonPath: string | null;
  /** Number of the one case to run again, or null for all. */
  readonly only: number | null;
}

export const USAGE = `npm run test:hostile -- [--cases N] [--seed S] [--only CASE] [--json FILE]
  --cases  how many cases, 1 to 100000000 (10000)
  --seed   a whole number, 0 to 4294967295 (by chance; it is printed)
  --only   run this one case of the seed again
  --json   also write the figures to FILE`;

const DEFAULT_CASES = 10_000;
const MAX_CASES = 100_000_000;
const MAX_SEED = 2 ** 32 - 1;

/**
 * @param chosenSeed the seed when none is asked for
 * @returns the options, or a sentence that says what is wrong with them
 */
export function parseOptions(words: readonly string[], chosenSeed: number): Options | string {
  let options: Options = { cases: DEFAULT_CASES, seed: chosenSeed, jsonPath: null, only: null };
  for (let at = 0; at < words.length; at += 2) {
    const [word, value] = [words[at]!, words[at + 1]];
    if (!['--cases', '--seed', '--only', '--json'].includes(word)) return `unknown option ${word}`;
    if (value === undefined || value === '' || value.startsWith('--')) return `${word} needs a value`;
    if (word === '--json') {
      options = { ...options, jsonPath: value };
      continue;
    }
    const [low, high] = word === '--cases' ? [1, MAX_CASES] : word === '--seed' ? [0, MAX_SEED] : [0, MAX_CASES];
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < low || number > high) {
      return `${word} must be a whole number from ${low} to ${high}, not ${value}`;
    }
    options = { ...options, [word.slice(2)]: number };
  }
  return options;
}
