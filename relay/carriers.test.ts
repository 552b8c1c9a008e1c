/** The shared body of tests over the carriers that run without a browser, and what only brokers do. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Topic } from '../src/call/carrier.ts';
import { openMqtt } from '../src/signal/mqtt.ts';
import { openTabs } from '../src/signal/tabs.ts';
import { findMosquitto, NODE_PLATFORM, startMosquitto, startRelay, type TestBroker } from './brokers.test-kit.ts';
import { type CarrierKind, makeTopic, testCarriers } from './carriers.test-kit.ts';

const mosquitto = findMosquitto();
if (!mosquitto) console.log('No mosquitto found: its interop tests are left out (Debian: apt-get install mosquitto).');

const BROKERS: readonly { name: string; start(): Promise<TestBroker> }[] = [
  { name: 'mqtt with the embedded broker', start: () => startRelay() },
  ...(mosquitto ? [{ name: 'mqtt with mosquitto', start: () => startMosquitto(mosquitto) }] : []),
];

testCarriers([
  { name: 'tabs', people: 3, openAll: (count) => Array.from({ length: count }, () => openTabs) },
  ...BROKERS.map(onBroker),
]);

function onBroker({ name, start }: (typeof BROKERS)[number]): CarrierKind {
  let url = '';
  return {
    name,
    people: 3,
    async start() {
      const broker = await start();
      url = broker.url;
      return () => broker.stop();
    },
    openAll: (count) =>
      Array.from({ length: count }, () => (events) => openMqtt({ relays: [{ url }] }, events, NODE_PLATFORM)),
  };
}

describe.each(BROKERS)('the broker behind $name', ({ start }) => {
  let broker: TestBroker;
  beforeAll(async () => {
    broker = await start();
  });
  afterAll(() => broker.stop());

  /** A member of `room` who hears everything; with a will for it when `sealed` is given. */
  async function enter(room: Topic, sealed?: Uint8Array) {
    const received: Uint8Array[] = [];
    const changed = vi.fn();
    const will = sealed && (() => ({ topic: room, sealed }));
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
