/** Relays that are silent, slow, deaf, broken or gone, and what the carrier makes of them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import {
  accept,
  beginAnew,
  deliver,
  INBOX,
  ONE,
  open,
  openJoined,
  pings,
  platform,
  publications,
  ROOM,
  received,
  states,
  THREE,
  take,
  waitsMs,
} from './mqtt.test-kit.ts';
import { writePublish } from './mqtt-codec.ts';
import { CONNACK_ACCEPTED, CONNACK_NOT_AUTHORIZED, PINGRESP, suback } from './platform.test-kit.ts';

beforeEach(beginAnew);

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
      beginAnew();
      openJoined();
      platform.pass(14_000);
      platform.nextDice = dice;
      platform.wire().events.closed('ended');
      return states.at(-1);
    });
    expect(waits).toMatchObject([{ retryInMs: 0 }, { retryInMs: 3000 }, { retryInMs: 5994 }]);
  });

  it('is joined anew after its loss, with every topic, as somebody else', () => {
    let wills = 0;
    const will = () => ({ topic: INBOX, sealed: Uint8Array.of(++wills) });
    const carrier = openJoined({ ...ONE, will });
    carrier.join(INBOX);
    platform.wire().events.closed('ended');
    platform.nextDice = 0.25;
    platform.pass(5000);
    accept();
    const [first, second] = platform.wires;
    expect(first!.sent[0]!.length).toBe(second!.sent[0]!.length);
    expect(clientIdOf(second!.sent[0]!)).not.toBe(clientIdOf(first!.sent[0]!));
    expect([first!.sent[0]!.at(-1), second!.sent[0]!.at(-1)]).toEqual([1, 2]); // the will is the last field
    expect(second!.sent[1]!.length).toBe(4 + 3 * (2 + 29 + 1)); // one SUBSCRIBE, two topics and the question's
    expect(states.map(({ phase }) => phase)).toEqual(['open', 'waiting', 'connecting', 'open']);
  });
});

/** 12 bytes before it, 2 of its length (OASIS MQTT 3.1.1, 3.1.2 and 3.1.3.1). */
function clientIdOf(connect: Uint8Array): string {
  return Buffer.from(connect.subarray(14, 34)).toString();
}
