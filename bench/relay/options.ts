/** What the command line asks for. */
export interface Options {
  readonly jsonPath: string | null;
  readonly clients: number;
  readonly rounds: number;
  /** Parts of row names; empty means all rows. */
  readonly only: readonly string[];
}

export const USAGE = `npm run bench:relay -- [--clients N] [--rounds N] [--only NAME[,NAME]] [--json FILE]
  --clients  people connected at once, an even number from 2 to 5000 (1000)
  --rounds   times everybody sends at once, 1 to 200 (20)
  --only     rows whose name contains NAME: embedded, mosquitto, rabbitmq
  --json     also write the figures to FILE`;

const DEFAULTS: Options = { jsonPath: null, clients: 1000, rounds: 20, only: [] };

function wholeNumber(word: string, value: string, least: number, most: number): number | string {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  return number >= least && number <= most ? number : `${word} ${value}: not a whole number from ${least} to ${most}`;
}

/** One option with its value, or a sentence that says what is wrong with it. */
function readOption(word: string, value: string): Partial<Options> | string {
  if (word === '--json') return { jsonPath: value };
  if (word === '--only') return { only: value.split(',') };
  const number = word === '--clients' ? wholeNumber(word, value, 2, 5000) : wholeNumber(word, value, 1, 200);
  if (typeof number === 'string') return number;
  if (word === '--rounds') return { rounds: number };
  return number % 2 === 0 ? { clients: number } : `--clients ${value}: people come in pairs`;
}

/** @returns the options, or a sentence that says what is wrong with them */
export function parseOptions(words: readonly string[]): Options | string {
  let options = DEFAULTS;
  for (let at = 0; at < words.length; at += 2) {
    const [word, value] = [words[at]!, words[at + 1]];
    if (!['--json', '--only', '--clients', '--rounds'].includes(word)) return `unknown option ${word}`;
    if (value === undefined || value === '' || value.startsWith('--')) return `${word} needs a value`;
    const read = readOption(word, value);
    if (typeof read === 'string') return read;
    options = { ...options, ...read };
  }
  return options;
}
