/** What the command line of `npm run bench:call` asks for. */
export interface Options {
  readonly jsonPath: string | null;
  readonly joins: number;
  readonly rounds: number;
  readonly only: 'joins' | 'delay' | 'overhead' | null;
}

export const USAGE = `npm run bench:call -- [--joins N] [--rounds N] [--only joins|delay|overhead] [--json FILE]
  --joins   how often somebody joins (30)
  --rounds  how often each kind of call is measured for its delay, in turn (3); how often measuring is switched off and
            on again (times 8)
  --only    one of them; the others are null in FILE
  --json    also write the figures to FILE, unrounded`;

const DEFAULTS: Options = { jsonPath: null, joins: 30, rounds: 3, only: null };

/** @returns the options, or a sentence that says what is wrong with them */
export function parseOptions(words: readonly string[]): Options | string {
  let options = DEFAULTS;
  for (let at = 0; at < words.length; at += 2) {
    const [word, value] = [words[at]!, words[at + 1]];
    if (!['--json', '--joins', '--rounds', '--only'].includes(word)) return `unknown option ${word}`;
    if (value === undefined || value === '' || value.startsWith('--')) return `${word} needs a value`;
    if (word === '--json') options = { ...options, jsonPath: value };
    else if (word === '--only') {
      if (value !== 'joins' && value !== 'delay' && value !== 'overhead')
        return `--only takes joins or delay or overhead, not ${value}`;
      options = { ...options, only: value };
    } else {
      const count = Number(value);
      if (!Number.isInteger(count) || count < 1) return `${word} takes a whole number from 1 up, not ${value}`;
      options = { ...options, [word.slice(2)]: count };
    }
  }
  return options;
}
