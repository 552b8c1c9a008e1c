/** Figures of a report as sentences. */
import type { Reason } from '../call/report.ts';
import { shownLocale } from './locale.ts';
import { sentences } from './sentences.ts';

/** @returns null for a reason of a newer version, which has no sentence here */
export function reasonWords({ code, value, also }: Reason): string | null {
  const sentence: string | undefined = sentences.report.reasons[code];
  return sentence === undefined ? null : withNumbers(sentence, value, also);
}

/** Two numbers into one sentence; whole ones stay whole, small ones keep one digit. */
export function withNumbers(sentence: string, count: number, also: number): string {
  const shown = (value: number) =>
    new Intl.NumberFormat(shownLocale(), {
      maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0,
    }).format(value);
  return sentence.replaceAll('{count}', shown(count)).replaceAll('{also}', shown(also));
}
