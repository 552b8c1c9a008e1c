import { expect, it } from 'vitest';
import { makeAnswer, readAnswer, readOpen } from './answer.ts';
import { accepted, NOW_S, personOf, ROOM } from './handshake-fixture.ts';
import { readHello, startHello } from './hello.ts';
import { makeOffer, readOffer } from './offer.ts';
import { SeenHellos } from './seen.ts';
import { channelProof } from './session.ts';

/** A carrier that has the link gives the sessions other names on the way. */
async function renamed(callerAs: Uint8Array, hostAs: Uint8Array) {
  const [caller, host] = [personOf('caller'), personOf('host')];
  const { state, body } = startHello(ROOM, caller.sid, 0, NOW_S, caller.dice);
  const hello = accepted(readHello(ROOM, callerAs, body, host.sid, NOW_S, new SeenHellos()));
  const offer = accepted(await makeOffer(hello, host.identity, host.description, host.dice));
  const read = accepted(readOffer(state, hostAs, offer.body));
  const answer = await makeAnswer(read, caller.identity, caller.description, caller.dice);
  const answered = accepted(readAnswer(offer.state, answer.body));
  return { caller, host, answer: answer.state, answered };
}

it('a renamed responder fails at the opening of his commitment', async () => {
  const { answer, answered } = await renamed(personOf('caller').sid, personOf('mallory').sid);
  expect(readOpen(answer, answered.openBody)).toBe('wrong-commitment');
});

it('a renamed initiator is read, but cannot prove the channel under that name', async () => {
  const mallory = personOf('mallory').sid;
  const { caller, host, answer, answered } = await renamed(mallory, personOf('host').sid);
  expect(typeof readOpen(answer, answered.openBody)).not.toBe('string');
  // What the caller says first on the channel, and what the host waits for.
  expect(channelProof(answer.session, caller.sid)).not.toEqual(channelProof(answered.session, mallory));
  // Under their own names both hold the same.
  expect(channelProof(answer.session, host.sid)).toEqual(channelProof(answered.session, host.sid));
});
