import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { open, seal } from './aead.ts';
import {
  beginNoise,
  type KeyPair,
  keyPairOf,
  mixEphemeral,
  mixPsk,
  mixSharedSecret,
  openPayload,
  type Symmetric,
  sealPayload,
  sharedSecret,
  splitKeys,
} from './noise.ts';

interface Vector {
  readonly protocol_name: string;
  readonly source: string;
  readonly init_prologue: string;
  readonly init_ephemeral: string;
  readonly resp_ephemeral: string;
  readonly init_psks?: readonly string[];
  readonly handshake_hash?: string;
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[];
}

const FILE = new URL('../../../shared/vectors/noise.json', import.meta.url);
const isMissing = !existsSync(FILE);
if (isMissing) console.warn(`published vectors are not at ${FILE.pathname}: Noise tests skipped`);
const vectors = isMissing ? [] : (JSON.parse(readFileSync(FILE, 'utf8')) as { vectors: Vector[] }).vectors;
const nnVectors = vectors.filter(({ protocol_name }) => /^Noise_NN(psk0)?_/.test(protocol_name));

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const EMPTY = new Uint8Array(0);

/** One side's state after the tokens of message 1, and of message 2. */
function sideOf(vector: Vector, own: KeyPair, theirs: KeyPair, ephemeralI: Uint8Array, ephemeralR: Uint8Array) {
  const psk = vector.init_psks?.[0];
  const begun = beginNoise(vector.protocol_name, hex(vector.init_prologue));
  const first = mixEphemeral(psk ? mixPsk(begun, hex(psk)) : begun, ephemeralI, psk !== undefined);
  const second = (after: Symmetric) =>
    mixSharedSecret(mixEphemeral(after, ephemeralR, psk !== undefined), own, theirs.publicKey)!;
  return { first, second };
}

describe.skipIf(isMissing)('published Noise vectors', () => {
  it('has vectors for both patterns', () => {
    expect(new Set(nnVectors.map(({ protocol_name }) => protocol_name)).size).toBe(2);
    expect(nnVectors.length).toBeGreaterThanOrEqual(3);
  });

  it.each(nnVectors)('$protocol_name of $source: every message, both sides, the hash and the transport', (vector) => {
    const initiator = keyPairOf(hex(vector.init_ephemeral));
    const responder = keyPairOf(hex(vector.resp_ephemeral));
    const [m1, m2, ...transport] = vector.messages;
    const sides = [
      sideOf(vector, initiator, responder, initiator.publicKey, responder.publicKey),
      sideOf(vector, responder, initiator, initiator.publicKey, responder.publicKey),
    ] as const;

    const sent1 = sealPayload(sides[0].first, hex(m1!.payload));
    expect(hexOf(initiator.publicKey) + hexOf(sent1.sealed)).toBe(m1!.ciphertext);
    const read1 = openPayload(sides[1].first, hex(m1!.ciphertext).subarray(32))!;
    expect(hexOf(read1.plaintext)).toBe(m1!.payload);

    const sent2 = sealPayload(sides[1].second(read1.state), hex(m2!.payload));
    expect(hexOf(responder.publicKey) + hexOf(sent2.sealed)).toBe(m2!.ciphertext);
    const read2 = openPayload(sides[0].second(sent1.state), hex(m2!.ciphertext).subarray(32))!;
    expect(hexOf(read2.plaintext)).toBe(m2!.payload);

    if (vector.handshake_hash) expect(hexOf(sent2.state.hash)).toBe(vector.handshake_hash);
    expect(read2.state.hash).toEqual(sent2.state.hash);
    const keys = splitKeys(read2.state);
    expect(splitKeys(sent2.state)).toEqual(keys);
    transport.forEach(({ payload, ciphertext }, i) => {
      const key = i % 2 === 0 ? keys.fromInitiator : keys.fromResponder;
      const counter = Math.floor(i / 2);
      expect(hexOf(seal(key, counter, EMPTY, hex(payload)))).toBe(ciphertext);
      expect(hexOf(open(key, counter, EMPTY, hex(ciphertext))!)).toBe(payload);
    });
  });
});

describe('noise', () => {
  const own = keyPairOf(new Uint8Array(32).fill(1));
  const begun = mixPsk(beginNoise('Noise_NNpsk0_25519_ChaChaPoly_SHA256', EMPTY), new Uint8Array(32));

  it('gives null, not an exception, for points of low order', () => {
    const minusOne = hex('ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f');
    for (const point of [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31)), minusOne]) {
      expect(sharedSecret(own.secretKey, point)).toBeNull();
      expect(mixSharedSecret(begun, own, point)).toBeNull();
    }
  });

  it('leaves a state as it was when a payload is refused', () => {
    const before = structuredClone(begun);
    expect(openPayload(begun, new Uint8Array(40))).toBeNull();
    expect(openPayload(begun, new Uint8Array(3))).toBeNull();
    expect(begun).toEqual(before);
  });
});
