/** One body of tests over all carriers: what a call may rely on, whichever way its messages travel. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64Url } from '../src/base/base64url.ts';
import {
  type Carrier,
  type CarrierEvents,
  type CarrierState,
  MAX_SEALED_BYTES,
  type Topic,
} from '../src/call/carrier.ts';
import { openMqtt } from '../src/signal/mqtt.ts';
import { openTabs } from '../src/signal/tabs.ts';
import { findMosquitto, NODE_PLATFORM, startMosquitto, startRelay, type TestBroker } from './brokers.test-kit.ts';

/** A carrier and everything it said. */
interface Member {
  readonly carrier: Carrier;
  readonly states: CarrierState[];
  readonly received: { topic: Topic; sealed: Uint8Array }[];
}

type Open = (events: CarrierEvents) => Carrier;

interface Kind {
  readonly name: string;
  readonly start?: () => Promise<TestBroker>;
  readonly open: (url: string) => Open;
}

const openOn =
  (url: string): Open =>
  (events) =>
    openMqtt({ relays: [{ url }] }, events, NODE_PLATFORM);
const mosquitto = findMosquitto();
if (!mosquitto) console.log('No mosquitto found: its interop tests are left out (Debian: apt-get install mosquitto).');

const KINDS: Kind[] = [
  { name: 'tabs', open: () => openTabs },
  { name: 'mqtt with the embedded broker', start: () => startRelay(), open: openOn },
  ...(mosquitto ? [{ name: 'mqtt with mosquitto', start: () => startMosquitto(mosquitto), open: openOn }] : []),
];

function makeTopic(): Topic {
  return toBase64Url(randomBytes(16));
}

describe.each(KINDS)('the carrier $name', ({ start, open }) => {
  let broker: TestBroker | undefined;
  let members: Member[] = [];

  beforeAll(async () => {
    broker = await start?.();
  });
  afterAll(async () => {
    await broker?.stop();
  });
  afterEach(() => {
    for (const { carrier } of members) carrier.close();
    members = [];
  });

  /** An open carrier that has joined `topics`. */
  async function enter(...topics: Topic[]): Promise<Member> {
    const states: CarrierState[] = [];
    const received: Member['received'] = [];
    const carrier = open(broker?.url ?? '')({
      changed: (state) => states.push(state),
      received: (topic, sealed) => received.push({ topic, sealed }),
    });
    const member = { carrier, states, received };
    members.push(member);
    for (const topic of topics) carrier.join(topic);
    expect(states).toEqual([]); // nothing is said before the caller holds the carrier
    await vi.waitFor(() => expect(states).toEqual([{ phase: 'open' }]));
    return member;
  }

  /** Waits until everything sent so far has had its chance to arrive: messages of one sender stay in order. */
  async function settle(sender: Member, receiver: Member, topic: Topic): Promise<void> {
    const marker = randomBytes(16);
    sender.carrier.send(topic, marker);
    await vi.waitFor(() => expect(receiver.received.at(-1)?.sealed).toEqual(new Uint8Array(marker)));
  }

  it('brings the bytes, whole, to everyone on the topic', async () => {
    const topic = makeTopic();
    const [anna, ben, cleo] = [await enter(topic), await enter(topic), await enter(topic)];
    const sealed = new Uint8Array(randomBytes(MAX_SEALED_BYTES));
    anna.carrier.send(topic, sealed);
    for (const member of [ben, cleo]) await vi.waitFor(() => expect(member.received).toEqual([{ topic, sealed }]));
  });

  it('brings an empty message and single bytes in order', async () => {
    const topic = makeTopic();
    const [anna, ben] = [await enter(topic), await enter(topic)];
    for (const length of [0, 1, 2, 3]) anna.carrier.send(topic, new Uint8Array(length).fill(length));
    await vi.waitFor(() => expect(ben.received.map(({ sealed }) => sealed.length)).toEqual([0, 1, 2, 3]));
  });

  it('keeps topics apart', async () => {
    const [room, other] = [makeTopic(), makeTopic()];
    const [anna, ben] = [await enter(room), await enter(room)];
    anna.carrier.send(other, Uint8Array.of(1));
    await settle(anna, ben, room);
    expect(ben.received).toHaveLength(1);
  });

  it('joins a second topic while open', async () => {
    const [room, inbox] = [makeTopic(), makeTopic()];
    const [anna, ben] = [await enter(room), await enter(room)];
    ben.carrier.join(inbox);
    await vi.waitFor(() => {
      anna.carrier.send(inbox, Uint8Array.of(5)); // a late join has no receipt, so try until it is there
      expect(ben.received[0]).toEqual({ topic: inbox, sealed: Uint8Array.of(5) });
    });
  });

  it('brings one copy, however often the topic was joined', async () => {
    const topic = makeTopic();
    const [anna, ben] = [await enter(topic), await enter(topic, topic)];
    ben.carrier.join(topic);
    anna.carrier.send(topic, Uint8Array.of(1));
    await settle(anna, ben, topic);
    expect(ben.received).toHaveLength(2);
  });

  it('drops an envelope that is too long and goes on', async () => {
    const topic = makeTopic();
    const [anna, ben] = [await enter(topic), await enter(topic)];
    anna.carrier.send(topic, new Uint8Array(MAX_SEALED_BYTES + 1));
    await settle(anna, ben, topic);
    expect(ben.received).toHaveLength(1);
    expect(anna.states).toEqual([{ phase: 'open' }]);
  });

  it('sends what the bytes were when they were handed over', async () => {
    const topic = makeTopic();
    const [anna, ben] = [await enter(topic), await enter(topic)];
    const buffer = Uint8Array.of(1, 2, 3);
    anna.carrier.send(topic, buffer);
    buffer.fill(9);
    await vi.waitFor(() => expect(ben.received[0]?.sealed).toEqual(Uint8Array.of(1, 2, 3)));
  });

  it('says nothing after it was closed, and closes once', async () => {
    const topic = makeTopic();
    const [anna, ben, cleo] = [await enter(topic), await enter(topic), await enter(topic)];
    ben.carrier.close();
    ben.carrier.close();
    ben.carrier.join(makeTopic());
    ben.carrier.send(topic, Uint8Array.of(1));
    ben.carrier.retryNow();
    await settle(anna, cleo, topic);
    expect(cleo.received).toHaveLength(1);
    expect(ben.received).toEqual([]);
    expect(ben.states).toEqual([{ phase: 'open' }, { phase: 'closed', code: null }]);
  });

  it('refuses a topic that is not 22 characters of base64url', async () => {
    const { carrier } = await enter();
    for (const topic of ['', 'humr', '#', '+'.repeat(22), 'a'.repeat(23)]) {
      expect(() => carrier.join(topic)).toThrow(RangeError);
      expect(() => carrier.send(topic, new Uint8Array(1))).toThrow(RangeError);
    }
  });
});

