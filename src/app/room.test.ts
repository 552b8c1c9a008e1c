import { describe, expect, it } from 'vitest';
import type { Carrier } from '../call/carrier.ts';
import { encodeDescription } from '../call/description.ts';
import { readAnswer } from '../trust/answer.ts';
import { type Envelope, MESSAGE_TYPE, openEnvelope, sealEnvelope } from '../trust/envelope.ts';
import { readHello } from '../trust/hello.ts';
import { softwareIdentity } from '../trust/identity.ts';
import { decodeInvite } from '../trust/link.ts';
import { makeOffer, type OfferSent } from '../trust/offer.ts';
import { type RoomKeys, roomKeys } from '../trust/room.ts';
import { SeenHellos } from '../trust/seen.ts';
import { type Browser, World } from './world.test-kit.ts';

const IDENTITY = softwareIdentity(new Uint8Array(32).fill(9));

/** Somebody with the link and a mind of their own: hears all of the room and says what they like. */
class Guest {
  readonly keys: RoomKeys;
  readonly heard: Envelope[] = [];
  readonly #carrier: Carrier;

  constructor(
    readonly world: World,
    link: string,
  ) {
    const invite = decodeInvite(link.split('#')[1]!);
    if (typeof invite === 'string') throw new TypeError(invite);
    this.keys = roomKeys(invite.secret);
    this.#carrier = world.openCarrier({ received: (_topic, sealed) => this.#hear(sealed), changed: () => undefined });
    this.#carrier.join(this.keys.topicText);
  }

  say(envelope: Envelope): void {
    const topic = envelope.to ? this.keys.inboxTopic(envelope.to) : this.keys.topicText;
    this.#carrier.send(topic, sealEnvelope(this.keys, envelope, this.world.dice(24)));
  }

  /** Answers the last greeting heard with an offer under a new session id; the answer to it is heard. */
  async offer(description: Uint8Array): Promise<{ state: OfferSent; sid: Uint8Array; to: Uint8Array }> {
    const { from, body } = this.heard.findLast(({ type }) => type === MESSAGE_TYPE.hello)!;
    const sid = this.world.dice(16);
    const hello = readHello(this.keys, from, body, sid, 0, new SeenHellos());
    const made = typeof hello === 'string' ? hello : await makeOffer(hello, IDENTITY, description, this.dice);
    if (typeof made === 'string') throw new TypeError(made);
    this.#carrier.join(this.keys.inboxTopic(sid));
    this.say({ type: MESSAGE_TYPE.offer, from: sid, to: from, body: made.body });
    return { state: made.state, sid, to: from };
  }

  /** Bytes that are no envelope, on the topic of the room. */
  shout(bytes: Uint8Array): void {
    this.#carrier.send(this.keys.topicText, bytes);
  }

  readonly dice = (byteCount: number) => this.world.dice(byteCount);

  #hear(sealed: Uint8Array): void {
    const envelope = openEnvelope(this.keys, sealed);
    if (typeof envelope !== 'string') this.heard.push(envelope);
  }
}

/** Anna alone in a call, and a guest who has heard her greet. */
async function annaAndGuest(): Promise<{ world: World; anna: Browser; guest: Guest }> {
  const world = new World();
  const anna = world.browser();
  anna.conductor.startCall();
  await world.run(100);
  const guest = new Guest(world, anna.call.inviteLink);
  await world.run(20_000);
  return { world, anna, guest };
}

function describeOffer(fingerprint: Uint8Array): Uint8Array {
  const credentials = { ufrag: 'abcd', password: 'abcdefghijklmnopqrstuvwx' };
  return encodeDescription({ role: 'offer', opusPayloadType: 111, ...credentials, fingerprint, candidates: [] });
}

