import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concatBytes } from '../base/bytes.ts';
import {
  DISCONNECT,
  PING_REQUEST,
  readPacket,
  writeConnect,
  writePublish,
  writeSubscribe,
  writeUnsubscribe,
} from './mqtt-codec.ts';

/** Bytes from numbers and ASCII texts, in order. */
function bytes(...parts: (number | string)[]): Uint8Array {
  return concatBytes(...parts.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : asciiBytes(part))));
}

describe('writing, byte for byte as OASIS MQTT 3.1.1 draws it', () => {
  it('connects with a clean session and nothing more', () => {
    expect(writeConnect({ clientId: 'a1', keepAliveS: 45 })).toEqual(
      bytes(0x10, 14, 0, 4, 'MQTT', 4, 0x02, 0, 45, 0, 2, 'a1'),
    );
  });

  it('connects with will, user name and password, in this order', () => {
    const will = { topic: 'w', payload: Uint8Array.of(7, 8) };
    expect(writeConnect({ clientId: 'c', keepAliveS: 300, userName: 'u', password: 'p', will })).toEqual(
      // 0xc6: user name, password, will (QoS 0, not retained), clean session
      bytes(0x10, 26, 0, 4, 'MQTT', 4, 0xc6, 1, 44, 0, 1, 'c', 0, 1, 'w', 0, 2, 7, 8, 0, 1, 'u', 0, 1, 'p'),
    );
  });

  it('never sends a password without a user name', () => {
    expect(writeConnect({ clientId: 'c', keepAliveS: 1, password: 'p' })).toEqual(
      writeConnect({ clientId: 'c', keepAliveS: 1 }),
    );
  });

  it('subscribes to several topics at QoS 0', () => {
    expect(writeSubscribe(0x1234, ['a', 'bc'])).toEqual(bytes(0x82, 11, 0x12, 0x34, 0, 1, 'a', 0, 0, 2, 'bc', 0));
  });

  it('unsubscribes', () => {
    expect(writeUnsubscribe(1, ['a'])).toEqual(bytes(0xa2, 5, 0, 1, 0, 1, 'a'));
  });

  it('pings and says goodbye', () => {
    expect([...PING_REQUEST, ...DISCONNECT]).toEqual([0xc0, 0, 0xe0, 0]);
  });

  // Table 2.4 of the standard: where one more length byte begins.
  it.each([
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [16_383, [0xff, 0x7f]],
    [16_384, [0x80, 0x80, 0x01]],
  ])('writes a remaining length of %i', (remaining, length) => {
    const packet = writePublish('t', new Uint8Array(remaining - 3));
    expect([...packet.subarray(0, 1 + length.length)]).toEqual([0x30, ...length]);
    expect(packet.length).toBe(1 + length.length + remaining);
  });

  it('refuses a field of more than 65,535 bytes', () => {
    expect(() => writePublish('t'.repeat(65_536), new Uint8Array(0))).toThrow(/65536/);
  });
});

describe('reading', () => {
  it.each([
    ['CONNACK', 0x20, [1, 5], { kind: 'connack', code: 5 }],
    ['SUBACK', 0x90, [0, 9, 0, 0x80], { kind: 'suback', packetId: 9, granted: [0, 0x80] }],
    ['UNSUBACK', 0xb0, [1, 2], { kind: 'unsuback', packetId: 258 }],
    ['PINGRESP', 0xd0, [], { kind: 'pingresp' }],
    ['PUBLISH', 0x31, [0, 1, 0x61, 5], { kind: 'publish', topic: 'a', payload: Uint8Array.of(5), retained: true }],
  ])('takes a %s', (_name, firstByte, body, packet) => {
    expect(readPacket(firstByte, Uint8Array.from(body))).toEqual(packet);
  });

  it.each([
    ['a CONNACK that is too short', 0x20, [0]],
    ['a CONNACK with reserved flags', 0x20, [2, 0]],
    ['a SUBACK without codes', 0x90, [0, 1]],
    ['an UNSUBACK that is too long', 0xb0, [0, 1, 2]],
    ['a PINGRESP with a body', 0xd0, [0]],
    ['a PUBLISH without a topic', 0x30, [0, 0]],
    ['a PUBLISH whose topic is longer than the packet', 0x30, [0, 3, 0x61, 0x62]],
    ['a PUBLISH at QoS 1', 0x32, [0, 1, 0x61, 0, 1]],
    ['a PUBLISH whose topic is not UTF-8', 0x30, [0, 1, 0xff]],
    ['a packet only clients send', 0x82, [0, 1]],
    ['flags where none are defined', 0xd1, []],
    ['type 15, which is reserved', 0xf0, []],
  ])('refuses %s', (_what, firstByte, body) => {
    expect(readPacket(firstByte, Uint8Array.from(body))).toBe('malformed');
  });

  it('keeps its payload when the caller reuses the buffer', () => {
    const body = Uint8Array.of(0, 1, 0x61, 5);
    const packet = readPacket(0x30, body);
    body.fill(9);
    expect(packet).toMatchObject({ topic: 'a', payload: Uint8Array.of(5) });
  });

  it('reads every publication as it was written', () => {
    const topics = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(topics, fc.uint8Array({ maxLength: 100 }), (topic, payload) => {
        const packet = writePublish(topic, payload);
        const bodyAt = packet[1]! < 128 ? 2 : 3;
        const read = readPacket(packet[0]!, packet.subarray(bodyAt));
        expect(read).toEqual({ kind: 'publish', topic, payload, retained: false });
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 300 }), (firstByte, body) => {
        readPacket(firstByte, body);
      }),
      { numRuns: 2000 },
    );
  });
});
