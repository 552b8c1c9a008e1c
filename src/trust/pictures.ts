/**
 * The short authentication string (Humr/1, "SAS"): seven pictures both people see, equal only when nobody is between
 * them. 42 bits, fixed by a commitment before either side knows the other's nonce.
 */
import { concatBytes } from '../base/bytes.ts';
import { expandLabel, extract, hash, label } from './hash.ts';

/** r_I and r_R. */
export const NONCE_BYTES = 16;
const PICTURE_COUNT = 7;

/** Seven numbers of 0..63, each naming a picture of `PICTURES`. */
export type PictureCode = readonly number[];

/**
 * c_R = H(L("sas-commit") ‖ sid ‖ nonce), 32 bytes: binds the responder to his nonce before he sees the other's.
 * @param sid session id of the one who commits, 16 bytes
 */
export function commitmentOf(sid: Uint8Array, nonce: Uint8Array): Uint8Array {
  return hash(label('sas-commit'), sid, nonce);
}

/**
 * @param h2 final hash of the Noise handshake, 32 bytes
 * @param nonceI the initiator's nonce, 16 bytes
 * @param nonceR the responder's, 16 bytes
 */
export function pictureCode(h2: Uint8Array, nonceI: Uint8Array, nonceR: Uint8Array): PictureCode {
  return picturesFrom(extract(h2, concatBytes(nonceI, nonceR)), 'sas');
}

/** The top 42 bits of Expand(prk, L(name), 8), six by six. */
export function picturesFrom(prk: Uint8Array, name: string): PictureCode {
  const bytes = expandLabel(prk, name, 8);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: PICTURE_COUNT }, (_, i) => Number.parseInt(bits.slice(6 * i, 6 * i + 6), 2));
}

/** For reading aloud without pictures: the first 39 of the 42 bits as three numbers of 1000..9191. */
export function decimalCode(pictures: PictureCode): readonly number[] {
  const bits = pictures.map((picture) => picture.toString(2).padStart(6, '0')).join('');
  return [0, 13, 26].map((at) => Number.parseInt(bits.slice(at, at + 13), 2) + 1000);
}