describe('a room with a hostile guest', () => {
  it('ends a call whose offer describes nothing, tells so and keeps nothing of it', async () => {
    const { world, anna, guest } = await annaAndGuest();
    await guest.offer(new Uint8Array(0));
    await world.run(100);
    expect(anna.people).toEqual([]);
    expect(anna.call.notices.map(({ code }) => code)).toEqual(['PEER_FORGED']);
    expect(world.peers.size).toBe(0);
  });

  it('holds sixteen people, however many offer', async () => {
    const { world, anna, guest } = await annaAndGuest();
    for (let i = 0; i < 20; i++) await guest.offer(describeOffer(world.dice(32)));
    await world.run(100);
    expect(anna.people).toHaveLength(16);
    expect(world.peers.size).toBe(16);
  });

  it('answers a key no more whose handshakes died five times after its proof, and says so', async () => {
    const { world, anna, guest } = await annaAndGuest();
    const answers = () => world.carried.filter(({ topic }) => topic !== guest.keys.topicText).length;
    for (let turn = 0; turn < 5; turn++) {
      expect(anna.call.notices.map(({ code }) => code)).not.toContain('PEER_TRIED_OFTEN');
      const before = answers();
      await guest.offer(describeOffer(world.dice(32)));
      await world.run(100);
      expect(answers()).toBe(before + 2); // the offer and its answer
      await world.run(30_000);
      expect(anna.people).toEqual([]);
    }
    expect(anna.call.notices.map(({ code }) => code)).toContain('PEER_TRIED_OFTEN');
    const before = answers();
    await guest.offer(describeOffer(world.dice(32)));
    await world.run(30_000);
    expect(answers()).toBe(before + 1);
    expect(world.peers.size).toBe(0);
  });

  it('spends nothing on false greetings, and answers them with nothing', async () => {
    const { world, anna, guest } = await annaAndGuest();
    const sent = world.carried.length;
    for (let i = 0; i < 20; i++) {
      guest.say({ type: MESSAGE_TYPE.hello, from: world.dice(16), to: null, body: world.dice(57) });
    }
    await world.run(100);
    expect(world.carried.length).toBe(sent + 20);
    const ben = world.browser();
    ben.conductor.openLink(anna.call.inviteLink.split('#')[1]!);
    ben.conductor.join();
    await world.run(300);
    expect(ben.people).toHaveLength(1);
    expect(anna.call.people.map(({ connection }) => connection.state)).toEqual(['connected']);
  });

  it('ends a call whose opening is not what was committed to, and says so', async () => {
    const { world, anna, guest } = await annaAndGuest();
    const { state, sid, to } = await guest.offer(describeOffer(world.dice(32)));
    await world.run(100);
    expect(anna.people).toHaveLength(1);
    const answer = guest.heard.findLast(({ type }) => type === MESSAGE_TYPE.answer)!;
    const read = readAnswer({ ...state, nonce: world.dice(16) }, answer.body);
    if (typeof read === 'string') throw new TypeError(read);
    guest.say({ type: MESSAGE_TYPE.open, from: sid, to, body: read.openBody });
    await world.run(100);
    expect(anna.people).toEqual([]);
    expect(anna.call.notices.map(({ code }) => code)).toEqual(['PEER_FORGED']);
    expect(world.peers.size).toBe(0);
    expect(await anna.contacts.list()).toMatchObject({ contacts: [] });
  });

  it('ignores kinds of messages it does not know', async () => {
    const { world, anna, guest } = await annaAndGuest();
    const [before, sent] = [JSON.stringify(anna.call), world.carried.length];
    for (const type of [0, 5, 0x11, 0x20, 0x21, 0xff]) {
      guest.say({ type, from: world.dice(16), to: null, body: world.dice(57) });
    }
    await world.run(100);
    expect(JSON.stringify(anna.call)).toBe(before);
    expect(world.carried.length).toBe(sent + 6);
  });

  it('stops reading for five seconds when more than fifty a second do not open, and then goes on', async () => {
    const { world, anna, guest } = await annaAndGuest();
    for (let i = 0; i < 300; i++) guest.shout(world.dice(256));
    await world.run(100);
    expect(anna.log.filter(({ event }) => event === 'envelope refused')).toHaveLength(51);
    expect(anna.log.filter(({ event }) => event === 'relay floods')).toHaveLength(1);
    await guest.offer(describeOffer(world.dice(32)));
    await world.run(100);
    expect(anna.people).toEqual([]);
    await world.run(5_000);
    await guest.offer(describeOffer(world.dice(32)));
    await world.run(100);
    expect(anna.people).toHaveLength(1);
  });
});
