/**
 * A slow twin of the handshake, written from the protocol page with Node's own cryptography and nothing of this room: it
 * reads what the two sides really send, byte by byte, and derives what they must have.
 */
import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  verify,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import { readAnswer, readOpen } from './answer.ts';
import { accepted, NOW_S, type Person, personOf, ROOM, shakeHands } from './handshake-fixture.ts';
import { closeSession, sealSignal } from './session.ts';

type Bytes = Uint8Array;
const L = (name: string) => Buffer.from(`humr/1 ${name}\0`);
const H = (...parts: Bytes[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const hmac = (key: Bytes, ...parts: Bytes[]) => createHmac('sha256', key).update(Buffer.concat(parts)).digest();
const expand = (prk: Bytes, ...info: Bytes[]) => hmac(prk, ...info, Buffer.of(1));
const dh = (secret: Bytes, point: Bytes) =>
  diffieHellman({
    privateKey: createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
      format: 'der',
      type: 'pkcs8',
    }),
    publicKey: createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), point]),
      format: 'der',
      type: 'spki',
    }),
  });
const isSigned = (key: Bytes, message: Bytes, signature: Bytes) => {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  return verify(null, message, { key: der, format: 'der', type: 'spki' }, signature);
};

/** ChaCha20-Poly1305 with a Noise nonce; throws when it does not open. */
function open(key: Bytes, counter: number, aad: Bytes, sealed: Bytes): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64LE(BigInt(counter), 4);
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  cipher.setAAD(aad, { plaintextLength: sealed.length - 16 });
  cipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
}

/** Noise's HKDF, section 4.3. */
function noiseHkdf(chainKey: Bytes, material: Bytes): [Buffer, Buffer, Buffer] {
  const temp = hmac(chainKey, material);
  const one = hmac(temp, Buffer.of(1));
  const two = hmac(temp, one, Buffer.of(2));
  return [one, two, hmac(temp, two, Buffer.of(3))];
}

/** The person, and everything his dice gave him. */
function recorded(name: string): { person: Person; rolls: Uint8Array[] } {
  const person = personOf(name);
  const rolls: Uint8Array[] = [];
  const dice = (byteCount: number) => {
    rolls.push(person.dice(byteCount));
    return rolls.at(-1)!.slice();
  };
  return { person: { ...person, dice }, rolls };
}

/** Both messages of the Noise pattern, read with the initiator's secret. */
function readPattern(secretI: Bytes, hello: Bytes, offer: Bytes) {
  const [eI, eR] = [hello.subarray(0, 32), offer.subarray(0, 32)];
  let ck: Buffer = H(Buffer.from('Noise_NNpsk0_25519_ChaChaPoly_SHA256'));
  let h = H(ck, L('prologue'), ROOM.topic);
  const [ckPsk, forHash] = noiseHkdf(ck, ROOM.psk);
  h = H(H(h, forHash), eI);
  const [ckE, keyHello] = noiseHkdf(ckPsk, eI);
  const helloPayload = open(keyHello, 0, h, hello.subarray(32));
  h = H(H(h, hello.subarray(32)), eR);
  const [ckEr] = noiseHkdf(ckE, eR);
  const [ckEe, keyOffer] = noiseHkdf(ckEr, dh(secretI, eR));
  const hEe = h;
  const offerPayload = open(keyOffer, 0, hEe, offer.subarray(32));
  ck = ckEe;
  const [fromI, fromR] = noiseHkdf(ck, Buffer.alloc(0));
  return { helloPayload, offerPayload, hEe, h2: H(hEe, offer.subarray(32)), ck, fromI, fromR };
}

