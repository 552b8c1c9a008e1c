/** Sizes and times as the reader's language writes them. */

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size with three figures at most: `12.3 MB`. */
export function bytesWords(bytes: number, language?: string): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[power]!, // the power is bounded
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power);
}

/** The time of day. */
export function clockTime(epochMs: number, language?: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(epochMs);
}
