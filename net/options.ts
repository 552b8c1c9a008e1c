/** What the command line of `npm run test:net` asks for. */

/** Faults one by one, or something else with the same two hosts. */
export type Mode = 'faults' | 'quality' | 'truth' | 'verdicts' | 'sharing';

export interface Options {
  readonly jsonPath: string | null;
  readonly seed: number;
  readonly rounds: number;
  /** Parts of the ids of faults or truths; empty means all. */
  readonly only: readonly string[];
  readonly mode: Mode;
  /** Faults in random order for so long, watching what they leave behind; 0 for none. */
  readonly soakMinutes: number;
}

export const USAGE = `npm run test:net -- [--rounds N] [--only ID[,ID]] [--seed N] [--json FILE] [--quality | --truth | --verdicts | --sharing] [--soak MINUTES]
  --rounds   how often each fault is injected, or each kind of network called over (default 1, with --verdicts 5)
  --only     faults or truths whose id contains ID, such as cut,sleep
  --seed     seed of the network's die (default 1)
  --quality  compares what bad networks leave of a voice with a plain call
  --truth    compares the figures the app exports with what network and microphone really did
  --verdicts compares the verdict of the report with the network the call went over
  --sharing  compares a voice alone with the same voice beside a shared page, on narrow networks
  --soak     injects in random order for MINUTES and counts what is left behind
  --json     also write the figures to FILE, unrounded`;

const MODES = ['--quality', '--truth', '--verdicts', '--sharing'];
const VERDICT_ROUNDS = 5;

/** @returns the options, or a sentence that says what is wrong with them */
export function parseOptions(given: readonly string[]): Options | string {
  const modes = given.filter((word) => MODES.includes(word));
  if (modes.length > 1) return `${modes.join(' and ')}: one of them at a time`;
  const words = given.filter((word) => !MODES.includes(word));
  const mode = (modes[0]?.slice(2) ?? 'faults') as Mode;
  const rounds = mode === 'verdicts' ? VERDICT_ROUNDS : 1;
  let options: Options = { jsonPath: null, seed: 1, rounds, only: [], mode, soakMinutes: 0 };
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
