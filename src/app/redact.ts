/**
 * Takes out of a line of the log whatever could name a person, a place or a secret. The log's own events hold none of
 * it; this is for what browsers put into their error texts, and for whoever adds a careless line.
 */

/** What was taken out, for the sentence over an export. */
export type Redacted = 'link' | 'address' | 'key' | 'description' | 'mail';

/** In this order: a link holds addresses and keys, an SDP line holds both. */
const RULES: readonly (readonly [Redacted, RegExp])[] = [
  ['description', /(?:^|\b)(?:v=0[\r\n]|a=(?:candidate|fingerprint|ice-ufrag|ice-pwd|ssrc)|candidate:)[^\n]*/g],
  ['link', /\b(?:https?|wss?|turns?|stuns?|blob|file):[^\s"'<>]+/gi],
  ['mail', /[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}/gi],
  ['address', /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local\b/gi],
  ['address', /\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b/g],
  ['address', /(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{3,39}(?![\w:])/gi],
  // Colon-separated fingerprints, and base64 or hex as long as the shortest of our secrets (16 bytes).
  ['key', /\b[0-9A-F]{2}(?::[0-9A-F]{2}){7,}\b/g],
  ['key', /[A-Za-z0-9+/_-]{21,}={0,2}/g],
];

/** @returns the text with each find replaced by its kind in brackets, and what was found how often */
export function redact(text: string): { text: string; counts: ReadonlyMap<Redacted, number> } {
  const counts = new Map<Redacted, number>();
  let redacted = text;
  for (const [kind, pattern] of RULES) {
    redacted = redacted.replace(pattern, () => {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return `[${kind}]`;
    });
  }
  return { text: redacted, counts };
}
