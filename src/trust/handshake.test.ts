import { describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import { makeAnswer, readAnswer, readOpen } from './answer.ts';
import { accepted, diceOf, meet, NOW_S, personOf, ROOM, shakeHands } from './handshake-fixture.ts';
import { forgetHello, readHello, startHello, whoAnswers } from './hello.ts';
import { makeOffer, readOffer } from './offer.ts';
import { SeenHellos } from './seen.ts';
import { openSignal, sealSignal } from './session.ts';

describe('handshake', () => {
  it('tells each side the other’s key and description, and both the same pictures', async () => {
    const anna = personOf('anna');
    const bert = personOf('bert');
    const { offerRead, offer, answer, answerBody } = await shakeHands(anna, bert);
    expect(offerRead.peerKey).toEqual(bert.identity.publicKey);
    expect(offerRead.description).toEqual(bert.description);
    const answered = accepted(readAnswer(offer, answerBody));
    expect(answered.peerKey).toEqual(anna.identity.publicKey);
    expect(answered.description).toEqual(anna.description);
    const opened = accepted(readOpen(answer, answered.openBody));
    expect(opened.pictures).toEqual(answered.pictures);
    expect(opened.pictures).toHaveLength(7);
  });

  it('has the lengths of the protocol page', async () => {
    const { helloBody, offerBody, answerBody, offer } = await shakeHands(personOf('anna'), personOf('bert'));
    expect(helloBody).toHaveLength(32 + 9 + 16);
    expect(offerBody).toHaveLength(32 + 64 + 32 + 32 + 127 + 16);
    expect(answerBody).toHaveLength(64 + 32 + 16 + 127 + 16);
    expect(accepted(readAnswer(offer, answerBody)).openBody).toHaveLength(16 + 16);
  });

  it('lets signals flow both ways, and the initiator’s even before the commitment is opened', async () => {
    const anna = personOf('anna');
    const bert = personOf('bert');
    const { offer, answer, answerBody } = await shakeHands(anna, bert);
    const early = sealSignal(answer.session, anna.sid, bert.sid, asciiBytes('early'), 0)!;
    const answered = accepted(readAnswer(offer, answerBody));
    expect(openSignal(answered.session, anna.sid, bert.sid, early, 0)).toEqual(asciiBytes('early'));
    const reply = sealSignal(answered.session, bert.sid, anna.sid, asciiBytes('reply'), 0)!;
    expect(openSignal(answer.session, bert.sid, anna.sid, reply, 0)).toEqual(asciiBytes('reply'));
  });

  it('carries capabilities and the sender’s clock', () => {
    const anna = personOf('anna');
    const { body } = startHello(ROOM, anna.sid, 0x80000001, NOW_S, anna.dice);
    const read = accepted(readHello(ROOM, anna.sid, body, personOf('bert').sid, NOW_S + 3, new SeenHellos()));
    expect(read).toMatchObject({ capabilities: 0x80000001, sentS: NOW_S });
  });

  it('serves several responders with one greeting, each with keys and pictures of its own', async () => {
    const anna = personOf('anna');
    const { state, body } = startHello(ROOM, anna.sid, 0, NOW_S, anna.dice);
    const codes = await Promise.all(
      ['bert', 'carl', 'dora'].map(async (name) => {
        const host = personOf(name);
        const read = accepted(readHello(ROOM, anna.sid, body, host.sid, NOW_S, new SeenHellos()));
        const offer = accepted(await makeOffer(read, host.identity, host.description, host.dice));
        const answer = await makeAnswer(
          accepted(readOffer(state, host.sid, offer.body)),
          anna.identity,
          anna.description,
          anna.dice,
        );
        const answered = accepted(readAnswer(offer.state, answer.body));
        expect(accepted(readOpen(answer.state, answered.openBody)).pictures).toEqual(answered.pictures);
        return answered.pictures.join();
      }),
    );
    expect(new Set(codes).size).toBe(3);
  });

  it('gives new keys and pictures to the same two people at every meeting', async () => {
    const anna = personOf('anna');
    const bert = personOf('bert');
    const first = await meet(anna, bert);
    const second = await meet(anna, bert);
    expect(second.opened.pictures).not.toEqual(first.opened.pictures);
    expect(second.opened.session.send.key).not.toEqual(first.opened.session.send.key);
  });

  it('shares two secrets for later, the same on both sides', async () => {
    const { answered, opened } = await meet(personOf('anna'), personOf('bert'));
    expect(opened.session.rekeyPsk).toEqual(answered.session.rekeyPsk);
    expect(opened.session.contactSecret).toEqual(answered.session.contactSecret);
    expect(opened.session.contactSecret).not.toEqual(opened.session.rekeyPsk);
  });

  it('can be run again under the secret of the first, over the data channel', async () => {
    const { answered, opened } = await meet(personOf('anna'), personOf('bert'));
    const again = { ...ROOM, psk: opened.session.rekeyPsk };
    const { offer, answerBody } = await shakeHands(personOf('anna'), personOf('bert'), again);
    expect(typeof readAnswer(offer, answerBody)).toBe('object');
    const { body } = startHello(
      { ...ROOM, psk: answered.session.rekeyPsk },
      personOf('anna').sid,
      0,
      NOW_S,
      diceOf('a'),
    );
    expect(readHello(ROOM, personOf('anna').sid, body, personOf('bert').sid, NOW_S, new SeenHellos())).toBe('altered');
  });

  it('cannot be finished by whoever finds the state of a forgotten greeting', async () => {
    const anna = personOf('anna');
    const bert = personOf('bert');
    const { hello, helloRead } = await shakeHands(anna, bert);
    const late = accepted(await makeOffer(helloRead, bert.identity, bert.description, bert.dice));
    forgetHello(hello);
    expect(readOffer(hello, bert.sid, late.body)).toBe('altered');
  });

  it('lets the lower session id answer when greetings cross', () => {
    const low = new Uint8Array(16).fill(1);
    const high = new Uint8Array(16).fill(0xff);
    expect(whoAnswers(low, high)).toBe('us');
    expect(whoAnswers(high, low)).toBe('them');
  });
});
