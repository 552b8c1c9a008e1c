/**
 * Known answers, asked once while nothing else is urgent. They prove that this engine computes the curves rightly, and
 * they leave noble's tables and the compiled code behind, so that the first handshake takes as long as every other.
 */
import { equalBytes } from '../base/bytes.ts';
import { verifySignature } from './identity.ts';
import { keyPairOf, sharedSecret } from './noise.ts';

/** RFC 8032, section 7.1, test 2: a signature of the one byte 0x72. */
const PUBLIC_KEY = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const SIGNATURE =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';

/**
 * One answer after the other, so that the page can do something else between them: about 50 ms in all, the first time.
 *
 * @returns false when an answer is wrong: no call may be made with such an engine
 */
export function* warmUp(): Generator<void, boolean> {
  const [ours, theirs] = [keyPairOf(new Uint8Array(32).fill(1)), keyPairOf(new Uint8Array(32).fill(2))];
  yield;
  const oneSide = sharedSecret(ours.secretKey, theirs.publicKey);
  yield;
  const otherSide = sharedSecret(theirs.secretKey, ours.publicKey);
  yield;
  const agrees = oneSide !== null && otherSide !== null && equalBytes(oneSide, otherSide);
  const [publicKey, signature] = [bytesOf(PUBLIC_KEY), bytesOf(SIGNATURE)];
  const takesTrue = verifySignature(publicKey, Uint8Array.of(0x72), signature);
  yield;
  const takesFalse = verifySignature(publicKey, Uint8Array.of(0x73), signature);
  return agrees && takesTrue && !takesFalse;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g)!, (digits) => Number.parseInt(digits, 16));
}
