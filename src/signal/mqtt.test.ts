import { beforeEach, describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import { type CarrierState, MAX_SEALED_BYTES, type Topic } from '../call/carrier.ts';
import { type MqttOptions, openMqtt } from './mqtt.ts';
import { writePublish } from './mqtt-codec.ts';
import {
  CONNACK_ACCEPTED,
  CONNACK_NOT_AUTHORIZED,
  createFakePlatform,
  type FakePlatform,
  PINGRESP,
  readSentPublish,
  suback,
} from './platform.test-kit.ts';

const ROOM = 'A'.repeat(22);
const INBOX = 'B'.repeat(22);
const ONE: MqttOptions = { relays: [{ url: 'wss://one/' }] };
const THREE: MqttOptions = { relays: [{ url: 'wss://one/' }, { url: 'wss://two/' }, { url: 'wss://three/' }] };

let platform: FakePlatform;
let states: CarrierState[];
let received: [Topic, Uint8Array][];

beforeEach(() => {
  platform = createFakePlatform();
  states = [];
  received = [];
});

function open(options: MqttOptions = ONE) {
  const events = {
    changed: (state: CarrierState) => states.push(state),
    received: (topic: Topic, sealed: Uint8Array) => received.push([topic, sealed]),
  };
  return openMqtt(options, events, platform);
}

/** Plays a relay that takes a connection and whatever it subscribes to, but delivers nothing. */
function take(wire = platform.wire()) {
  wire.events.opened();
  wire.events.received(CONNACK_ACCEPTED);
  wire.events.received(suback(1));
}

/** Plays a relay that delivers the question it is asked back to who asks. */
function deliver(wire = platform.wire()) {
  wire.events.received(wire.sent.findLast(([type]) => type === 0x30)!);
}

function accept(wire = platform.wire()) {
  take(wire);
  deliver(wire);
}

function pings(): number {
  return platform.wire().sentTypes.filter((type) => type === 0xc0).length;
}

function publications(wire = platform.wire()) {
  return wire.sent.filter(([type]) => type === 0x30).map(readSentPublish);
}

function waitsMs(): number[] {
  return states.flatMap((state) => (state.phase === 'waiting' ? [state.retryInMs] : []));
}

function openJoined(options: MqttOptions = ONE) {
  const carrier = open(options);
  carrier.join(ROOM);
  accept();
  return carrier;
}

describe('opening', () => {
  it('greets and subscribes without waiting for an answer', () => {
    open().join(ROOM);
    platform.wire().events.opened();
    expect(platform.wire().sentTypes).toEqual([0x10, 0x82]);
  });

  it('is open once the relay has granted the topics', () => {
    open().join(ROOM);
    platform.wire().events.opened();
    platform.wire().events.received(CONNACK_ACCEPTED);
    expect(states).toEqual([]);
    platform.wire().events.received(suback(1));
    expect(states).toEqual([{ phase: 'open' }]);
  });

  it('is open when no topic was joined', () => {
    open();
    accept();
    expect(states).toEqual([{ phase: 'open' }]);
  });

  it('subscribes later topics when they are joined, each once', () => {
    const carrier = openJoined();
    carrier.join(ROOM);
    carrier.join(INBOX);
    carrier.join(INBOX);
    expect(platform.wire().sentTypes.filter((type) => type === 0x82)).toHaveLength(2);
  });

  it('closes with a code when there is no relay to try', async () => {
    open({ relays: [] });
    expect(states).toEqual([]);
    await Promise.resolve();
    expect(states).toEqual([{ phase: 'closed', code: 'RELAY_UNREACHABLE' }]);
  });

  it('refuses a topic of another form', () => {
    expect(() => open().join('humr/#')).toThrow(RangeError);
    expect(() => open().send('', new Uint8Array(1))).toThrow(RangeError);
  });
});

describe('messages', () => {
  it('arrive under the joined topic', () => {
    openJoined();
    platform.wire().events.received(writePublish(`humr/1/${ROOM}`, Uint8Array.of(1, 2)));
    expect(received).toEqual([[ROOM, Uint8Array.of(1, 2)]]);
  });

  it.each([
    ['on a topic nobody joined', writePublish(`humr/1/${INBOX}`, Uint8Array.of(1))],
    ['outside our part of the relay', writePublish(ROOM, Uint8Array.of(1))],
    ['longer than an envelope', writePublish(`humr/1/${ROOM}`, new Uint8Array(MAX_SEALED_BYTES + 1))],
    [
      'retained from before',
      writePublish(`humr/1/${ROOM}`, Uint8Array.of(1)).map((byte, i) => (i === 0 ? 0x31 : byte)),
    ],
  ])('are dropped %s', (_why, packet) => {
    openJoined();
    platform.wire().events.received(packet);
    expect(received).toEqual([]);
    expect(states).toEqual([{ phase: 'open' }]);
  });

  it('leave on the prefixed topic, and only while open', () => {
    const carrier = open();
    carrier.send(INBOX, Uint8Array.of(1));
    accept();
    carrier.send(INBOX, Uint8Array.of(2));
    carrier.send(INBOX, new Uint8Array(MAX_SEALED_BYTES + 1));
    const sent = publications().filter(({ topic }) => topic === `humr/1/${INBOX}`);
    expect(sent).toMatchObject([{ payload: Uint8Array.of(2) }]);
  });

  it('are dropped while the network does not drain', () => {
    const carrier = openJoined();
    platform.wire().waitingBytes = 300_000;
    carrier.send(ROOM, Uint8Array.of(1));
    expect(publications().map(({ topic }) => topic)).not.toContain(`humr/1/${ROOM}`);
  });
});

describe('several relays', () => {
  it('are tried at once, and one is enough', () => {
    open(THREE);
    expect(platform.wires.map(({ url }) => url)).toEqual(['wss://one/', 'wss://two/', 'wss://three/']);
    accept(platform.wires[1]);
    expect(states).toEqual([{ phase: 'open' }]);
    accept(platform.wires[0]);
    platform.wires[1]!.events.closed('ended');
    expect(states).toEqual([{ phase: 'open' }]);
    platform.wires[0]!.events.closed('ended');
    expect(states.at(-1)).toEqual({ phase: 'connecting' }); // the third is still under way
  });

  it('each get every topic and every message', () => {
    const carrier = open(THREE);
    carrier.join(ROOM);
    for (const wire of [...platform.wires]) accept(wire);
    carrier.send(INBOX, Uint8Array.of(7));
    for (const wire of platform.wires) {
      expect(publications(wire)).toContainEqual(
        expect.objectContaining({ topic: `humr/1/${INBOX}`, payload: Uint8Array.of(7) }),
      );
    }
  });

  it('know us under different names, so that two nodes of a cluster both keep us', () => {
    platform.dice = () => {
      platform.nextDice = (platform.nextDice * 16807 + 0.1) % 1;
      return platform.nextDice;
    };
    open(THREE);
    for (const wire of [...platform.wires]) take(wire);
    expect(new Set(platform.wires.map(({ sent }) => Buffer.from(sent[0]!).toString('hex'))).size).toBe(3);
  });

  it('bring the same message once', () => {
    open(THREE).join(ROOM);
    for (const wire of [...platform.wires]) accept(wire);
    for (const wire of platform.wires) wire.events.received(writePublish(`humr/1/${ROOM}`, Uint8Array.of(1, 2)));
    platform.wires[0]!.events.received(writePublish(`humr/1/${ROOM}`, Uint8Array.of(1, 3)));
    expect(received.map(([, sealed]) => sealed)).toEqual([Uint8Array.of(1, 2), Uint8Array.of(1, 3)]);
  });

  it('that come back are used again beside the one that held', () => {
    const carrier = open(THREE);
    for (const wire of [...platform.wires]) accept(wire);
    platform.wires[0]!.events.closed('ended');
    platform.pass(5000);
    expect(platform.wire().url).toBe('wss://one/');
    accept();
    carrier.send(ROOM, Uint8Array.of(1));
    expect(publications().at(-1)).toMatchObject({ topic: `humr/1/${ROOM}` });
    expect(states).toEqual([{ phase: 'open' }]);
  });
});

describe('a relay that does not answer', () => {
  it('is reported after six seconds, and not yet given up', () => {
    open();
    platform.pass(5999);
    expect(states).toEqual([]);
    platform.pass(1);
    expect(states).toEqual([{ phase: 'late' }]);
    accept();
    expect(states.at(-1)).toEqual({ phase: 'open' });
  });

  it('is given up after twenty seconds and tried anew', () => {
    open();
    platform.pass(20_000);
    expect(platform.wires[0]!.isClosed).toBe(true);
    expect(states.at(-1)).toEqual({ phase: 'waiting', code: 'RELAY_UNREACHABLE', retryInMs: 250 });
    platform.pass(250);
    expect(platform.wires).toHaveLength(2);
  });

  it('does not hold up three of three: they are reported together, within eight seconds', () => {
    open(THREE);
    platform.pass(8000);
    expect(states[0]).toEqual({ phase: 'late' });
  });

  it('is waited for longer after each failure, up to ten seconds, for ever', () => {
    platform.nextDice = 0.999;
    open();
    for (let i = 0; i < 12; i++) {
      platform.wire().events.closed('ended');
      platform.pass(waitsMs().at(-1)!);
    }
    const waits = waitsMs();
    expect(waits.slice(0, 4)).toEqual([500, 999, 1998, 3996]);
    expect(Math.max(...waits)).toBe(9995);
    expect(platform.wires).toHaveLength(13);
  });

  it('is tried again at once when asked', () => {
    const carrier = open(THREE);
    for (const wire of [...platform.wires]) wire.events.closed('ended');
    expect(states.at(-1)).toMatchObject({ phase: 'waiting' });
    carrier.retryNow();
    expect(states.at(-1)).toEqual({ phase: 'connecting' });
    expect(platform.wires).toHaveLength(6);
    platform.pass(1000);
    expect(platform.wires).toHaveLength(6); // the waits it replaced do not fire too
  });
});

describe('a relay that takes and delivers nothing', () => {
  it('is left two seconds after it opened', () => {
    open();
    take();
    platform.pass(1000);
    platform.wire().events.received(PINGRESP);
    platform.pass(1000);
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', code: 'RELAY_BROKEN' });
  });

  it('is not believed again until it has delivered', () => {
    platform.nextDice = 0;
    open();
    take();
    platform.pass(2000);
    platform.pass(500);
    for (let i = 0; i < 5; i++) {
      platform.wire().events.closed('ended');
      platform.pass(5000);
    }
    const before = states.length;
    take();
    expect(states.slice(before).map(({ phase }) => phase)).toEqual([]);
    deliver();
    expect(states.at(-1)).toEqual({ phase: 'open' });
  });

  it('gets as much more time as it took to let us in: it may only be slow', () => {
    const carrier = open();
    const { events } = platform.wire();
    events.opened();
    platform.pass(8000);
    events.received(CONNACK_ACCEPTED);
    events.received(suback(1));
    platform.pass(9999);
    expect(states.at(-1)).toEqual({ phase: 'open' });
    deliver();
    platform.pass(1000);
    carrier.send(ROOM, Uint8Array.of(1));
    platform.pass(8000);
    expect(states.at(-1)).toEqual({ phase: 'open' });
  });

  it('is not taken in by another message on the topic it is asked on', () => {
    open();
    take();
    const [question] = publications();
    platform.wire().events.received(
      writePublish(
        question!.topic,
        question!.payload.map((byte) => byte ^ 1),
      ),
    );
    platform.pass(2000);
    expect(states.at(-1)).toMatchObject({ phase: 'waiting' });
    expect(received).toEqual([]);
  });
});

describe('a relay that misbehaves', () => {
  it.each([
    ['says no to the connection', CONNACK_NOT_AUTHORIZED, 'RELAY_REFUSED'],
    ['says no to the topic', suback(1, 0x80), 'RELAY_REFUSED'],
    ['speaks something else', asciiBytes('HTTP/1.1 400 Bad Request'.padEnd(100)), 'RELAY_BROKEN'],
    ['announces a packet of 256 MB', Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f), 'RELAY_BROKEN'],
    ['sends a frame of 1 MB', new Uint8Array(1_000_000).fill(0x30), 'RELAY_BROKEN'],
  ])('and %s is left with the reason', (_what, answer, code) => {
    open().join(ROOM);
    platform.wire().events.opened();
    platform.wire().events.received(answer);
    expect(states).toEqual([{ phase: 'waiting', code, retryInMs: 7500 }]);
    expect(platform.wire().isClosed).toBe(true);
  });

  it('and sends text is left as broken', () => {
    openJoined();
    platform.wire().events.closed('broken');
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', code: 'RELAY_BROKEN' });
  });

  it('does not hide its reason behind the silence of the next', () => {
    open(THREE);
    const [first, second, third] = platform.wires;
    second!.events.opened();
    second!.events.received(CONNACK_NOT_AUTHORIZED);
    for (const wire of [first, third]) wire!.events.closed('ended');
    expect(states).toMatchObject([{ phase: 'waiting', code: 'RELAY_REFUSED' }]);
  });
});

