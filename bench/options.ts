/** What the command line asks for. */
export interface Options {
  readonly jsonPath: string | null;
  readonly wavFolder: string | null;
  /** Every fifth noisy clip only. */
  readonly quick: boolean;
  /** Parts of row names; empty means all rows. */
  readonly only: readonly string[];
  readonly synthetic: boolean;
}

export const USAGE = `npm run bench -- [--quick] [--only NAME[,NAME]] [--synthetic] [--json FILE] [--wav DIR]
  --quick      fewer clips
  --only       rows whose name contains NAME, such as humr,jitsi
  --synthetic  generated signals even where recordings are present
  --json       also write the figures to FILE, unrounded
  --wav        also write what went in and what came out to DIR`;

/** @returns the options, or a sentence that says what is wrong with them */
export function parseOptions(words: readonly string[]): Options | string {
  let options: Options = { jsonPath: null, wavFolder: null, quick: false, only: [], synthetic: false };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--quick') options = { ...options, quick: true };
    else if (word === '--synthetic') options = { ...options, synthetic: true };
    else if (word === '--json' || word === '--wav' || word === '--only') {
      const value = words[++at];
      if (value === undefined || value === '' || value.startsWith('--')) return `${word} needs a value`;
      if (word === '--json') options = { ...options, jsonPath: value };
      else if (word === '--wav') options = { ...options, wavFolder: value };
      else options = { ...options, only: value.split(',') };
    } else return `unknown option ${word}`;
  }
  return options;
}
