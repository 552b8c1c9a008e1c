/** One body of tests over all carriers: what a call may rely on, whichever way its messages travel. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64Url } from '../src/base/base64url.ts';
import {
  type Carrier,
  type CarrierEvents,
  type CarrierState,
  MAX_SEALED_BYTES,
  type Topic,
} from '../src/call/carrier.ts';

/** A carrier and everything it said. */
interface Member {
  readonly carrier: Carrier;
  readonly states: CarrierState[];
  readonly received: { topic: Topic; sealed: Uint8Array }[];
}

type OpenCarrier = (events: CarrierEvents) => Carrier;

export interface CarrierKind {
  readonly name: string;
  /** Most people on one carrier; three are enough for everything. */
  readonly people: 2 | 3;
  /** Once before all; @returns what ends it */
  start?(): Promise<() => Promise<void>>;
  /** For the people of one test, in order. */
  openAll(count: number): readonly OpenCarrier[];
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function makeTopic(): Topic {
  return toBase64Url(randomBytes(16));
}

export function testCarriers(kinds: readonly CarrierKind[]): void {
  describe.each(kinds)('the carrier $name', testCarrier);
}

function testCarrier({ start, openAll, people }: CarrierKind): void {
  let stop: (() => Promise<void>) | undefined;
  let members: Member[] = [];

  beforeAll(async () => {
    stop = await start?.();
  });
  afterAll(async () => {
    await stop?.();
  });
  afterEach(() => {
    for (const { carrier } of members) carrier.close();
    members = [];
  });

  /** Open carriers, one for each list of topics to join; as many as there may be people. */
  async function enter(...topicsOf: readonly (readonly Topic[])[]): Promise<Member[]> {
    const opens = openAll(Math.min(people, topicsOf.length));
    const entered = opens.map((open, at) => {
      const states: CarrierState[] = [];
      const received: Member['received'] = [];
      const carrier = open({
        changed: (state) => states.push(state),
        received: (topic, sealed) => received.push({ topic, sealed }),
      });
      const member = { carrier, states, received };
      members.push(member);
      for (const topic of topicsOf[at]!) carrier.join(topic);
      expect(states).toEqual([]); // nothing is said before the caller holds the carrier
      return member;
    });
    for (const { states } of entered) await vi.waitFor(() => expect(states).toEqual([{ phase: 'open' }]), 10_000);
    return entered;
  }

  /** Two people on the same topic. */
  async function enterTwo(...topics: readonly Topic[]): Promise<[Member, Member]> {
    const [anna, ben] = await enter(topics, topics);
    return [anna!, ben!];
  }

  /** Waits until everything sent so far has had its chance to arrive: messages of one sender stay in order. */
  async function settle(sender: Member, receiver: Member, topic: Topic): Promise<void> {
    const marker = randomBytes(16);
    sender.carrier.send(topic, marker);
    await vi.waitFor(() => expect(receiver.received.at(-1)?.sealed).toEqual(marker));
  }

  it('brings the bytes, whole, to everyone on the topic', async () => {
    const topic = makeTopic();
    const [anna, ...others] = await enter([topic], [topic], [topic]);
    const sealed = randomBytes(MAX_SEALED_BYTES);
    anna!.carrier.send(topic, sealed);
    for (const member of others) await vi.waitFor(() => expect(member.received).toEqual([{ topic, sealed }]));
  });

  it('brings an empty message and single bytes in order', async () => {
    const topic = makeTopic();
    const [anna, ben] = await enterTwo(topic);
    for (const length of [0, 1, 2, 3]) anna.carrier.send(topic, new Uint8Array(length).fill(length));
    await vi.waitFor(() => expect(ben.received.map(({ sealed }) => sealed.length)).toEqual([0, 1, 2, 3]));
  });

  it('keeps topics apart', async () => {
    const [room, other] = [makeTopic(), makeTopic()];
    const [anna, ben] = await enterTwo(room);
    anna.carrier.send(other, Uint8Array.of(1));
    await settle(anna, ben, room);
    expect(ben.received).toHaveLength(1);
  });

  it('joins a second topic while open', async () => {
    const [room, inbox] = [makeTopic(), makeTopic()];
    const [anna, ben] = await enterTwo(room);
    ben.carrier.join(inbox);
    await vi.waitFor(() => {
      anna.carrier.send(inbox, Uint8Array.of(5)); // a late join has no receipt, so try until it is there
      expect(ben.received[0]).toEqual({ topic: inbox, sealed: Uint8Array.of(5) });
    });
  });

  it('brings one copy, however often the topic was joined', async () => {
    const topic = makeTopic();
    const [anna, ben] = await enterTwo(topic, topic);
    ben.carrier.join(topic);
    anna.carrier.send(topic, Uint8Array.of(1));
    await settle(anna, ben, topic);
    expect(ben.received).toHaveLength(2);
  });

  it('drops an envelope that is too long and goes on', async () => {
    const topic = makeTopic();
    const [anna, ben] = await enterTwo(topic);
    anna.carrier.send(topic, new Uint8Array(MAX_SEALED_BYTES + 1));
    await settle(anna, ben, topic);
    expect(ben.received).toHaveLength(1);
    expect(anna.states).toEqual([{ phase: 'open' }]);
  });

  it('sends what the bytes were when they were handed over', async () => {
    const topic = makeTopic();
    const [anna, ben] = await enterTwo(topic);
    const buffer = Uint8Array.of(1, 2, 3);
    anna.carrier.send(topic, buffer);
    buffer.fill(9);
    await vi.waitFor(() => expect(ben.received[0]?.sealed).toEqual(Uint8Array.of(1, 2, 3)));
  });

  it('says nothing after it was closed, and closes once', async () => {
    const topic = makeTopic();
    const [anna, ben, cleo] = await enter([topic], [topic], [topic]);
    ben!.carrier.close();
    ben!.carrier.close();
    ben!.carrier.join(makeTopic());
    ben!.carrier.send(topic, Uint8Array.of(1));
    ben!.carrier.retryNow();
    if (cleo) {
      await settle(anna!, cleo, topic);
      expect(cleo.received).toHaveLength(1);
    }
    expect(ben!.received).toEqual([]);
    expect(ben!.states).toEqual([{ phase: 'open' }, { phase: 'closed', code: null }]);
  });

  it('refuses a topic that is not 22 characters of base64url', async () => {
    const [{ carrier }] = await enterTwo();
    for (const topic of ['', 'humr', '#', '+'.repeat(22), 'a'.repeat(23)]) {
      expect(() => carrier.join(topic)).toThrow(RangeError);
      expect(() => carrier.send(topic, new Uint8Array(1))).toThrow(RangeError);
    }
  });
}
