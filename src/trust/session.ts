/**
 * What two people share after the handshake (Humr/1, "SIG", "Rekey"): a key for each direction, renewed as it is used.
 *
 *   epoch(1) ‖ counter(8) ‖ ChaCha20-Poly1305(k_direction,epoch, nonce 0⁴ ‖ counter LE, L("sig") ‖ epoch ‖ from ‖ to, json)
 *
 * The keys are those of Noise's Split and the counter goes on where the handshake left it: messages 3 and 4 used 0.
 * A session is the one mutable thing of this room, because keys must be overwritten in place. Only an authenticated
 * message changes it.
 */
import { concatBytes } from '../base/bytes.ts';
import { KEY_BYTES, open, rekey, seal, TAG_BYTES } from './aead.ts';
import { expandLabel, label, wipe } from './hash.ts';
import { EMPTY_WINDOW, isFresh, markSeen, type ReplayWindow } from './replay.ts';

/** One direction as its sender keeps it. */
interface SendChain {
  key: Uint8Array;
  epoch: number;
  /** Counter of the next message; never goes back, not even at a new epoch. */
  counter: number;
  sealedInEpoch: number;
  /** When the epoch's first message was sealed, ms; null before. */
  sinceMs: number | null;
}

/** One epoch of a direction as its receiver keeps it. */
interface ReceiveEpoch {
  epoch: number;
  key: Uint8Array;
  window: ReplayWindow;
}

export interface Session {
  readonly send: SendChain;
  current: ReceiveEpoch;
  /** Kept for messages that were overtaken by the new epoch's first. */
  previous: (ReceiveEpoch & { readonly untilMs: number }) | null;
  /** h3, 32 bytes: stands for the whole handshake. */
  readonly transcript: Uint8Array;
  /** Pre-shared key of the next full handshake between these two, 32 bytes. */
  readonly rekeyPsk: Uint8Array;
  /** p of "Contacts without link", 32 bytes. */
  readonly contactSecret: Uint8Array;
  /** Key of what is said first on the data channel, 32 bytes. */
  readonly channelKey: Uint8Array;
  closed: boolean;
}

export type SignalRefusal =
  | 'closed' // the session was wiped
  | 'too-short'
  | 'bad-counter' // beyond 2⁵³, where numbers stop being exact
  | 'old-epoch' // its key is gone
  | 'far-epoch' // more epochs ahead than we are willing to derive
  | 'replayed'
  | 'altered';

export const EPOCH_MESSAGES = 256;
export const EPOCH_MS = 600_000;
export const OLD_EPOCH_MS = 30_000;

/** A whole epoch can be lost on the way, so the receiver follows some ahead; each costs one block of ChaCha20. */
const MAX_EPOCHS_AHEAD = 8;
const LAST_EPOCH = 255;
const HEAD_BYTES = 9;
const CHANNEL_PROOF_BYTES = 16;
const UINT32_RANGE = 2 ** 32;

export interface SessionKeys {
  /** Noise's chaining key after the handshake, 32 bytes. */
  readonly chainKey: Uint8Array;
  readonly sendKey: Uint8Array;
  readonly receiveKey: Uint8Array;
  /** h3, 32 bytes. */
  readonly transcript: Uint8Array;
}

export function newSession({ chainKey, sendKey, receiveKey, transcript }: SessionKeys): Session {
  const afterHandshake = markSeen(EMPTY_WINDOW, 0);
  return {
    send: { key: sendKey.slice(), epoch: 0, counter: 1, sealedInEpoch: 0, sinceMs: null },
    current: { epoch: 0, key: receiveKey.slice(), window: afterHandshake },
    previous: null,
    transcript,
    rekeyPsk: expandLabel(chainKey, 'rekey', KEY_BYTES, transcript),
    contactSecret: expandLabel(chainKey, 'contact', KEY_BYTES, transcript),
    channelKey: expandLabel(chainKey, 'channel', KEY_BYTES, transcript),
    closed: false,
  };
}

/**
 * Seals one message for the other side; starts a new epoch after 256 messages or 10 minutes.
 * @param from own session id, 16 bytes
 * @param to their session id, 16 bytes
 * @returns the body of a SIG message, or null when the session is closed or its 256 epochs are used up
 */
export function sealSignal(
  session: Session,
  from: Uint8Array,
  to: Uint8Array,
  plaintext: Uint8Array,
  nowMs: number,
): Uint8Array | null {
  const { send } = session;
  if (session.closed || !startEpochIfDue(send, nowMs)) return null;
  const sealed = seal(send.key, send.counter, aadOf(send.epoch, from, to), plaintext);
  const body = concatBytes(headOf(send.epoch, send.counter), sealed);
  send.counter += 1;
  send.sealedInEpoch += 1;
  return body;
}

