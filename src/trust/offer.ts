/**
 * Message 2, OFFER (Humr/1, "Session"): the responder proves who he is and commits to his nonce.
 *
 *   e_R(32) ‖ AEAD(sig_R(64) ‖ id_R(32) ‖ c_R(32) ‖ description)
 *   sig_R = Ed25519(L("sig-R") ‖ h_ee ‖ H(id_R ‖ c_R ‖ description))
 */
import { toBase64Url } from '../base/base64url.ts';
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { TAG_BYTES } from './aead.ts';
import { HASH_BYTES, hash, label, wipe } from './hash.ts';
import type { Dice, HandshakeRefusal, HelloRead, HelloState } from './hello.ts';
import { type Identity, PUBLIC_KEY_BYTES, SIGNATURE_BYTES, verifySignature } from './identity.ts';
import {
  DH_BYTES,
  keyPairOf,
  mixEphemeral,
  mixSharedSecret,
  openPayload,
  type Symmetric,
  sealPayload,
} from './noise.ts';
import { commitmentOf, NONCE_BYTES } from './pictures.ts';

/** What the responder keeps for one initiator. */
export interface OfferSent {
  readonly peerSid: Uint8Array;
  /** r_R, 16 bytes, secret until message 4. */
  readonly nonce: Uint8Array;
  /** After the pattern's end: `hash` is h2. */
  readonly noise: Symmetric;
  /** An authentic answer was read; a second one would make a second session under the same keys. */
  spent: boolean;
}

/** What the initiator learnt of one responder. */
export interface OfferRead {
  readonly peerSid: Uint8Array;
  /** The responder's identity key, 32 bytes, proven. */
  readonly peerKey: Uint8Array;
  /** c_R, 32 bytes. */
  readonly commitment: Uint8Array;
  /** Theirs, proven but not yet looked into. */
  readonly description: Uint8Array;
  /** After the pattern's end: `hash` is h2. */
  readonly noise: Symmetric;
  /** An answer was made; a second one would use the same key and counter. */
  spent: boolean;
}

const FIXED_BYTES = SIGNATURE_BYTES + PUBLIC_KEY_BYTES + HASH_BYTES;
const MIN_OFFER_BYTES = DH_BYTES + FIXED_BYTES + TAG_BYTES;

/** More offers than this to one greeting are a flood. */
const MAX_OFFERS_READ = 4096;

/**
 * Introduces ourselves to whoever greeted; may be called long after the greeting was read, and again for a new try.
 * @param description compact session description with our DTLS fingerprint
 * @param dice gives 32 bytes for the ephemeral key, then 16 for the nonce
 * @returns 'bad-proof' when the greeting's key is of low order
 */
export async function makeOffer(
  hello: HelloRead,
  identity: Identity,
  description: Uint8Array,
  dice: Dice,
): Promise<{ state: OfferSent; body: Uint8Array } | 'bad-proof'> {
  const ephemeral = keyPairOf(dice(DH_BYTES));
  const nonce = dice(NONCE_BYTES);
  const afterE = mixEphemeral(hello.noise, ephemeral.publicKey, true);
  const afterEe = mixSharedSecret(afterE, ephemeral, hello.ephemeral);
  wipe(ephemeral.secretKey);
  if (!afterEe) return 'bad-proof';
  const content = concatBytes(identity.publicKey, commitmentOf(hello.ownSid, nonce), description);
  const signature = await identity.sign(statementOf(afterEe.hash, content));
  const { state: noise, sealed } = sealPayload(afterEe, concatBytes(signature, content));
  const state = { peerSid: hello.peerSid, nonce, noise, spent: false };
  return { state, body: concatBytes(ephemeral.publicKey, sealed) };
}

/** Reads an offer to our greeting; each responder's is read for itself. */
export function readOffer(hello: HelloState, fromSid: Uint8Array, body: Uint8Array): OfferRead | HandshakeRefusal {
  if (equalBytes(fromSid, hello.ownSid)) return 'reflected';
  if (body.length < MIN_OFFER_BYTES) return 'wrong-length';
  const ephemeral = body.subarray(0, DH_BYTES);
  const offerId = toBase64Url(ephemeral);
  if (hello.offersRead.has(offerId) || hello.offersRead.size >= MAX_OFFERS_READ) return 'repeated';
  const afterEe = mixSharedSecret(mixEphemeral(hello.noise, ephemeral, true), hello.ephemeral, ephemeral);
  if (!afterEe) return 'bad-proof';
  const opened = openPayload(afterEe, body.subarray(DH_BYTES));
  if (!opened) return 'altered';
  const content = opened.plaintext.subarray(SIGNATURE_BYTES);
  const peerKey = content.slice(0, PUBLIC_KEY_BYTES);
  const signature = opened.plaintext.subarray(0, SIGNATURE_BYTES);
  if (!verifySignature(peerKey, statementOf(afterEe.hash, content), signature)) return 'bad-proof';
  hello.offersRead.add(offerId);
  return {
    peerSid: fromSid,
    peerKey,
    commitment: content.slice(PUBLIC_KEY_BYTES, PUBLIC_KEY_BYTES + HASH_BYTES),
    description: content.slice(PUBLIC_KEY_BYTES + HASH_BYTES),
    noise: opened.state,
    spent: false,
  };
}

function statementOf(transcript: Uint8Array, content: Uint8Array): Uint8Array {
  return concatBytes(label('sig-R'), transcript, hash(content));
}