describe('the handshake on the wire', () => {
  it('is what the protocol page says, to the last byte', async () => {
    const { person: anna, rolls: annasRolls } = recorded('anna');
    const { person: bert, rolls: bertsRolls } = recorded('bert');
    const { helloBody, offer, offerBody, answer, answerBody } = await shakeHands(anna, bert);
    const [secretI, nonceI] = annasRolls as [Bytes, Bytes];
    const nonceR = bertsRolls[1]!;

    const wire = readPattern(secretI, helloBody, offerBody);
    const expectedHello = Buffer.alloc(9);
    expectedHello.writeUInt8(1, 0);
    expectedHello.writeUInt32BE(NOW_S, 1);
    expect(wire.helloPayload).toEqual(expectedHello);

    const [sigR, idR, cR, descR] = split(wire.offerPayload, 64, 32, 32);
    expect([idR, descR]).toEqual([Buffer.from(bert.identity.publicKey), Buffer.from(bert.description)]);
    expect(cR).toEqual(H(L('sas-commit'), bert.sid, nonceR));
    expect(isSigned(idR!, Buffer.concat([L('sig-R'), wire.hEe, H(idR!, cR!, descR!)]), sigR!)).toBe(true);

    const [sigI, idI, rI, descI] = split(open(wire.fromI, 0, L('m3'), answerBody), 64, 32, 16);
    expect([idI, descI]).toEqual([Buffer.from(anna.identity.publicKey), Buffer.from(anna.description)]);
    expect(rI).toEqual(Buffer.from(nonceI));
    expect(isSigned(idI!, Buffer.concat([L('sig-I'), wire.h2, H(idI!, rI!, descI!)]), sigI!)).toBe(true);

    const answered = accepted(readAnswer(offer, answerBody));
    const h3 = H(wire.h2, answerBody);
    expect(open(wire.fromR, 0, h3, answered.openBody)).toEqual(Buffer.from(nonceR));

    const sas = expand(hmac(wire.h2, nonceI, nonceR), L('sas')).readBigUInt64BE() >> 22n;
    const pictures = [36n, 30n, 24n, 18n, 12n, 6n, 0n].map((shift) => Number((sas >> shift) & 63n));
    expect(answered.pictures).toEqual(pictures);
    expect(accepted(readOpen(answer, answered.openBody)).pictures).toEqual(pictures);

    const { session } = answer;
    expect(Buffer.from(session.rekeyPsk)).toEqual(expand(wire.ck, L('rekey'), h3));
    expect(Buffer.from(session.contactSecret)).toEqual(expand(wire.ck, L('contact'), h3));
    expect(Buffer.from(session.channelKey)).toEqual(expand(wire.ck, L('channel'), h3));
    const signal = sealSignal(session, anna.sid, bert.sid, asciiBytes('{}'), 0)!;
    expect(Buffer.from(signal.subarray(0, 9)).toString('hex')).toBe('000000000000000001');
    const aad = Buffer.concat([L('sig'), Buffer.of(0), anna.sid, bert.sid]);
    expect(open(wire.fromI, 1, aad, signal.subarray(9)).toString()).toBe('{}');
  });

  it('leaves no secret behind: dice, ephemeral and nonce keys are overwritten once used', async () => {
    const { person: bert } = recorded('bert');
    const given: Uint8Array[] = [];
    const dice = (byteCount: number) => {
      given.push(bert.dice(byteCount));
      return given.at(-1)!;
    };
    const { offer, answer, answerBody } = await shakeHands(personOf('anna'), { ...bert, dice });
    expect(given[0]).toEqual(new Uint8Array(32));
    const answered = accepted(readAnswer(offer, answerBody));
    expect(offer.noise.chainKey).toEqual(new Uint8Array(32));
    readOpen(answer, answered.openBody);
    expect(answer.openKey).toEqual(new Uint8Array(32));
    closeSession(answered.session);
    expect(answered.session.send.key).toEqual(new Uint8Array(32));
  });
});

/** Cuts off parts of these lengths; the rest comes last. */
function split(bytes: Buffer, ...lengths: number[]): Buffer[] {
  const parts: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...parts, bytes.subarray(at)];
}