/** @returns false when a new epoch is due and there is none left: a full handshake has been due for hours */
function startEpochIfDue(send: SendChain, nowMs: number): boolean {
  send.sinceMs ??= nowMs;
  if (send.sealedInEpoch < EPOCH_MESSAGES && nowMs - send.sinceMs < EPOCH_MS) return true;
  if (send.epoch === LAST_EPOCH) return false;
  const old = send.key;
  send.key = rekey(old);
  wipe(old);
  send.epoch += 1;
  send.sealedInEpoch = 0;
  send.sinceMs = nowMs;
  return true;
}

/**
 * Opens the body of a SIG message.
 * @param from their session id, 16 bytes
 * @param to own session id, 16 bytes
 */
export function openSignal(
  session: Session,
  from: Uint8Array,
  to: Uint8Array,
  body: Uint8Array,
  nowMs: number,
): Uint8Array | SignalRefusal {
  tidySession(session, nowMs);
  if (session.closed) return 'closed';
  if (body.length < HEAD_BYTES + TAG_BYTES) return 'too-short';
  const counter = counterOf(body);
  if (counter === null) return 'bad-counter';
  const candidate = epochFor(session, body[0]!);
  if (typeof candidate === 'string') return candidate;
  if (!isFresh(candidate.window, counter)) return 'replayed';
  const plaintext = open(candidate.key, counter, aadOf(candidate.epoch, from, to), body.subarray(HEAD_BYTES));
  if (!plaintext) return 'altered';
  candidate.window = markSeen(candidate.window, counter);
  if (candidate.epoch > session.current.epoch) enterEpoch(session, candidate, nowMs);
  return plaintext;
}

/** The kept epoch of that number, or one derived ahead that becomes current only if its message proves authentic. */
function epochFor(session: Session, epoch: number): ReceiveEpoch | 'old-epoch' | 'far-epoch' {
  const { current, previous } = session;
  if (epoch === current.epoch) return current;
  if (epoch === previous?.epoch) return previous;
  if (epoch < current.epoch) return 'old-epoch';
  if (epoch > current.epoch + MAX_EPOCHS_AHEAD) return 'far-epoch';
  let key = current.key;
  for (let at = current.epoch; at < epoch; at++) key = rekey(key);
  return { epoch, key, window: EMPTY_WINDOW };
}

function enterEpoch(session: Session, entered: ReceiveEpoch, nowMs: number): void {
  if (session.previous) wipe(session.previous.key);
  session.previous = { ...session.current, untilMs: nowMs + OLD_EPOCH_MS };
  session.current = entered;
}

/** Overwrites the old epoch's key once its 30 seconds are over; call it on a tick too, so that silence keeps no key. */
export function tidySession(session: Session, nowMs: number): void {
  if (!session.previous || nowMs < session.previous.untilMs) return;
  wipe(session.previous.key);
  session.previous = null;
}

/** Overwrites every key. What was recorded cannot be read afterwards, not by us either. */
export function closeSession(session: Session): void {
  session.closed = true;
  wipe(session.send.key, session.current.key, session.rekeyPsk, session.contactSecret, session.channelKey);
  if (session.previous) wipe(session.previous.key);
  session.previous = null;
}

/**
 * What a side says first on the data channel, 16 bytes: whoever is at the other end of the media holds this very session.
 * The handshake proves who signed a certificate's fingerprint, not who has the certificate: a participant could pass
 * somebody else's off as their own, and be taken for the one whose voice is heard (unknown key share, RFC 8844).
 * @param sid session id of the side that says it, 16 bytes
 */
export function channelProof(session: Session, sid: Uint8Array): Uint8Array {
  return expandLabel(session.channelKey, 'channel-proof', CHANNEL_PROOF_BYTES, sid);
}

function aadOf(epoch: number, from: Uint8Array, to: Uint8Array): Uint8Array {
  return concatBytes(label('sig'), Uint8Array.of(epoch), from, to);
}

function headOf(epoch: number, counter: number): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint8(0, epoch);
  view.setUint32(1, Math.floor(counter / UINT32_RANGE));
  view.setUint32(5, counter % UINT32_RANGE);
  return head;
}

function counterOf(body: Uint8Array): number | null {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const counter = view.getUint32(1) * UINT32_RANGE + view.getUint32(5);
  return Number.isSafeInteger(counter) ? counter : null;
}
