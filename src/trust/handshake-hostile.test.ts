/** The handshake against whoever carries it, whoever has the link, and the other side turned hostile. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concatBytes } from '../base/bytes.ts';
import { makeAnswer, readAnswer, readOpen } from './answer.ts';
import { accepted, diceOf, NOW_S, OTHER_ROOM, personOf, ROOM, shakeHands } from './handshake-fixture.ts';
import { type HelloRead, readHello, startHello } from './hello.ts';
import { beginNoise, keyPairOf, mixEphemeral, mixPsk, sealPayload } from './noise.ts';
import { makeOffer, readOffer } from './offer.ts';
import { pictureCode } from './pictures.ts';
import { SeenHellos } from './seen.ts';
import { openSignal } from './session.ts';

const anna = personOf('anna');
const bert = personOf('bert');
const mallory = personOf('mallory');

/** Every message that differs from `bytes` in one bit of one byte. */
function* alteredOnce(bytes: Uint8Array): Generator<[at: number, altered: Uint8Array]> {
  for (let at = 0; at < bytes.length; at++) {
    const altered = bytes.slice();
    altered[at]! ^= 1 << (at % 8);
    yield [at, altered];
  }
}

describe('altered messages', () => {
  it('HELLO: refused at every byte, and not remembered', async () => {
    const { helloBody } = await shakeHands(anna, bert);
    const seen = new SeenHellos();
    for (const [at, altered] of alteredOnce(helloBody)) {
      expect(readHello(ROOM, anna.sid, altered, bert.sid, NOW_S, seen), `byte ${at}`).toBe('altered');
    }
    expect(seen.clockAheadS(anna.sid, NOW_S)).toBeNull();
    expect(typeof readHello(ROOM, anna.sid, helloBody, bert.sid, NOW_S, seen)).toBe('object');
  });

  it('OFFER: refused at every byte, the greeting as it was', async () => {
    const { state, body } = startHello(ROOM, anna.sid, 0, NOW_S, anna.dice);
    const read = accepted(readHello(ROOM, anna.sid, body, bert.sid, NOW_S, new SeenHellos()));
    const offer = accepted(await makeOffer(read, bert.identity, bert.description, bert.dice));
    const before = structuredClone(state);
    for (const [at, altered] of alteredOnce(offer.body)) {
      expect(readOffer(state, bert.sid, altered), `byte ${at}`).toBe('altered');
    }
    expect(state).toEqual(before);
    expect(typeof readOffer(state, bert.sid, offer.body)).toBe('object');
  });

  it('ANSWER: refused at every byte, the offer as it was', async () => {
    const { offer, answerBody } = await shakeHands(anna, bert);
    const before = structuredClone(offer);
    for (const [at, altered] of alteredOnce(answerBody)) {
      expect(readAnswer(offer, altered), `byte ${at}`).toBe('altered');
    }
    expect(offer).toEqual(before);
    expect(typeof readAnswer(offer, answerBody)).toBe('object');
  });

  it('OPEN: refused at every byte, the answer as it was', async () => {
    const { offer, answer, answerBody } = await shakeHands(anna, bert);
    const { openBody } = accepted(readAnswer(offer, answerBody));
    const before = structuredClone(answer);
    for (const [at, altered] of alteredOnce(openBody)) {
      expect(readOpen(answer, altered), `byte ${at}`).toBe('altered');
    }
    expect(answer).toEqual(before);
    expect(typeof readOpen(answer, openBody)).toBe('object');
  });

  it('are refused at every length but the right one, and nothing ever throws', async () => {
    const { hello, offer, answer } = await shakeHands(anna, bert);
    const seen = new SeenHellos();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const results = [
          readHello(ROOM, anna.sid, bytes, bert.sid, NOW_S, seen),
          readOffer(hello, bert.sid, bytes),
          readAnswer(offer, bytes),
          readOpen(answer, bytes),
        ];
        expect(results.every((result) => typeof result === 'string')).toBe(true);
      }),
    );
  });
});

