/**
 * Cuts a stream of bytes into MQTT packets. Over WebSocket one frame may hold several packets or a part of one
 * (OASIS MQTT 3.1.1, section 6), so frames say nothing about where packets end.
 */
import { concatBytes } from '../base/bytes.ts';
import { type BrokerPacket, readPacket } from './mqtt-codec.ts';

/** Longest packet we take; the largest sealed envelope is 16 KiB, and our own broker stops at the same length. */
export const MAX_PACKET_BYTES = 65536;

/** A remaining length has at most four bytes (2.2.3). */
const MAX_LENGTH_BYTES = 4;

export type StreamRefusal = 'too-long' | 'malformed';

interface Header {
  /** First byte of the body. */
  readonly bodyAt: number;
  readonly end: number;
}

/** Where the packet at the start of `bytes` ends; null while its length is still on the way. */
function readHeader(bytes: Uint8Array): Header | StreamRefusal | null {
  let remaining = 0;
  for (let i = 0; i < MAX_LENGTH_BYTES; i++) {
    const byte = bytes[1 + i];
    if (byte === undefined) return null;
    remaining += (byte & 127) * 128 ** i;
    if ((byte & 128) !== 0) continue;
    const end = 2 + i + remaining;
    return end > MAX_PACKET_BYTES ? 'too-long' : { bodyAt: 2 + i, end };
  }
  return 'malformed';
}

export interface PacketStream {
  /**
   * Takes the next bytes and hands each packet they complete to `take`, in order.
   * @returns a refusal, after which the stream is dead and takes nothing more; null when all is well
   */
  push(chunk: Uint8Array, take: (packet: BrokerPacket) => void): StreamRefusal | null;
}

export function createPacketStream(): PacketStream {
  let rest: Uint8Array = new Uint8Array(0);
  let refusal: StreamRefusal | null = null;

  function refuse(why: StreamRefusal): StreamRefusal {
    rest = new Uint8Array(0);
    refusal = why;
    return why;
  }

  return {
    push(chunk, take) {
      if (refusal) return refusal;
      // Held bytes stay below one packet and one chunk: whatever is complete leaves in this call.
      rest = rest.length === 0 ? chunk : concatBytes(rest, chunk);
      while (rest.length > 0) {
        const header = readHeader(rest);
        if (header === 'too-long' || header === 'malformed') return refuse(header);
        if (header === null || header.end > rest.length) break;
        const packet = readPacket(rest[0]!, rest.subarray(header.bodyAt, header.end));
        if (packet === 'malformed') return refuse('malformed');
        rest = rest.subarray(header.end);
        take(packet);
      }
      rest = rest.slice(); // the caller may reuse its chunk
      return null;
    },
  };
}
