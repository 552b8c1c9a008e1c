/**
 * The attacker with the link at the level of single messages: greets, offers, answers and opens by herself, with false
 * proofs, descriptions nobody should take, nonces other than promised, and nonsense under session keys she really has.
 */
import { asciiBytes, concatBytes, equalBytes } from '../src/base/bytes.ts';
import { encodeDescription } from '../src/call/description.ts';
import { type AnswerSent, makeAnswer, readAnswer } from '../src/trust/answer.ts';
import { type Envelope, MESSAGE_TYPE, openEnvelope, sealEnvelope } from '../src/trust/envelope.ts';
import { type HelloState, readHello, startHello } from '../src/trust/hello.ts';
import type { Identity } from '../src/trust/identity.ts';
import { makeOffer, type OfferSent, readOffer } from '../src/trust/offer.ts';
import type { RoomKeys } from '../src/trust/room.ts';
import { SeenHellos } from '../src/trust/seen.ts';
import { type Session, sealSignal } from '../src/trust/session.ts';
import type { Chance } from './chance.ts';
import type { Letter, Post } from './post.ts';

export interface ForgerOptions {
  readonly post: Post;
  readonly keys: RoomKeys;
  readonly chance: Chance;
  /** Chosen anew for every proof. */
  identity(): Identity;
  /** Session ids of others, to take for her own. */
  readonly sids: readonly Uint8Array[];
}

export class Forger {
  readonly #options: ForgerOptions;
  readonly #sid: Uint8Array;
  readonly #greeting: HelloState;
  readonly #offers: { to: Uint8Array; from: Uint8Array; state: OfferSent }[] = [];

