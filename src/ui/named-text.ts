/** Templates around text from strangers. */
import { html, type TemplateResult } from 'lit';
import { sentences } from './sentences.ts';

/** A sentence with the name in `<bdi>`, so that its writing direction stays its own. */
export function namedText(sentence: string, name: string | null): TemplateResult {
  const parts = sentence.split('{name}');
  return html`${parts.map((part, index) => (index === 0 ? part : html`<bdi>${name || sentences.someone}</bdi>${part}`))}`;
}

/** One or two letters to know somebody by; whole graphemes, so that an emoji or an accent stays in one piece. */
export function initialOf(name: string): string {
  const first = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)[Symbol.iterator]().next();
  return first.done ? '' : first.value.segment.toLocaleUpperCase();
}
