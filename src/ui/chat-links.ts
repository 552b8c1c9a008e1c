/** Links in text from others: http and https alone, and each with the host it really leads to. */

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `host` as the browser understands it; `text` as it was written. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string; readonly host: string };

const CANDIDATE = /https?:\/\/[^\s<>"'`{}|\\^]+/giu;
/** Belongs to the sentence, not to the link. */
const TRAILING = /[.,;:!?…»”’)\]]+$/u;

/** The text in order, in parts that joined give the text again. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    const written = found.replace(TRAILING, '');
    const link = linkOf(written);
    if (!link) continue;
    if (index > from) parts.push({ kind: 'text', text: text.slice(from, index) });
    parts.push(link);
    from = index + written.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function linkOf(written: string): TextPart | null {
  if (!URL.canParse(written)) return null;
  const { protocol, href, host, username, password } = new URL(written);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  // A name before the host is how an address pretends to be another.
  if (!isWeb || host === '' || username !== '' || password !== '') return null;
  return { kind: 'link', text: written, url: href, host };
}
