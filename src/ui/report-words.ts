/** Figures of a report as sentences. */
import { FAULT_KINDS, type Recovery } from '../call/faults.ts';
import type { Reason } from '../call/report.ts';
import { shownLocale } from './locale.ts';
import { sentences } from './sentences.ts';

/** @returns null for a reason of a newer version, which has no sentence here */
export function reasonWords({ code, value, also }: Reason): string | null {
  const sentence: string | undefined = sentences.report.reasons[code];
  return sentence === undefined ? null : withNumbers(sentence, value, also);
}

/** How many interruptions there were and what became of them. */
export function recoveryWords(sentence: string, { times, recovered, longestMs }: Recovery): string {
  return sentence
    .replaceAll('{times}', shown(times))
    .replaceAll('{recovered}', shown(recovered))
    .replaceAll('{longest}', shown(longestMs / 1000));
}

/** Which kinds, and how often where more than once. */
export function faultWords({ faults }: Recovery): string {
  const counted = FAULT_KINDS.map((kind) => [kind, faults.filter((it) => it.kind === kind).length] as const);
  const parts = counted
    .filter(([, times]) => times > 0)
    .map(([kind, times]) => `${sentences.report.faults[kind]}${times > 1 ? ` (${shown(times)})` : ''}`);
  return new Intl.ListFormat(shownLocale()).format(parts);
}

/** Two numbers into one sentence; whole ones stay whole, small ones keep one digit. */
export function withNumbers(sentence: string, count: number, also: number): string {
  return sentence.replaceAll('{count}', shown(count)).replaceAll('{also}', shown(also));
}

function shown(value: number): string {
  return new Intl.NumberFormat(shownLocale(), {
    maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0,
  }).format(value);
}
