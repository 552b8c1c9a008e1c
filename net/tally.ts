/** What a network itself saw of the voices that went through it: the truth that the app's figures are held against. */

/** Of RTP alone, from one address. */
export interface Tally {
  readonly packets: number;
  readonly lost: number;
  /** Whole IP packets. */
  readonly bytes: number;
  readonly delivered: number;
  /** Time all delivered ones together were under way. */
  readonly delayMs: number;
}

export const NO_TALLY: Tally = { packets: 0, lost: 0, bytes: 0, delivered: 0, delayMs: 0 };

const IP_HEADER_BYTES = 20;
const UDP_HEADER_BYTES = 8;
const UDP = 17;
const PROTOCOL_AT = 9;

/** Version 2, and no type that RTCP uses when both share a port (RFC 5761, section 4; RFC 7983). */
export function isRtp(packet: Uint8Array): boolean {
  const at = IP_HEADER_BYTES + UDP_HEADER_BYTES;
  if (packet.length <= at + 1 || packet[PROTOCOL_AT] !== UDP) return false;
  const type = packet[at + 1]! & 0x7f;
  return packet[at]! >> 6 === 2 && (type < 64 || type > 95);
}

/** What happened between two looks. */
export function since(earlier: Tally, now: Tally): Tally {
  return {
    packets: now.packets - earlier.packets,
    lost: now.lost - earlier.lost,
    bytes: now.bytes - earlier.bytes,
    delivered: now.delivered - earlier.delivered,
    delayMs: now.delayMs - earlier.delayMs,
  };
}
