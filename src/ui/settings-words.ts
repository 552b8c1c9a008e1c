/** What is wrong with a settings file, and what a value or a key is called. Pure: codes in, texts out. */
import type { ImportFault } from '../app/view.ts';
import { shownLocale } from './locale.ts';
import { sentences } from './sentences.ts';

export function faultWords(fault: ImportFault): string {
  const { faults } = sentences.settings;
  if (fault.kind === 'unknown') return faults.unknown.replace('{path}', () => fault.path);
  return fault.kind === 'field' ? fieldWords(fault) : faults[fault.kind];
}

function fieldWords({ path, must }: Extract<ImportFault, { kind: 'field' }>): string {
  const sentence = sentences.settings.must[must.kind].replace('{path}', () => path);
  switch (must.kind) {
    case 'flag':
      return sentence;
    case 'number':
      return sentence.replace('{min}', String(must.min)).replace('{max}', String(must.max));
    case 'choice':
      return sentence.replace('{list}', new Intl.ListFormat(shownLocale(), { type: 'disjunction' }).format(must.of));
    case 'text':
      return sentence.replace('{max}', String(must.maxLength));
    case 'texts':
    case 'logins':
      return sentence.replace('{count}', String(must.maxCount));
  }
}

/** A value as it stands in a file; long ones are cut. */
export function valueWords(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

const MAX_VALUE_LENGTH = 60;

/**
 * A key by its place on the keyboard, as it is printed there as a rule.
 * @param code `KeyboardEvent.code`, W3C UI Events
 */
export function keyWords(code: string): string {
  if (code === '') return sentences.settings.talk.noKey;
  const plain = /^(?:Key|Digit)(.)$/.exec(code);
  return plain?.[1] ?? code.replace(/(?<=[a-z])(?=[A-Z0-9])/g, ' ');
}
