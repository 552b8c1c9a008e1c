/** Display names: chosen by anybody, shown to everybody, so they are cut to what reads as a name. */

export const MAX_NAME_GRAPHEMES = 32;

/** Longest raw text looked at; whatever follows is cut first, so that a flood costs nothing. */
const MAX_RAW_LENGTH = 512;

const ZERO_WIDTH_JOINER = '\u200d';
const EMOJI = /\p{Extended_Pictographic}/u;
/** Control, format (bidi overrides among them), private-use and surrogate characters. */
const UNWELCOME = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * A name as it may be shown: NFC, one line, no invisible characters (the joiner inside emoji excepted), at most two
 * marks on a letter, at most 32 graphemes.
 * @returns an empty text when nothing is left
 */
export function normaliseName(raw: string): string {
  const text = raw.slice(0, MAX_RAW_LENGTH).normalize('NFC').replace(/\s+/gu, ' ');
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)]
    .map(({ segment }) => cleanGrapheme(segment))
    .filter((segment) => segment !== '');
  return graphemes.slice(0, MAX_NAME_GRAPHEMES).join('').replace(/ +/g, ' ').trim();
}

function cleanGrapheme(segment: string): string {
  const keepJoiner = EMOJI.test(segment);
  return segment
    .replace(UNWELCOME, (character) => (keepJoiner && character === ZERO_WIDTH_JOINER ? character : ''))
    .replace(MARKS, '$1');
}