describe('an open relay', () => {
  it('is asked after fifteen idle seconds and stays open when it answers', () => {
    openJoined();
    platform.pass(15_000);
    expect(platform.wire().sentTypes.at(-1)).toBe(0xc0);
    platform.pass(1999);
    platform.wire().events.received(PINGRESP);
    platform.pass(1);
    expect(states).toEqual([{ phase: 'open' }]);
  });

  it('that falls silent is noticed two seconds after we send', () => {
    const carrier = openJoined();
    platform.pass(5000);
    carrier.send(ROOM, Uint8Array.of(1));
    platform.pass(1999);
    expect(states).toEqual([{ phase: 'open' }]);
    platform.pass(1);
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', code: 'RELAY_LOST' });
  });

  it('is asked at once when the page wakes up', () => {
    const carrier = openJoined();
    const before = publications().length;
    carrier.retryNow();
    carrier.retryNow();
    expect(publications()).toHaveLength(before + 1);
    expect(pings()).toBe(0);
    platform.pass(2000);
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', code: 'RELAY_LOST' });
  });

  it('that restarts gets its clients back spread over six seconds', () => {
    const waits = [0, 0.5, 0.999].map((dice) => {
      platform = createFakePlatform();
      openJoined();
      platform.pass(14_000);
      platform.nextDice = dice;
      platform.wire().events.closed('ended');
      return states.at(-1);
    });
    expect(waits).toMatchObject([{ retryInMs: 0 }, { retryInMs: 3000 }, { retryInMs: 5994 }]);
  });

  it('is joined anew after its loss, with every topic and the same client', () => {
    const carrier = openJoined();
    carrier.join(INBOX);
    platform.wire().events.closed('ended');
    platform.pass(5000);
    accept();
    const [first, second] = platform.wires;
    expect(second!.sent[0]).toEqual(first!.sent[0]);
    expect(second!.sent[1]!.length).toBe(4 + 3 * (2 + 29 + 1)); // one SUBSCRIBE, two topics and the question's
    expect(states.map(({ phase }) => phase)).toEqual(['open', 'waiting', 'connecting', 'open']);
  });
});

describe('closing', () => {
  it('says goodbye, so that the will is not sent, and then nothing more', () => {
    const carrier = openJoined();
    carrier.close();
    carrier.close();
    platform.wire().events.received(writePublish(`humr/1/${ROOM}`, Uint8Array.of(1)));
    platform.wire().events.closed('ended');
    platform.pass(60_000);
    expect(platform.wire().sentTypes.at(-1)).toBe(0xe0);
    expect(platform.wires).toHaveLength(1);
    expect(states.slice(1)).toEqual([{ phase: 'closed', code: null }]);
    expect(received).toEqual([]);
  });

  it('ends the wait for the next try', () => {
    const carrier = open();
    platform.wire().events.closed('ended');
    carrier.close();
    platform.pass(60_000);
    expect(platform.wires).toHaveLength(1);
  });
});
