import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../base/bytes.ts';
import { type BrokerPacket, writePublish } from './mqtt-codec.ts';
import { createPacketStream, MAX_PACKET_BYTES, type StreamRefusal } from './mqtt-stream.ts';

/** What a stream makes of chunks: the packets, and the first refusal. */
function readAll(chunks: readonly Uint8Array[]): { packets: BrokerPacket[]; refusal: StreamRefusal | null } {
  const stream = createPacketStream();
  const packets: BrokerPacket[] = [];
  for (const chunk of chunks) {
    const refusal = stream.push(chunk, (packet) => packets.push(packet));
    if (refusal) return { packets, refusal };
  }
  return { packets, refusal: null };
}

const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const SUBACK = Uint8Array.of(0x90, 3, 0, 1, 0);
const PUBLISH = writePublish('humr/1/topic', new Uint8Array(200).fill(7)); // its length takes two bytes
const PINGRESP = Uint8Array.of(0xd0, 0);
const CONVERSATION = concatBytes(CONNACK, SUBACK, PUBLISH, PINGRESP);
const KINDS = ['connack', 'suback', 'publish', 'pingresp'];

describe('a stream of packets', () => {
  it('comes out the same, cut in two at every byte', () => {
    for (let at = 0; at <= CONVERSATION.length; at++) {
      const { packets, refusal } = readAll([CONVERSATION.subarray(0, at), CONVERSATION.subarray(at)]);
      expect(packets.map(({ kind }) => kind)).toEqual(KINDS);
      expect(packets[2]).toMatchObject({ topic: 'humr/1/topic', payload: new Uint8Array(200).fill(7) });
      expect(refusal).toBeNull();
    }
  });

  it('comes out the same, one byte at a time', () => {
    const { packets } = readAll([...CONVERSATION].map((byte) => Uint8Array.of(byte)));
    expect(packets.map(({ kind }) => kind)).toEqual(KINDS);
  });

  it('comes out the same, cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(CONVERSATION.length), { maxLength: 12 }), (cuts) => {
        const ends = [...cuts, CONVERSATION.length].sort((a, b) => a - b);
        const chunks = ends.map((end, i) => CONVERSATION.subarray(ends[i - 1] ?? 0, end));
        expect(readAll(chunks).packets.map(({ kind }) => kind)).toEqual(KINDS);
      }),
    );
  });

  it('does not hold on to a chunk the caller reuses', () => {
    const stream = createPacketStream();
    const packets: BrokerPacket[] = [];
    const chunk = PUBLISH.slice(0, 50);
    stream.push(chunk, (packet) => packets.push(packet));
    chunk.fill(0xff);
    stream.push(PUBLISH.slice(50), (packet) => packets.push(packet));
    expect(packets).toMatchObject([{ topic: 'humr/1/topic' }]);
  });

  it('takes a packet of exactly the longest length and no longer one', () => {
    const overhead = writePublish('t', new Uint8Array(60_000)).length - 60_000;
    expect(readAll([writePublish('t', new Uint8Array(MAX_PACKET_BYTES - overhead))]).refusal).toBeNull();
    expect(readAll([writePublish('t', new Uint8Array(MAX_PACKET_BYTES - overhead + 1))]).refusal).toBe('too-long');
  });

  it('refuses a length of 256 MB by its header alone', () => {
    expect(readAll([Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f)])).toEqual({ packets: [], refusal: 'too-long' });
  });

  it('refuses a length of five bytes', () => {
    expect(readAll([Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 0x01)]).refusal).toBe('malformed');
  });

  it('waits for the rest of a length', () => {
    expect(readAll([Uint8Array.of(0x30, 0x80)])).toEqual({ packets: [], refusal: null });
  });

  it('hands over what came before the trouble, and nothing after it', () => {
    const stream = createPacketStream();
    const kinds: string[] = [];
    const take = ({ kind }: BrokerPacket): unknown => kinds.push(kind);
    expect(stream.push(concatBytes(CONNACK, Uint8Array.of(0xff, 0), PINGRESP), take)).toBe('malformed');
    expect(stream.push(PINGRESP, take)).toBe('malformed');
    expect(kinds).toEqual(['connack']);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 }), (chunks) => {
        readAll(chunks);
      }),
      { numRuns: 2000 },
    );
  });
});
