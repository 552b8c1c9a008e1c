/**
 * MQTT 3.1.1 at QoS 0: the packets a browser sends and the ones a broker answers with, as bytes and back.
 * Source: OASIS Standard "MQTT Version 3.1.1", 29 October 2014; section numbers below are its own.
 * Pure. What a broker sent is a stranger's data, so reading returns a refusal instead of throwing.
 */
import { concatBytes } from '../base/bytes.ts';

export interface ConnectRequest {
  /** 1 to 23 of 0-9, a-z, A-Z, which every broker must accept (3.1.3.1). */
  readonly clientId: string;
  /** The broker drops us, and sends our will, after 1.5 times this long without a packet (3.1.2.10). */
  readonly keepAliveS: number;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
  readonly will?: { readonly topic: string; readonly payload: Uint8Array } | undefined;
}

/** What a broker may say to a QoS 0 client. */
export type BrokerPacket =
  | { readonly kind: 'connack'; readonly code: number }
  | { readonly kind: 'suback'; readonly packetId: number; readonly granted: readonly number[] }
  | { readonly kind: 'unsuback'; readonly packetId: number }
  | { readonly kind: 'publish'; readonly topic: string; readonly payload: Uint8Array; readonly retained: boolean }
  | { readonly kind: 'pingresp' };

/** SUBACK return code of a refused topic (3.9.3). */
export const SUBSCRIBE_REFUSED = 0x80;
/** PINGREQ, 3.12. */
export const PING_REQUEST = Uint8Array.of(0xc0, 0);
/** DISCONNECT, 3.14: the broker then discards the will. */
export const DISCONNECT = Uint8Array.of(0xe0, 0);

// First bytes of the packets: type in the upper, flags in the lower four bits (2.2.1, 2.2.2).
const CONNECT = 0x10;
const CONNACK = 0x20;
const PUBLISH = 0x30;
const SUBSCRIBE = 0x82; // the flags 0010 are fixed (3.8.1)
const SUBACK = 0x90;
const UNSUBSCRIBE = 0xa2; // the flags 0010 are fixed (3.10.1)
const UNSUBACK = 0xb0;
const PINGRESP = 0xd0;
const RETAIN_FLAG = 0x01;
const QOS_AND_DUP_FLAGS = 0x0e;

// Connect flags, 3.1.2.3.
const CLEAN_SESSION = 0x02;
const HAS_WILL = 0x04;
const HAS_PASSWORD = 0x40;
const HAS_USER_NAME = 0x80;

const PROTOCOL_NAME = 'MQTT'; // 3.1.2.1
const PROTOCOL_LEVEL = 4; // 3.1.2.2: version 3.1.1
const LONGEST_FIELD_BYTES = 0xffff; // a field's length has two bytes (1.5.3)

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }); // a BOM is a character here (1.5.3-3)

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** A field: two bytes of length, then the bytes (1.5.3). */
function field(content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  if (bytes.length > LONGEST_FIELD_BYTES) throw new RangeError(`an MQTT field of ${bytes.length} bytes`);
  return concatBytes(uint16(bytes.length), bytes);
}

/** A whole packet: first byte, remaining length in base 128 with the lowest group first (2.2.3), body. */
function packet(firstByte: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concatBytes(...parts);
  const header = [firstByte];
  let left = body.length;
  do {
    const more = left > 127 ? 0x80 : 0;
    header.push((left & 127) | more);
    left >>= 7;
  } while (left > 0);
  const whole = new Uint8Array(header.length + body.length);
  whole.set(header);
  whole.set(body, header.length);
  return whole;
}

/** CONNECT with a clean session, 3.1. @throws {RangeError} when a field is longer than 65,535 bytes */
export function writeConnect(request: ConnectRequest): Uint8Array<ArrayBuffer> {
  const { userName, password, will } = request;
  let flags = CLEAN_SESSION;
  const payload = [field(request.clientId)]; // in this order: 3.1.3
  if (will) {
    flags |= HAS_WILL;
    payload.push(field(will.topic), field(will.payload));
  }
  if (userName !== undefined) {
    flags |= HAS_USER_NAME;
    payload.push(field(userName));
    if (password !== undefined) {
      flags |= HAS_PASSWORD; // never without a user name (3.1.2.9)
      payload.push(field(password));
    }
  }
  return packet(
    CONNECT,
    field(PROTOCOL_NAME),
    Uint8Array.of(PROTOCOL_LEVEL, flags),
    uint16(request.keepAliveS),
    ...payload,
  );
}

/** SUBSCRIBE at QoS 0, 3.8. @param packetId 1..65535 */
export function writeSubscribe(packetId: number, topics: readonly string[]): Uint8Array<ArrayBuffer> {
  const qos0 = Uint8Array.of(0);
  return packet(SUBSCRIBE, uint16(packetId), ...topics.flatMap((topic) => [field(topic), qos0]));
}

/** UNSUBSCRIBE, 3.10. @param packetId 1..65535 */
export function writeUnsubscribe(packetId: number, topics: readonly string[]): Uint8Array<ArrayBuffer> {
  return packet(UNSUBSCRIBE, uint16(packetId), ...topics.map(field));
}

/** PUBLISH at QoS 0, not retained, 3.3; such a packet has no identifier. */
export function writePublish(topic: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return packet(PUBLISH, field(topic), payload);
}

function readPublish(flags: number, body: Uint8Array): BrokerPacket | 'malformed' {
  // We subscribe at QoS 0, so nothing may arrive at a higher one (3.8.4), nor marked as a repetition (3.3.1-2).
  if ((flags & QOS_AND_DUP_FLAGS) !== 0 || body.length < 2) return 'malformed';
  const topicEnd = 2 + ((body[0]! << 8) | body[1]!);
  if (topicEnd === 2 || topicEnd > body.length) return 'malformed';
  try {
    const topic = decoder.decode(body.subarray(2, topicEnd));
    return { kind: 'publish', topic, payload: body.slice(topicEnd), retained: (flags & RETAIN_FLAG) !== 0 };
  } catch {
    return 'malformed'; // not UTF-8 (1.5.3-1)
  }
}

/**
 * One packet of a broker.
 * @param firstByte type and flags (2.2.1)
 * @param body what follows the remaining length
 */
export function readPacket(firstByte: number, body: Uint8Array): BrokerPacket | 'malformed' {
  if ((firstByte & 0xf0) === PUBLISH) return readPublish(firstByte & 0x0f, body);
  const packetId = body.length < 2 ? 0 : (body[0]! << 8) | body[1]!;
  switch (firstByte) {
    case CONNACK: // 3.2: session-present flag, return code
      return body.length === 2 && body[0]! <= 1 ? { kind: 'connack', code: body[1]! } : 'malformed';
    case SUBACK: // 3.9
      return body.length > 2 ? { kind: 'suback', packetId, granted: [...body.subarray(2)] } : 'malformed';
    case UNSUBACK: // 3.11
      return body.length === 2 ? { kind: 'unsuback', packetId } : 'malformed';
    case PINGRESP: // 3.13
      return body.length === 0 ? { kind: 'pingresp' } : 'malformed';
    default:
      return 'malformed';
  }
}
