import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_SEALED_BYTES } from '../call/carrier.ts';
import {
  accept,
  beginAnew,
  INBOX,
  open,
  openJoined,
  platform,
  publications,
  ROOM,
  received,
  states,
  THREE,
  take,
} from './mqtt.test-kit.ts';
import { writePublish } from './mqtt-codec.ts';
import { CONNACK_ACCEPTED, suback } from './platform.test-kit.ts';

beforeEach(beginAnew);

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
