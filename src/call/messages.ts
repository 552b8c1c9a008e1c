/**
 * What two connected browsers say to each other: JSON over the data channel, or sealed over the carrier before it opens.
 * Decode, limit, validate: a message is read into a fresh object field by field, and anything else is refused unread.
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { PUBLIC_KEY_BYTES } from '../trust/identity.ts';
import { OVER_BYTES } from '../trust/over.ts';
import { REVOCATION_BYTES, ROTATION_BYTES } from '../trust/rotation.ts';
import { type Candidate, decodeCandidates, encodeCandidates } from './candidate.ts';
import { type Description, decodeDescription, encodeDescription } from './description.ts';
import { type GroupNews, readGroupNews, writeGroupNews } from './group-messages.ts';
import { readKeys } from './invitation.ts';
import { type KickNews, readKick, writeKick } from './kick-message.ts';
import { type AddedPurpose, decodeLines, encodeLines, isAddedPurpose, type Lines } from './lines.ts';
import { normaliseName } from './name.ts';
import { PICTURE_KINDS, type PictureKind } from './picturing.ts';
import { readTheirView, type TheirView } from './report.ts';
import type { SaidSent } from './way-loss.ts';

export type Message =
  /** First on the data channel: who this is, and whether they can be heard. */
  | { readonly kind: 'hello'; readonly name: string; readonly muted: boolean }
  | { readonly kind: 'muted'; readonly muted: boolean }
  | Beat
  /** What becomes of one's own microphone through no wish of one's own. */
  | { readonly kind: 'microphone'; readonly state: MicrophoneState }
  /** Before the hello: this key has taken the place of another, or that one was given up, as it signed; `trust/rotation.ts`. */
  | { readonly kind: 'renewed'; readonly oldKey: Uint8Array; readonly statement: Uint8Array }
  /** Whether this side holds the other: it sends and plays nothing until its user has decided. */
  | { readonly kind: 'held'; readonly held: boolean }
  /** What is shown and not sent, as the way to the other side has no room for it beside the voice. */
  | { readonly kind: 'pictures'; readonly paused: readonly PictureKind[] }
  /** `removed`: you are out of this call; it counts from the maker of the link, and is a goodbye from anybody else. */
  | { readonly kind: 'bye'; readonly removed?: true }
  /** You are here in a newer session, and this one is over. */
  | { readonly kind: 'moved' }
  /** How well they hear us, now and then; shown, never acted on. */
  | { readonly kind: 'report'; readonly view: TheirView }
  /** Late ICE candidates (trickle, RFC 8838). */
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | DoorNews
  | GroupNews
  | KickNews
  | Restart
  | Asking
  | Rekey;

/** From the maker of the link: it lets nobody in any more but those named; or, with no statement, everybody again. */
export interface DoorNews {
  readonly kind: 'door';
  /** See `trust/over.ts`. */
  readonly statement: Uint8Array | null;
  /** Keys, base64url. */
  readonly inside: readonly string[];
}

/** Sent every `BEAT_INTERVAL_MS`; silence is how a loss is noticed, and the echo tells how long the way is. */
export interface Beat extends SaidSent {
  readonly kind: 'beat';
  readonly number: number;
  /** Their latest beat that was heard, 0 for none, and how long ago, ms. */
  readonly echo: number;
  readonly heldMs: number;
  /** Voice packets of theirs that arrived so far. */
  readonly gotPackets: number;
  /** How much later than the quickest of the last minute their latest beat came. */
  readonly lateMs: number;
}

/** `paused`: the system took it, as a phone does that rings; `silent`: it gives nothing but zeros. */
export type MicrophoneState = 'live' | 'paused' | 'silent';

/** What somebody says of themselves. */
export interface Presented {
  readonly name?: string;
  readonly muted?: boolean;
  readonly microphone?: MicrophoneState;
}

/**
 * A new description in a call that is connected or was: new ICE credentials (ICE restart, RFC 8445 section 9), lines
 * added or taken away, or all of it for a new connection with the same certificate.
 */
