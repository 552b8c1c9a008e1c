/**
 * What two connected browsers say to each other: JSON over the data channel, or sealed over the carrier before it opens.
 * Decode, limit, validate: a message is read into a fresh object field by field, and anything else is refused unread.
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { type Candidate, decodeCandidates, encodeCandidates } from './candidate.ts';
import { type Description, decodeDescription, encodeDescription } from './description.ts';
import { normaliseName } from './name.ts';
import { readTheirView, type TheirView } from './report.ts';

export type Message =
  /** First on the data channel: who this is, and whether they can be heard. */
  | { readonly kind: 'hello'; readonly name: string; readonly muted: boolean }
  | { readonly kind: 'muted'; readonly muted: boolean }
  /** Sent every `BEAT_INTERVAL_MS`; silence is how a loss is noticed. */
  | { readonly kind: 'beat' }
  | { readonly kind: 'bye' }
  /** How well they hear us, now and then; shown, never acted on. */
  | { readonly kind: 'report'; readonly view: TheirView }
  /** Late ICE candidates (trickle, RFC 8838). */
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  /** New ICE credentials for the running connection (ICE restart, RFC 8445 section 9). */
  | { readonly kind: 'restart'; readonly description: Description };

export type MessageRefusal = 'too-long' | 'not-json' | 'unknown-kind' | 'bad-field';

/** Longest message text, in UTF-16 units; the largest honest one is a description of 32 candidates. */
export const MAX_MESSAGE_LENGTH = 4096;

export function writeMessage(message: Message): string {
  switch (message.kind) {
    case 'candidates':
      return JSON.stringify({ kind: message.kind, candidates: toBase64Url(encodeCandidates(message.candidates)) });
    case 'restart':
      return JSON.stringify({ kind: message.kind, description: toBase64Url(encodeDescription(message.description)) });
    case 'report':
      return JSON.stringify({ kind: message.kind, ...message.view });
    default:
      return JSON.stringify(message);
  }
}

/** Never throws; an unknown kind is a newer version speaking and is to be ignored. */
export function readMessage(text: string): Message | MessageRefusal {
  if (text.length > MAX_MESSAGE_LENGTH) return 'too-long';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'bad-field';
  return readFields(new Map(Object.entries(value)));
}

function readFields(fields: ReadonlyMap<string, unknown>): Message | MessageRefusal {
  const kind = fields.get('kind');
  switch (kind) {
    case 'beat':
    case 'bye':
      return { kind };
    case 'muted':
    case 'hello': {
      const muted = fields.get('muted');
      if (typeof muted !== 'boolean') return 'bad-field';
      if (kind === 'muted') return { kind, muted };
      const name = fields.get('name');
      return typeof name === 'string' ? { kind, name: normaliseName(name), muted } : 'bad-field';
    }
    case 'candidates': {
      const bytes = readBytes(fields.get('candidates'));
      const candidates = bytes && decodeCandidates(bytes);
      return candidates ? { kind, candidates } : 'bad-field';
    }
    case 'report': {
      const view = readTheirView(fields);
      return view ? { kind, view } : 'bad-field';
    }
    case 'restart': {
      const bytes = readBytes(fields.get('description'));
      const description = bytes && decodeDescription(bytes);
      return description ? { kind, description } : 'bad-field';
    }
    default:
      return typeof kind === 'string' ? 'unknown-kind' : 'bad-field';
  }
}

function readBytes(value: unknown): Uint8Array | null {
  return typeof value === 'string' ? fromBase64Url(value) : null;
}
