/** Numbers, sizes and times as the reader's language writes them. */
import { shownLocale } from './locale.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size with three figures at most: `12.3 MB`. */
export function bytesWords(bytes: number, language = shownLocale()): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[power]!, // the power is bounded
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power);
}

/** The time of day. */
export function clockTime(epochMs: number, language = shownLocale()): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(epochMs);
}

/** A day as people write it. @param dateMs ms since 1970 */
export function dateText(dateMs: number): string {
  return new Intl.DateTimeFormat(shownLocale(), { dateStyle: 'medium' }).format(dateMs);
}

/** A day with its time. @param dateMs ms since 1970 */
export function timeText(dateMs: number): string {
  return new Intl.DateTimeFormat(shownLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(dateMs);
}

let plainNumbers: { readonly locale: string | undefined; readonly format: Intl.NumberFormat } | null = null;

/** A number; formats are dear to make, and some numbers change many times a second. */
export function numberText(value: number): string {
  const locale = shownLocale();
  if (plainNumbers?.locale !== locale || plainNumbers === null)
    plainNumbers = { locale, format: new Intl.NumberFormat(locale) };
  return plainNumbers.format.format(value);
}
