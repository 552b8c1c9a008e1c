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

/** Plays a relay that takes the newest connection and whatever it subscribes to. */
function accept() {
  const { events, sentTypes } = platform.wire();
  events.opened();
  events.received(CONNACK_ACCEPTED);
  if (sentTypes.includes(0x82)) events.received(suback(1));
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

  it('is open at once when no topic was joined', () => {
    open();
    accept();
    expect(states).toEqual([{ phase: 'open' }]);
  });

  it('subscribes later topics when they are joined, each once', () => {
    const carrier = openJoined();
    carrier.join(ROOM);
    carrier.join(INBOX);
    carrier.join(INBOX);
    expect(platform.wire().sentTypes).toEqual([0x10, 0x82, 0x82]);
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
    const sent = platform.wire().sent.filter(([type]) => type === 0x30);
    expect(sent.map(readSentPublish)).toMatchObject([{ topic: `humr/1/${INBOX}`, payload: Uint8Array.of(2) }]);
  });

  it('are dropped while the network does not drain', () => {
    const carrier = openJoined();
    platform.wire().waitingBytes = 300_000;
    carrier.send(ROOM, Uint8Array.of(1));
    expect(platform.wire().sentTypes).not.toContain(0x30);
  });
});

describe('a relay that does not answer', () => {
  it('gives way to the next in the list after two seconds', () => {
    open(THREE);
    platform.pass(1999);
    expect(platform.wires.map(({ url }) => url)).toEqual(['wss://one/']);
    platform.pass(1);
    expect(platform.wires.map(({ url }) => url)).toEqual(['wss://one/', 'wss://two/']);
    expect(platform.wires[0]!.isClosed).toBe(true);
  });

  it('is reported within eight seconds when three of three are down, with the time of the next try', () => {
    open(THREE);
    platform.pass(8000);
    expect(states[0]).toEqual({ phase: 'waiting', code: 'RELAY_UNREACHABLE', retryInMs: 250 });
    expect(states[1]).toEqual({ phase: 'connecting' });
  });

  it('gets more time in later rounds: it may only be slow', () => {
    open();
    platform.pass(2000 + 250); // the first round and the wait after it
    expect(platform.wires).toHaveLength(2);
    platform.pass(3999);
    expect(platform.wire().isClosed).toBe(false);
    platform.pass(1);
    expect(platform.wire().isClosed).toBe(true);
  });

  it('waits longer after each round, up to ten seconds, and never gives up', () => {
    platform.nextDice = 0.999;
    open();
    for (let i = 0; i < 12; i++) {
      platform.wire().events.closed('ended');
      platform.pass(waitsMs().at(-1)!);
    }
    const waits = waitsMs();
    expect(waits.slice(0, 4)).toEqual([500, 999, 1998, 3996]);
    expect(Math.max(...waits)).toBe(9990);
    expect(platform.wires).toHaveLength(13);
  });

  it('is tried again at once when asked, from the head of the list', () => {
    const carrier = open(THREE);
    for (let i = 0; i < 3; i++) platform.wire().events.closed('ended');
    expect(states.at(-1)).toMatchObject({ phase: 'waiting' });
    carrier.retryNow();
    expect(states.at(-1)).toEqual({ phase: 'connecting' });
    expect(platform.wire().url).toBe('wss://one/');
    platform.pass(1000);
    expect(platform.wires).toHaveLength(4); // the wait it replaced does not fire too
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
    expect(states).toEqual([{ phase: 'waiting', code, retryInMs: 250 }]);
    expect(platform.wire().isClosed).toBe(true);
  });

  it('and sends text is left as broken', () => {
    openJoined();
    platform.wire().events.closed('broken');
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', code: 'RELAY_BROKEN' });
  });

  it('does not hide its reason behind the silence of the next', () => {
    open(THREE);
    platform.wire().events.opened();
    platform.wire().events.received(CONNACK_NOT_AUTHORIZED);
    platform.wire().events.closed('ended');
    platform.wire().events.closed('ended');
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
    const carrier = openJoined(THREE);
    platform.pass(5000);
    carrier.send(ROOM, Uint8Array.of(1));
    platform.pass(1999);
    expect(states).toEqual([{ phase: 'open' }]);
    platform.pass(1);
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', code: 'RELAY_LOST' });
  });

  it('is asked at once when the page wakes up', () => {
    const carrier = openJoined();
    carrier.retryNow();
    carrier.retryNow();
    expect(platform.wire().sentTypes.filter((type) => type === 0xc0)).toHaveLength(1);
    platform.pass(2000);
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', code: 'RELAY_LOST' });
  });

  it('that restarts gets its clients back spread over five seconds', () => {
    const waits = [0, 0.5, 0.999].map((dice) => {
      platform = createFakePlatform();
      openJoined();
      platform.pass(14_000);
      platform.nextDice = dice;
      platform.wire().events.closed('ended');
      return states.at(-1);
    });
    expect(waits).toMatchObject([{ retryInMs: 0 }, { retryInMs: 2500 }, { retryInMs: 4995 }]);
  });

  it('is joined anew after its loss, with every topic and the same client', () => {
    const carrier = openJoined();
    carrier.join(INBOX);
    platform.wire().events.closed('ended');
    platform.pass(5000);
    accept();
    const [first, second] = platform.wires;
    expect(second!.sent[0]).toEqual(first!.sent[0]);
    expect(second!.sent[1]!.length).toBe(4 + 2 * (2 + 29 + 1)); // one SUBSCRIBE, two topics
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