export interface Restart {
  readonly kind: 'restart';
  /** Number of the offer, counted by whoever offers; an answer bears that of its offer. */
  readonly id: number;
  /** Whether the old connection is given up and this one begins anew. */
  readonly isFresh: boolean;
  readonly description: Description;
  readonly lines: Lines;
}

/** The handshake that renews a session, see `app/rehandshake.ts`; each step has its own form in the room `trust`. */
export interface Rekey {
  readonly kind: 'rekey';
  readonly step: 1 | 2 | 3 | 4 | 5;
  /** Of the handshake's message; nothing in the last step. */
  readonly body: Uint8Array;
}

/** From the side that never offers: please offer, for this is what I have to send, or my path is dead. */
export interface Asking {
  readonly kind: 'ask';
  /** Counted by whoever asks; what comes later counts. */
  readonly id: number;
  readonly restart: boolean;
  readonly fresh: boolean;
  readonly purposes: readonly AddedPurpose[];
}

/** By the effect of the machine that says them. */
export const GOODBYES = { 'send-bye': { kind: 'bye' }, 'send-removal': { kind: 'bye', removed: true } } as const;

const REKEY_STEPS = [1, 2, 3, 4, 5] as const satisfies Rekey['step'][];
/** The largest step is an OFFER of a fingerprint, 208 bytes. */
const MAX_REKEY_BYTES = 256;
const MICROPHONE_STATES = ['live', 'paused', 'silent'] as const satisfies MicrophoneState[];

export type MessageRefusal = 'too-long' | 'not-json' | 'unknown-kind' | 'bad-field';

/** Longest message text, in UTF-16 units; the largest honest one is a description of 32 candidates. */
export const MAX_MESSAGE_LENGTH = 4096;

export function writeMessage(message: Message): string {
  switch (message.kind) {
    case 'candidates':
      return JSON.stringify({ kind: message.kind, candidates: toBase64Url(encodeCandidates(message.candidates)) });
    case 'renewed': {
      const { kind, oldKey, statement } = message;
      return JSON.stringify({ kind, oldKey: toBase64Url(oldKey), statement: toBase64Url(statement) });
    }
    case 'door': {
      const { kind, statement, inside } = message;
      return JSON.stringify({ kind, statement: statement && toBase64Url(statement), inside });
    }
    case 'roster':
    case 'group-commit':
    case 'group-open':
    case 'group-stop':
      return writeGroupNews(message);
    case 'kick':
      return writeKick(message);
    case 'rekey':
      return JSON.stringify({ ...message, body: toBase64Url(message.body) });
    case 'report':
      return JSON.stringify({ kind: message.kind, ...message.view });
    case 'restart': {
      const { kind, id, isFresh } = message;
      const description = toBase64Url(encodeDescription(message.description));
      return JSON.stringify({ kind, id, isFresh, description, lines: encodeLines(message.lines) });
    }
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
    case 'bye':
      return fields.get('removed') === true ? { kind, removed: true } : { kind };
    case 'moved':
      return { kind };
    case 'renewed':
      return readRenewed(fields);
    case 'held': {
      const held = fields.get('held');
      return typeof held === 'boolean' ? { kind, held } : 'bad-field';
    }
    case 'beat':
      return readBeat(fields);
    case 'microphone':
      return readMicrophone(fields) ?? 'bad-field';
    case 'pictures':
      return readPictures(fields) ?? 'bad-field';
    case 'muted':
    case 'hello':
      return readPresented(kind, fields) ?? 'bad-field';
    case 'candidates':
      return readCandidates(fields) ?? 'bad-field';
    case 'report': {
      const view = readTheirView(fields);
      return view ? { kind, view } : 'bad-field';
    }
    case 'door':
      return readDoor(fields) ?? 'bad-field';
    case 'roster':
    case 'group-commit':
    case 'group-open':
    case 'group-stop':
      return readGroupNews(kind, fields) ?? 'bad-field';
    case 'kick':
      return readKick(fields) ?? 'bad-field';
    case 'rekey': {
      const step = REKEY_STEPS.find((known) => known === fields.get('step'));
      const body = readBytes(fields.get('body'));
      return step && body && body.length <= MAX_REKEY_BYTES ? { kind, step, body } : 'bad-field';
    }
    case 'restart':
      return readRestart(fields) ?? 'bad-field';
    case 'ask':
      return readAsking(fields) ?? 'bad-field';
    default:
      return typeof kind === 'string' ? 'unknown-kind' : 'bad-field';
  }
}