describe('messages in the wrong place', () => {
  it('refuses a greeting from another room', () => {
    const { body } = startHello(OTHER_ROOM, anna.sid, 0, NOW_S, anna.dice);
    expect(readHello(ROOM, anna.sid, body, bert.sid, NOW_S, new SeenHellos())).toBe('altered');
  });

  it('binds the topic apart from the secret', () => {
    const { body } = startHello({ ...ROOM, topic: OTHER_ROOM.topic }, anna.sid, 0, NOW_S, anna.dice);
    expect(readHello(ROOM, anna.sid, body, bert.sid, NOW_S, new SeenHellos())).toBe('altered');
  });

  it('refuses one’s own greeting and an offer in one’s own name', async () => {
    const { helloBody, hello, offerBody } = await shakeHands(anna, bert);
    expect(readHello(ROOM, anna.sid, helloBody, anna.sid, NOW_S, new SeenHellos())).toBe('reflected');
    expect(readOffer(hello, anna.sid, offerBody)).toBe('reflected');
  });

  it('refuses one’s own greeting under another name when it was noted on sending', () => {
    const { state, body } = startHello(ROOM, anna.sid, 0, NOW_S, anna.dice);
    const seen = new SeenHellos();
    seen.add(anna.sid, state.ephemeral.publicKey, NOW_S, NOW_S);
    expect(readHello(ROOM, mallory.sid, body, anna.sid, NOW_S, seen)).toBe('repeated');
  });

  it('refuses an offer made to another greeting', async () => {
    const first = await shakeHands(anna, bert);
    const second = await shakeHands(anna, bert);
    expect(readOffer(first.hello, bert.sid, second.offerBody)).toBe('altered');
  });

  it('refuses an answer to another offer, and an opening of another answer', async () => {
    const first = await shakeHands(anna, bert);
    const second = await shakeHands(anna, bert);
    expect(readAnswer(first.offer, second.answerBody)).toBe('altered');
    const { openBody } = accepted(readAnswer(second.offer, second.answerBody));
    expect(readOpen(first.answer, openBody)).toBe('altered');
  });

  it('refuses each kind of message in the place of every other', async () => {
    const { hello, helloBody, offer, offerBody, answer, answerBody } = await shakeHands(anna, bert);
    for (const body of [offerBody, answerBody]) {
      expect(readHello(ROOM, anna.sid, body, bert.sid, NOW_S, new SeenHellos())).toBe('wrong-length');
    }
    expect(readOffer(hello, bert.sid, helloBody)).toBe('wrong-length');
    expect(readOffer(hello, bert.sid, answerBody)).toBe('altered');
    for (const body of [helloBody, offerBody]) expect(typeof readAnswer(offer, body)).toBe('string');
    for (const body of [helloBody, offerBody, answerBody]) expect(readOpen(answer, body)).toBe('wrong-length');
  });
});

