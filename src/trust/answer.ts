/**
 * Messages 3 and 4, ANSWER and OPEN (Humr/1, "Session"): the initiator proves who he is, the responder opens his
 * commitment. Both go under the keys of Noise's Split with counter 0.
 *
 *   ANSWER = AEAD_I→R(L("m3"), sig_I(64) ‖ id_I(32) ‖ r_I(16) ‖ description),  sig_I = Ed25519(L("sig-I") ‖ h2 ‖ H(rest))
 *   OPEN   = AEAD_R→I(h3, r_R(16)),  h3 = H(h2 ‖ ANSWER)
 */
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { open, seal, TAG_BYTES } from './aead.ts';
import { hash, label, wipe } from './hash.ts';
import type { Dice, HandshakeRefusal } from './hello.ts';
import { type Identity, PUBLIC_KEY_BYTES, SIGNATURE_BYTES, verifySignature } from './identity.ts';
import { type Symmetric, splitKeys } from './noise.ts';
import type { OfferRead, OfferSent } from './offer.ts';
import { commitmentOf, NONCE_BYTES, type PictureCode, pictureCode } from './pictures.ts';
import { closeSession, newSession, type Session } from './session.ts';

/** What the initiator keeps after answering; media and signals may flow, the pictures wait for message 4. */
export interface AnswerSent {
  readonly peerSid: Uint8Array;
  readonly session: Session;
  readonly commitment: Uint8Array;
  /** r_I, 16 bytes. */
  readonly nonce: Uint8Array;
  /** h2, 32 bytes. */
  readonly h2: Uint8Array;
  /** Key of message 4, 32 bytes. */
  readonly openKey: Uint8Array;
  /** Message 4 was read. */
  spent: boolean;
}

/** What the responder has after message 3. */
export interface Answered {
  readonly peerSid: Uint8Array;
  /** The initiator's identity key, 32 bytes, proven. */
  readonly peerKey: Uint8Array;
  /** Theirs, proven but not yet looked into. */
  readonly description: Uint8Array;
  readonly session: Session;
  /** Body of message 4, 32 bytes; may be sent again as it is. */
  readonly openBody: Uint8Array;
  readonly pictures: PictureCode;
}

/** What the initiator has after message 4. */
export interface Opened {
  readonly pictures: PictureCode;
  readonly session: Session;
}

const FIXED_BYTES = SIGNATURE_BYTES + PUBLIC_KEY_BYTES + NONCE_BYTES;
const MIN_ANSWER_BYTES = FIXED_BYTES + TAG_BYTES;
const OPEN_BYTES = NONCE_BYTES + TAG_BYTES;

/**
 * @param description compact session description with our DTLS fingerprint
 * @param dice gives 16 bytes for the nonce
 * @throws {TypeError} when this offer was answered before: one key and counter would seal two texts
 */
export async function makeAnswer(
  offer: OfferRead,
  identity: Identity,
  description: Uint8Array,
  dice: Dice,
): Promise<{ state: AnswerSent; body: Uint8Array }> {
  if (offer.spent) throw new TypeError('this offer was answered before');
  offer.spent = true;
  const { peerSid, commitment, noise } = offer;
  const nonce = dice(NONCE_BYTES);
  const content = concatBytes(identity.publicKey, nonce, description);
  const signature = await identity.sign(statementOf(noise.hash, content));
  const keys = splitKeys(noise);
  const body = seal(keys.fromInitiator, 0, label('m3'), concatBytes(signature, content));
  const session = sessionOf(noise, body, keys.fromInitiator, keys.fromResponder);
  wipe(noise.chainKey, keys.fromInitiator);
  const state = { peerSid, session, commitment, nonce, h2: noise.hash, openKey: keys.fromResponder, spent: false };
  return { state, body };
}

/** Reads the answer to our offer. From here on both sides know each other's key. */
export function readAnswer(offer: OfferSent, body: Uint8Array): Answered | HandshakeRefusal {
  if (body.length < MIN_ANSWER_BYTES) return 'wrong-length';
  if (offer.spent) return 'repeated';
  const { noise, peerSid, nonce } = offer;
  const keys = splitKeys(noise);
  const plaintext = open(keys.fromInitiator, 0, label('m3'), body);
  if (!plaintext) return 'altered';
  const content = plaintext.subarray(SIGNATURE_BYTES);
  const peerKey = content.slice(0, PUBLIC_KEY_BYTES);
  const signature = plaintext.subarray(0, SIGNATURE_BYTES);
  if (!verifySignature(peerKey, statementOf(noise.hash, content), signature)) return 'bad-proof';
  offer.spent = true;
  const session = sessionOf(noise, body, keys.fromResponder, keys.fromInitiator);
  const theirNonce = content.subarray(PUBLIC_KEY_BYTES, PUBLIC_KEY_BYTES + NONCE_BYTES);
  const answered = {
    peerSid,
    peerKey,
    description: content.slice(PUBLIC_KEY_BYTES + NONCE_BYTES),
    session,
    openBody: seal(keys.fromResponder, 0, session.transcript, nonce),
    pictures: pictureCode(noise.hash, theirNonce, nonce),
  };
  wipe(noise.chainKey, keys.fromInitiator, keys.fromResponder);
  return answered;
}

/**
 * Reads the opening of the commitment and gives the pictures.
 * A nonce that is not the one committed to is an attack by the one who answered: the session is closed for good.
 */
export function readOpen(answer: AnswerSent, body: Uint8Array): Opened | HandshakeRefusal {
  if (body.length !== OPEN_BYTES) return 'wrong-length';
  if (answer.spent) return 'repeated';
  const { session, peerSid, commitment, h2, nonce, openKey } = answer;
  const theirNonce = open(openKey, 0, session.transcript, body);
  if (!theirNonce) return 'altered';
  answer.spent = true;
  wipe(openKey);
  if (!equalBytes(commitmentOf(peerSid, theirNonce), commitment)) {
    closeSession(session);
    return 'wrong-commitment';
  }
  return { pictures: pictureCode(h2, nonce, theirNonce), session };
}

function sessionOf(noise: Symmetric, answerBody: Uint8Array, sendKey: Uint8Array, receiveKey: Uint8Array): Session {
  const transcript = hash(noise.hash, answerBody);
  return newSession({ chainKey: noise.chainKey, sendKey, receiveKey, transcript });
}

function statementOf(h2: Uint8Array, content: Uint8Array): Uint8Array {
  return concatBytes(label('sig-I'), h2, hash(content));
}