function readRenewed(fields: ReadonlyMap<string, unknown>): Message | MessageRefusal {
  const [oldKey, statement] = [readBytes(fields.get('oldKey')), readBytes(fields.get('statement'))];
  if (oldKey?.length !== PUBLIC_KEY_BYTES || !statement) return 'bad-field';
  const fits = statement.length === ROTATION_BYTES || statement.length === REVOCATION_BYTES;
  return fits ? { kind: 'renewed', oldKey, statement } : 'bad-field';
}

function readCandidates(fields: ReadonlyMap<string, unknown>): Message | null {
  const bytes = readBytes(fields.get('candidates'));
  const candidates = bytes && decodeCandidates(bytes);
  return candidates ? { kind: 'candidates', candidates } : null;
}

function readMicrophone(fields: ReadonlyMap<string, unknown>): Message | null {
  const state = MICROPHONE_STATES.find((known) => known === fields.get('state'));
  return state ? { kind: 'microphone', state } : null;
}

function readPictures(fields: ReadonlyMap<string, unknown>): Message | null {
  const said = fields.get('paused');
  if (!Array.isArray(said)) return null;
  return { kind: 'pictures', paused: PICTURE_KINDS.filter((kind) => said.includes(kind)) };
}

function readPresented(kind: 'muted' | 'hello', fields: ReadonlyMap<string, unknown>): Message | null {
  const [name, muted] = [fields.get('name'), fields.get('muted')];
  if (typeof muted !== 'boolean') return null;
  if (kind === 'muted') return { kind, muted };
  return typeof name === 'string' ? { kind, name: normaliseName(name), muted } : null;
}

function readDoor(fields: ReadonlyMap<string, unknown>): DoorNews | null {
  const inside = readKeys(fields.get('inside'));
  const statement = fields.get('statement') === null ? null : readBytes(fields.get('statement'));
  if (!inside || (statement === null) !== (fields.get('statement') === null)) return null;
  return statement === null || statement.length === OVER_BYTES ? { kind: 'door', statement, inside } : null;
}

function readRestart(fields: ReadonlyMap<string, unknown>): Restart | null {
  const id = fields.get('id');
  const isFresh = fields.get('isFresh');
  const bytes = readBytes(fields.get('description'));
  const description = bytes && decodeDescription(bytes);
  const lines = decodeLines(fields.get('lines'));
  if (!Number.isSafeInteger(id) || typeof isFresh !== 'boolean' || !description || !lines) return null;
  return { kind: 'restart', id: Number(id), isFresh, description, lines };
}

/** Without its numbers a beat still is one; they are for display and for sending, and bounded. */
function readBeat(fields: ReadonlyMap<string, unknown>): Beat {
  const count = (name: string) => {
    const value = fields.get(name);
    return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;
  };
  return {
    kind: 'beat',
    number: count('number'),
    echo: count('echo'),
    heldMs: count('heldMs'),
    gotPackets: count('gotPackets'),
    sentPackets: count('sentPackets'),
    countedMs: count('countedMs'),
    saidMs: count('saidMs'),
    lateMs: count('lateMs'),
  };
}

function readAsking(fields: ReadonlyMap<string, unknown>): Asking | null {
  const [restart, fresh, purposes] = [fields.get('restart'), fields.get('fresh'), fields.get('purposes')];
  if (typeof restart !== 'boolean' || typeof fresh !== 'boolean' || !Array.isArray(purposes)) return null;
  const all = purposes as unknown[];
  const known = all.filter((it) => typeof it === 'string').filter(isAddedPurpose);
  const isWhole = known.length === all.length && new Set(known).size === known.length;
  const id = fields.get('id');
  return isWhole && Number.isSafeInteger(id) ? { kind: 'ask', id: Number(id), restart, fresh, purposes: known } : null;
}

function readBytes(value: unknown): Uint8Array | null {
  return typeof value === 'string' ? fromBase64Url(value) : null;
}