describe('repeated messages', () => {
  it('change nothing: HELLO, OFFER, ANSWER and OPEN count once', async () => {
    const { hello, helloBody, offer, offerBody, answer, answerBody } = await shakeHands(anna, bert);
    const seen = new SeenHellos();
    readHello(ROOM, anna.sid, helloBody, bert.sid, NOW_S, seen);
    expect(readHello(ROOM, anna.sid, helloBody, bert.sid, NOW_S, seen)).toBe('repeated');
    expect(readOffer(hello, bert.sid, offerBody)).toBe('repeated');
    const { openBody } = accepted(readAnswer(offer, answerBody));
    expect(readAnswer(offer, answerBody)).toBe('repeated');
    readOpen(answer, openBody);
    expect(readOpen(answer, openBody)).toBe('repeated');
  });

  it('never let one offer be answered twice, which would use one key and counter for two texts', async () => {
    const { offerRead } = await shakeHands(anna, bert);
    await expect(makeAnswer(offerRead, anna.identity, anna.description, anna.dice)).rejects.toThrow(TypeError);
  });

  it('a known caller’s greeting must be of the last 10 minutes, a new caller’s may have any time', () => {
    const seen = new SeenHellos();
    const greet = (sentS: number) => {
      const { body } = startHello(ROOM, anna.sid, 0, sentS, anna.dice);
      return readHello(ROOM, anna.sid, body, bert.sid, NOW_S, seen);
    };
    expect(typeof greet(NOW_S + 5)).toBe('object');
    expect(greet(NOW_S - 601)).toBe('stale');
    expect(greet(NOW_S + 606)).toBe('stale');
    expect(typeof greet(NOW_S - 600)).toBe('object');
  });

  it('a caller whose clock is wrong by a day can greet again, but not with a greeting of another hour', () => {
    const seen = new SeenHellos();
    const greet = (sentS: number) => {
      const { body } = startHello(ROOM, anna.sid, 0, sentS, anna.dice);
      return readHello(ROOM, anna.sid, body, bert.sid, NOW_S, seen);
    };
    expect(typeof greet(NOW_S - 86_400)).toBe('object');
    expect(typeof greet(NOW_S - 86_395)).toBe('object');
    expect(greet(NOW_S - 82_800)).toBe('stale');
  });

  it('a greeting of a later version is named as such', () => {
    const ephemeral = keyPairOf(anna.dice(32)).publicKey;
    const begun = beginNoise(
      'Noise_NNpsk0_25519_ChaChaPoly_SHA256',
      concatBytes(asciiBytes('humr/1 prologue\0'), ROOM.topic),
    );
    const { sealed } = sealPayload(
      mixEphemeral(mixPsk(begun, ROOM.psk), ephemeral, true),
      Uint8Array.of(2, ...new Uint8Array(8)),
    );
    const read = readHello(ROOM, anna.sid, concatBytes(ephemeral, sealed), bert.sid, NOW_S, new SeenHellos());
    expect(read).toBe('newer-version');
  });
});

describe('false proofs', () => {
  const forger = { publicKey: bert.identity.publicKey, sign: mallory.identity.sign };

  it('refuses an offer whose signature is not by the key it names', async () => {
    const { state, body } = startHello(ROOM, anna.sid, 0, NOW_S, anna.dice);
    const read = accepted(readHello(ROOM, anna.sid, body, mallory.sid, NOW_S, new SeenHellos()));
    const offer = accepted(await makeOffer(read, forger, mallory.description, mallory.dice));
    expect(readOffer(state, mallory.sid, offer.body)).toBe('bad-proof');
    expect(state.offersRead.size).toBe(0);
  });

  it('refuses an answer whose signature is not by the key it names', async () => {
    const { helloRead } = await shakeHands(mallory, anna);
    const hello = startHello(ROOM, mallory.sid, 0, NOW_S, diceOf('mallory again'));
    const read = accepted(readHello(ROOM, mallory.sid, hello.body, anna.sid, NOW_S, new SeenHellos()));
    expect(read.peerSid).toEqual(helloRead.peerSid);
    const offer = accepted(await makeOffer(read, anna.identity, anna.description, anna.dice));
    const offerRead = accepted(readOffer(hello.state, anna.sid, offer.body));
    const answer = await makeAnswer(offerRead, forger, mallory.description, mallory.dice);
    expect(readAnswer(offer.state, answer.body)).toBe('bad-proof');
    expect(offer.state.spent).toBe(false);
  });

  it('refuses a signature carried over from another handshake', async () => {
    const signed: Uint8Array[] = [];
    const recorder = {
      publicKey: bert.identity.publicKey,
      sign: async (message: Uint8Array) => {
        signed.push(await bert.identity.sign(message));
        return signed.at(-1)!;
      },
    };
    const sameNonce = (byteCount: number) => (byteCount === 16 ? new Uint8Array(16) : bert.dice(byteCount));
    await shakeHands(anna, { ...bert, identity: recorder, dice: sameNonce });
    const replayer = { publicKey: bert.identity.publicKey, sign: async () => signed[0]! };
    const { state, body } = startHello(ROOM, anna.sid, 0, NOW_S, anna.dice);
    const read = accepted(readHello(ROOM, anna.sid, body, bert.sid, NOW_S, new SeenHellos()));
    const offer = accepted(await makeOffer(read, replayer, bert.description, sameNonce));
    expect(readOffer(state, bert.sid, offer.body)).toBe('bad-proof');
  });

  it('refuses points of low order from either side', async () => {
    const { hello, helloRead, offerBody } = await shakeHands(anna, bert);
    const zeroHello: HelloRead = { ...helloRead, ephemeral: new Uint8Array(32) };
    expect(await makeOffer(zeroHello, bert.identity, bert.description, bert.dice)).toBe('bad-proof');
    const zeroOffer = concatBytes(new Uint8Array(32), offerBody.subarray(32));
    expect(readOffer(hello, bert.sid, zeroOffer)).toBe('bad-proof');
  });
});