  constructor(options: ForgerOptions) {
    const { chance, keys, post, sids } = options;
    this.#options = options;
    this.#sid = chance.happens(0.3) ? chance.pick(sids) : chance.bytes(16);
    const nowS = chance.pick([0, 1_800_000_001, 0xffffffff]);
    const { state, body } = startHello(keys, this.#sid, chance.below(2 ** 32), nowS, (count) => chance.bytes(count));
    this.#greeting = state;
    const times = chance.happens(0.2) ? 8 : 1;
    for (let i = 0; i < times; i++) {
      post.world.after(chance.below(1_500), () => this.#send(this.#sid, null, MESSAGE_TYPE.hello, body));
    }
  }

  /** Reads whatever is carried, to whomever it goes. */
  read(letter: Letter): void {
    const envelope = openEnvelope(this.#options.keys, letter.sealed);
    if (typeof envelope === 'string' || letter.writer === 'mallory') return;
    const { type, to } = envelope;
    if (type === MESSAGE_TYPE.hello && this.#options.chance.happens(0.5)) void this.#offer(envelope);
    if (type === MESSAGE_TYPE.offer && to && equalBytes(to, this.#sid)) void this.#answer(envelope);
    if (type === MESSAGE_TYPE.answer) this.#open(envelope);
  }

  async #offer({ from, body }: Envelope): Promise<void> {
    const { keys, chance, sids } = this.#options;
    const ownSid = chance.happens(0.3) ? chance.pick(sids) : chance.bytes(16);
    const hello = readHello(keys, from, body, ownSid, 1_800_000_001, new SeenHellos());
    if (typeof hello === 'string') return;
    const dice = (count: number) => chance.bytes(count);
    const made = await makeOffer(hello, this.#options.identity(), description(chance, 'offer'), dice);
    if (made === 'bad-proof') return;
    this.#offers.push({ to: from, from: ownSid, state: made.state });
    this.#send(ownSid, from, MESSAGE_TYPE.offer, made.body);
  }

  async #answer({ from, body }: Envelope): Promise<void> {
    const { chance } = this.#options;
    const offer = readOffer(this.#greeting, from, body);
    if (typeof offer === 'string') return;
    const dice = (count: number) => chance.bytes(count);
    const { state, body: answer } = await makeAnswer(
      offer,
      this.#options.identity(),
      description(chance, 'answer'),
      dice,
    );
    this.#send(this.#sid, from, MESSAGE_TYPE.answer, answer);
    this.#babble(this.#sid, from, (state satisfies AnswerSent).session);
  }

  /** Opens her commitment, or claims to have committed to something else. */
  #open({ from, body }: Envelope): void {
    const { chance } = this.#options;
    for (const { to, from: ownSid, state } of this.#offers) {
      if (!equalBytes(to, from)) continue;
      const honest = chance.happens(0.3);
      const answered = readAnswer(honest ? state : { ...state, nonce: chance.bytes(16) }, body);
      if (typeof answered === 'string') continue;
      this.#send(ownSid, from, MESSAGE_TYPE.open, answered.openBody);
      this.#babble(ownSid, from, answered.session);
    }
  }

  /** Nonsense, properly sealed. */
  #babble(from: Uint8Array, to: Uint8Array, session: Session): void {
    const { chance, post } = this.#options;
    for (let i = chance.below(6); i > 0; i--) {
      const text = chance.pick(NONSENSE);
      const plaintext = typeof text === 'string' ? asciiBytes(text) : text(chance);
      const nowMs = chance.pick([0, post.world.nowMs, 1e7]);
      const body = sealSignal(session, from, to, plaintext, nowMs);
      if (body) post.world.after(chance.below(200), () => this.#send(from, to, MESSAGE_TYPE.signal, body));
    }
  }

  #send(from: Uint8Array, to: Uint8Array | null, type: number, body: Uint8Array): void {
    const { keys, post, chance } = this.#options;
    const sealed = sealEnvelope(keys, { type, from, to, body: body.subarray(0, 16_000) }, chance.bytes(24));
    post.send({ topic: to ? keys.inboxTopic(to) : keys.topicText, sealed, writer: 'mallory' });
  }
}

/** Descriptions a validator must refuse or cut, and one it must take. */
function description(chance: Chance, role: 'offer' | 'answer'): Uint8Array {
  const sound = {
    opusPayloadType: 111,
    ufrag: 'abcd',
    password: 'abcdefghijklmnopqrstuvwx',
    fingerprint: chance.bytes(32),
    candidates: [],
  };
  const right = encodeDescription({ ...sound, role });
  const manyCandidates = Uint8Array.from({ length: 7 * 40 }, (_, i) => (i % 7 === 0 ? 0 : 10 + (i % 7)));
  return chance.pick([
    right,
    right,
    encodeDescription({ ...sound, role: role === 'offer' ? 'answer' : 'offer' }),
    new Uint8Array(0),
    chance.bytes(127),
    right.subarray(0, 20),
    concatBytes(right, manyCandidates),
    concatBytes(right, chance.bytes(30)),
    right.with(0, 0x20),
    right.with(1, 8),
    chance.bytes(3_000),
  ]);
}

const NONSENSE: readonly (string | ((chance: Chance) => Uint8Array))[] = [
  '',
  '{',
  'null',
  '[]',
  '{"kind":"bye"}',
  '{"kind":"beat"}',
  '{"kind":"hello","name":"x","muted":false}',
  '{"kind":"hello","name":{"a":1},"muted":0}',
  '{"kind":"muted","muted":true}',
  '{"kind":"__proto__"}',
  '{"__proto__":{"kind":"bye"}}',
  '{"kind":"candidates","candidates":"AAAA"}',
  '{"kind":"candidates","candidates":"AH8AAAEAFg"}',
  '{"kind":"candidates","candidates":1e400}',
  '{"kind":"restart","description":""}',
  '{"kind":"restart","description":"GG8VAAAA"}',
  '{"kind":"toString"}',
  `${'['.repeat(2_000)}`,
  `{"kind":"hello","name":"${'a'.repeat(4_000)}","muted":true}`,
  `{"kind":"hello","name":"${'a'.repeat(9_000)}","muted":true}`,
  (chance) => chance.bytes(chance.below(300)),
  (chance) => asciiBytes(restartOf(chance)),
];

/** A change of path to a certificate that was never proven. */
function restartOf(chance: Chance): string {
  const bytes = description(chance, chance.pick(['offer', 'answer']));
  const text = Buffer.from(bytes).toString('base64url');
  return JSON.stringify({
    kind: 'restart',
    id: chance.below(1_000),
    isFresh: chance.happens(0.3),
    description: text,
    lines: [null],
  });
}
