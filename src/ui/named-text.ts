/** Templates around text from strangers. */
import { html, type TemplateResult } from 'lit';
import { sentences } from './sentences.ts';

/** A sentence with each name in `<bdi>`, so that its writing direction stays its own. @param by for `{by}` */
export function namedText(sentence: string, name: string | null, by: string | null = null): TemplateResult {
  const names: Readonly<Record<string, string | null>> = { '{name}': name, '{by}': by };
  const parts = sentence.split(/(\{name\}|\{by\})/);
  return html`${parts.map((part) => (part in names ? html`<bdi>${names[part] || sentences.someone}</bdi>` : part))}`;
}

/** One or two letters to know somebody by; whole graphemes, so that an emoji or an accent stays in one piece. */
export function initialOf(name: string): string {
  const first = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)[Symbol.iterator]().next();
  return first.done ? '' : first.value.segment.toLocaleUpperCase();
}