describe('a man in the middle', () => {
  it('without the link’s secret gets nowhere at any message', async () => {
    const outsider = { ...OTHER_ROOM, topic: ROOM.topic };
    const { state, body } = startHello(ROOM, anna.sid, 0, NOW_S, anna.dice);
    expect(readHello(outsider, anna.sid, body, mallory.sid, NOW_S, new SeenHellos())).toBe('altered');
    const own = startHello(outsider, anna.sid, 0, NOW_S, mallory.dice);
    expect(readHello(ROOM, anna.sid, own.body, bert.sid, NOW_S, new SeenHellos())).toBe('altered');
    const toOwn = accepted(readHello(outsider, anna.sid, own.body, mallory.sid, NOW_S, new SeenHellos()));
    const offer = accepted(
      await makeOffer(
        { ...toOwn, ephemeral: state.ephemeral.publicKey },
        mallory.identity,
        mallory.description,
        mallory.dice,
      ),
    );
    expect(readOffer(state, bert.sid, offer.body)).toBe('altered');
  });

  it('with the secret is seen by his own key, and by different pictures', async () => {
    const toMallory = await shakeHands(anna, mallory);
    const fromMallory = await shakeHands(mallory, bert);
    expect(toMallory.offerRead.peerKey).toEqual(mallory.identity.publicKey);
    const left = accepted(readAnswer(toMallory.offer, toMallory.answerBody));
    const right = accepted(readAnswer(fromMallory.offer, fromMallory.answerBody));
    expect(right.peerKey).toEqual(mallory.identity.publicKey);
    expect(accepted(readOpen(toMallory.answer, left.openBody)).pictures).not.toEqual(right.pictures);
  });

  it('limited to one picture matches once in 64 tries, within 3 σ', () => {
    const dice = diceOf('man in the middle');
    const tries = 4096;
    let matches = 0;
    for (let i = 0; i < tries; i++) {
      const left = pictureCode(dice(32), dice(16), dice(16));
      const right = pictureCode(dice(32), dice(16), dice(16));
      if (left[0] === right[0]) matches += 1;
    }
    const expected = tries / 64;
    const sigma = Math.sqrt(tries * (1 / 64) * (63 / 64));
    expect(Math.abs(matches - expected)).toBeLessThan(3 * sigma);
  });

  it('cannot choose his nonce after seeing the other’s: a changed one raises the alarm and closes the session', async () => {
    const { offer, answer, answerBody } = await shakeHands(anna, mallory);
    const dishonest = { ...offer, nonce: new Uint8Array(16).fill(0xee) };
    const { openBody } = accepted(readAnswer(dishonest, answerBody));
    expect(readOpen(answer, openBody)).toBe('wrong-commitment');
    expect(answer.session.closed).toBe(true);
    expect(answer.session.send.key).toEqual(new Uint8Array(32));
    expect(openSignal(answer.session, mallory.sid, anna.sid, new Uint8Array(40), 0)).toBe('closed');
    expect(readOpen(answer, openBody)).toBe('repeated');
  });

  it('cannot pass one session’s commitment off as another’s: it binds the session id', async () => {
    const { offer, answer, answerBody } = await shakeHands(anna, bert);
    const { openBody } = accepted(readAnswer(offer, answerBody));
    expect(readOpen({ ...answer, peerSid: mallory.sid }, openBody)).toBe('wrong-commitment');
  });
});
