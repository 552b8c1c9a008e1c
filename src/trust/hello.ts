/**
 * Message 1, HELLO (Humr/1, "Session"): asks everybody in the room to introduce themselves.
 *
 *   e_I(32) ‖ AEAD(version(1) ‖ time(4) ‖ capabilities(4)) = 57 bytes
 */
import { compareBytes, concatBytes, equalBytes } from '../base/bytes.ts';
import { TAG_BYTES } from './aead.ts';
import { label, wipe } from './hash.ts';
import {
  beginNoise,
  DH_BYTES,
  type KeyPair,
  keyPairOf,
  mixEphemeral,
  mixPsk,
  openPayload,
  type Symmetric,
  sealPayload,
} from './noise.ts';
import type { RoomKeys } from './room.ts';
import type { SeenHellos } from './seen.ts';

/** Why a handshake message was refused; nothing has changed then, unless the line says so. */
export type HandshakeRefusal =
  | 'wrong-length'
  | 'altered' // not sealed with our keys, or changed on the way
  | 'newer-version'
  | 'reflected' // our own message came back
  | 'repeated' // read before
  | 'stale' // an old greeting of someone we know
  | 'bad-proof' // wrong signature, or a point of low order: close the pair
  | 'wrong-commitment'; // the nonce is not the one committed to: an attack. The session is closed

/** Random bytes from the platform. */
export type Dice = (byteCount: number) => Uint8Array;

/** What a handshake needs of a room; a later one over the data channel brings the session's own `rekeyPsk` instead. */
export type HandshakeKeys = Pick<RoomKeys, 'topic' | 'psk'>;

/** What the initiator keeps. One greeting serves every responder. */
export interface HelloState {
  readonly ownSid: Uint8Array;
  readonly ephemeral: KeyPair;
  readonly noise: Symmetric;
  /** Ephemeral keys of the offers read so far: answering one twice would seal two texts under one key and counter. */
  readonly offersRead: Set<string>;
}

/** What the responder learnt. */
export interface HelloRead {
  readonly ownSid: Uint8Array;
  readonly peerSid: Uint8Array;
  /** e_I, 32 bytes. */
  readonly ephemeral: Uint8Array;
  readonly noise: Symmetric;
  /** The sender's clock, seconds since 1970. */
  readonly sentS: number;
  /** 32 capability bits. */
  readonly capabilities: number;
}

const PROTOCOL_NAME = 'Noise_NNpsk0_25519_ChaChaPoly_SHA256';
const VERSION = 1;
const PAYLOAD_BYTES = 9;
const HELLO_BYTES = DH_BYTES + PAYLOAD_BYTES + TAG_BYTES;
const MAX_CLOCK_DIFFERENCE_S = 600;

/**
 * @param ownSid 16 bytes
 * @param capabilities 32 bits
 * @param nowS seconds since 1970
 * @param dice gives 32 bytes
 */
export function startHello(
  keys: HandshakeKeys,
  ownSid: Uint8Array,
  capabilities: number,
  nowS: number,
  dice: Dice,
): { state: HelloState; body: Uint8Array } {
  const ephemeral = keyPairOf(dice(DH_BYTES));
  const payload = new Uint8Array(PAYLOAD_BYTES);
  const view = new DataView(payload.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, nowS);
  view.setUint32(5, capabilities);
  const { state: noise, sealed } = sealPayload(afterEphemeral(keys, ephemeral.publicKey), payload);
  const body = concatBytes(ephemeral.publicKey, sealed);
  return { state: { ownSid, ephemeral, noise, offersRead: new Set() }, body };
}

/**
 * Reads a greeting and remembers it. A greeting of a session id never seen is taken whatever its time, because a wrong clock must not
 * lock anybody out; a known one must be within 10 minutes of our clock, or of what its own clock showed before.
 * @param seen remembers this greeting when, and only when, it is taken
 */
export function readHello(
  keys: HandshakeKeys,
  fromSid: Uint8Array,
  body: Uint8Array,
  ownSid: Uint8Array,
  nowS: number,
  seen: SeenHellos,
): HelloRead | HandshakeRefusal {
  const read = peekHello(keys, fromSid, body, ownSid, nowS, seen);
  if (typeof read !== 'string') seen.add(fromSid, read.ephemeral, read.sentS, nowS);
  return read;
}

/** As `readHello`, and remembers nothing. */
export function peekHello(
  keys: HandshakeKeys,
  fromSid: Uint8Array,
  body: Uint8Array,
  ownSid: Uint8Array,
  nowS: number,
  seen: SeenHellos,
): HelloRead | HandshakeRefusal {
  if (equalBytes(fromSid, ownSid)) return 'reflected';
  if (body.length !== HELLO_BYTES) return 'wrong-length';
  const ephemeral = body.slice(0, DH_BYTES);
  const opened = openPayload(afterEphemeral(keys, ephemeral), body.subarray(DH_BYTES));
  if (!opened) return 'altered';
  const view = new DataView(opened.plaintext.buffer, opened.plaintext.byteOffset);
  const sentS = view.getUint32(1);
  if (view.getUint8(0) !== VERSION) return 'newer-version';
  if (seen.hasEphemeral(ephemeral, nowS)) return 'repeated';
  if (isStale(sentS - nowS, seen.clockAheadS(fromSid, nowS))) return 'stale';
  return { ownSid, peerSid: fromSid, ephemeral, noise: opened.state, sentS, capabilities: view.getUint32(5) };
}

function isStale(aheadS: number, knownAheadS: number | null): boolean {
  if (knownAheadS === null || Math.abs(aheadS) <= MAX_CLOCK_DIFFERENCE_S) return false;
  return Math.abs(aheadS - knownAheadS) > MAX_CLOCK_DIFFERENCE_S;
}

/**
 * Who makes the offer when two greetings cross: the lower session id answers, the higher waits.
 * @returns 'us' when we read their greeting and they drop ours
 */
export function whoAnswers(ownSid: Uint8Array, theirSid: Uint8Array): 'us' | 'them' {
  return compareBytes(ownSid, theirSid) < 0 ? 'us' : 'them';
}

/** Overwrites the greeting's secret: call it when no more offers to it are wanted. */
export function forgetHello(state: HelloState): void {
  wipe(state.ephemeral.secretKey);
}

/** -> psk, e under the prologue L("prologue") ‖ topic. */
function afterEphemeral({ topic, psk }: HandshakeKeys, ephemeral: Uint8Array): Symmetric {
  const begun = beginNoise(PROTOCOL_NAME, concatBytes(label('prologue'), topic));
  return mixEphemeral(mixPsk(begun, psk), ephemeral, true);
}
