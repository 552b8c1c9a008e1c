/** Two people, repeatable dice and a whole handshake, for the tests of this room and of those above it. */
import { asciiBytes } from '../base/bytes.ts';
import { type Answered, type AnswerSent, makeAnswer, type Opened, readAnswer, readOpen } from './answer.ts';
import { hash } from './hash.ts';
import { type Dice, type HelloRead, type HelloState, readHello, startHello } from './hello.ts';
import { type Identity, softwareIdentity } from './identity.ts';
import { makeOffer, type OfferRead, type OfferSent, readOffer } from './offer.ts';
import { type RoomKeys, roomKeys } from './room.ts';
import { SeenHellos } from './seen.ts';

export const NOW_S = 1_800_000_000;
export const ROOM = roomKeys(hash(asciiBytes('room')).slice(0, 16));
export const OTHER_ROOM = roomKeys(hash(asciiBytes('other room')).slice(0, 16));

export interface Person {
  readonly sid: Uint8Array;
  readonly identity: Identity;
  readonly description: Uint8Array;
  readonly dice: Dice;
}

/** Repeatable bytes: SHA-256 of the seed and a running number. */
export function diceOf(seed: string): Dice {
  let rolls = 0;
  return (byteCount) => {
    rolls += 1;
    const blocks = Array.from({ length: Math.ceil(byteCount / 32) }, (_, i) =>
      hash(asciiBytes(`${seed} ${rolls} ${i}`)),
    );
    return Uint8Array.from(blocks.flatMap((block) => [...block]).slice(0, byteCount));
  };
}

export function personOf(name: string): Person {
  const dice = diceOf(name);
  return { sid: dice(16), identity: softwareIdentity(dice(32)), description: dice(127), dice };
}

/** The value, where a refusal would be a fault of the test. */
export function accepted<T>(result: T | string): T {
  if (typeof result === 'string') throw new Error(`refused: ${result}`);
  return result;
}

/** Everything both sides have after each message, the initiator's `caller` and the responder's `host`. */
export interface Handshake {
  readonly hello: HelloState;
  readonly helloBody: Uint8Array;
  readonly helloRead: HelloRead;
  readonly offer: OfferSent;
  readonly offerBody: Uint8Array;
  readonly offerRead: OfferRead;
  readonly answer: AnswerSent;
  readonly answerBody: Uint8Array;
}

/** Messages 1 to 3 up to the point where the host reads the third. */
export async function shakeHands(caller: Person, host: Person, room: RoomKeys = ROOM): Promise<Handshake> {
  const { state: hello, body: helloBody } = startHello(room, caller.sid, 0, NOW_S, caller.dice);
  const helloRead = accepted(readHello(room, caller.sid, helloBody, host.sid, NOW_S, new SeenHellos()));
  const made = accepted(await makeOffer(helloRead, host.identity, host.description, host.dice));
  const offerRead = accepted(readOffer(hello, host.sid, made.body));
  const answered = await makeAnswer(offerRead, caller.identity, caller.description, caller.dice);
  return {
    hello,
    helloBody,
    helloRead,
    offer: made.state,
    offerBody: made.body,
    offerRead,
    answer: answered.state,
    answerBody: answered.body,
  };
}

/** All four messages. */
export async function meet(caller: Person, host: Person): Promise<{ answered: Answered; opened: Opened }> {
  const { offer, answer, answerBody } = await shakeHands(caller, host);
  const answered = accepted(readAnswer(offer, answerBody));
  return { answered, opened: accepted(readOpen(answer, answered.openBody)) };
}
