/** What the command line of `npm run test:net` asks for. */
export interface Options {
  readonly jsonPath: string | null;
  readonly seed: number;
  readonly rounds: number;
  /** Parts of fault ids; empty means all. */
  readonly only: readonly string[];
  /** Compare what is left of a voice with a plain call, instead of injecting faults. */
  readonly quality: boolean;
  /** Faults in random order for so long, watching what they leave behind; 0 for none. */
  readonly soakMinutes: number;
}

export const USAGE = `npm run test:net -- [--rounds N] [--only ID[,ID]] [--seed N] [--json FILE] [--quality] [--soak MINUTES]
  --rounds  how often each fault is injected (default 1)
  --only    faults whose id contains ID, such as cut,sleep
  --seed    seed of the network's die (default 1)
  --quality compares what bad networks leave of a voice with a plain call
  --soak    injects in random order for MINUTES and counts what is left behind
  --json    also write the figures to FILE, unrounded`;

/** @returns the options, or a sentence that says what is wrong with them */
export function parseOptions(given: readonly string[]): Options | string {
  const words = given.filter((word) => word !== '--quality');
  let options: Options = {
    jsonPath: null,
    seed: 1,
    rounds: 1,
    only: [],
    quality: words.length < given.length,
    soakMinutes: 0,
  };
  for (let at = 0; at < words.length; at += 2) {
    const [word, value] = [words[at]!, words[at + 1]];
    if (!['--json', '--seed', '--rounds', '--only', '--soak'].includes(word)) return `unknown option ${word}`;
    if (value === undefined || value === '' || value.startsWith('--')) return `${word} needs a value`;
    const number = Number(value);
    if (word === '--json') options = { ...options, jsonPath: value };
    else if (word === '--only') options = { ...options, only: value.split(',') };
    else if (!Number.isInteger(number) || number < 1) return `${word} needs a whole number from 1`;
    else if (word === '--soak') options = { ...options, soakMinutes: number };
    else options = word === '--seed' ? { ...options, seed: number } : { ...options, rounds: number };
  }
  return options;
}