describe.each(KINDS.filter(({ start }) => start))('the broker behind $name', ({ start }) => {
  let broker: TestBroker;
  beforeAll(async () => {
    broker = await start!();
  });
  afterAll(() => broker.stop());

  /** A member of `room` who hears everything; with a will for it when `sealed` is given. */
  async function enter(room: Topic, sealed?: Uint8Array) {
    const received: Uint8Array[] = [];
    const changed = vi.fn();
    const will = sealed && { topic: room, sealed };
    const options = { relays: [{ url: broker.url }], ...(will ? { will } : {}) };
    const wires: { close(): void }[] = [];
    const platform = {
      ...NODE_PLATFORM,
      openWire(...args: Parameters<typeof NODE_PLATFORM.openWire>) {
        const wire = NODE_PLATFORM.openWire(...args);
        wires.push(wire);
        return wire;
      },
    };
    const carrier = openMqtt(options, { changed, received: (_topic, bytes) => received.push(bytes) }, platform);
    carrier.join(room);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith({ phase: 'open' }));
    return { carrier, received, cutWire: () => wires[0]!.close() };
  }

  it('sends the will of somebody who vanishes, and none of somebody who leaves', async () => {
    const room = makeTopic();
    const witness = await enter(room);
    const [vanishing, leaving] = [await enter(room, Uint8Array.of(1)), await enter(room, Uint8Array.of(2))];
    leaving.carrier.close();
    vanishing.cutWire();
    await vi.waitFor(() => expect(witness.received).toContainEqual(Uint8Array.of(1)));
    expect(witness.received).not.toContainEqual(Uint8Array.of(2));
    vanishing.carrier.close();
    witness.carrier.close();
  });
});
