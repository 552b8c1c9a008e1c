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
  /** Different ones, however often they were sent, and how many of them never came. */
  readonly different: number;
  readonly missing: number;
}

export const NO_TALLY: Tally = { packets: 0, lost: 0, bytes: 0, delivered: 0, delayMs: 0, different: 0, missing: 0 };

/** Clock of the time stamps of Opus (RFC 7587, section 4.1). */
const RTP_RATE_KHZ = 48;
const LAG_WINDOW_MS = 2_000;

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

/** The voice of one address, read from the headers of its packets (RFC 3550, section 5.1), which nobody encrypts. */
export class VoiceSeen {
  readonly #lost = new Set<number>();
  readonly #arrived = new Set<number>();
  readonly #seen = new Set<number>();
  #lags: { readonly atMs: number; readonly lagMs: number }[] = [];
  #first: number | null = null;

  get different(): number {
    return this.#seen.size;
  }

  get missing(): number {
    return this.#lost.size;
  }

  /** By how much the sound is behind the clock, the least of the last seconds: it grows with what was never sent. */
  get lagMs(): number {
    return Math.min(...this.#lags.map((it) => it.lagMs));
  }

  note(packet: Uint8Array, isLost: boolean, nowMs: number): void {
    const at = IP_HEADER_BYTES + UDP_HEADER_BYTES;
    const view = new DataView(packet.buffer, packet.byteOffset + at);
    const stamp = view.getUint32(4);
    this.#first ??= stamp;
    // No call of the bench is so long that the stamps begin anew, and none has two voices from one address at a time.
    const soundMs = ((stamp - this.#first) | 0) / RTP_RATE_KHZ;
    const known = this.#lags.filter((it) => nowMs - it.atMs <= LAG_WINDOW_MS);
    this.#lags = [...known, { atMs: nowMs, lagMs: nowMs - soundMs }];
    // What is sent again has its old stamp.
    this.#seen.add(stamp);
    if (!isLost) this.#lost.delete(stamp);
    else if (!this.#arrived.has(stamp)) this.#lost.add(stamp);
    if (!isLost) this.#arrived.add(stamp);
  }
}

/** What happened between two looks. */
export function since(earlier: Tally, now: Tally): Tally {
  return {
    packets: now.packets - earlier.packets,
    lost: now.lost - earlier.lost,
    bytes: now.bytes - earlier.bytes,
    delivered: now.delivered - earlier.delivered,
    delayMs: now.delayMs - earlier.delayMs,
    different: now.different - earlier.different,
    missing: now.missing - earlier.missing,
  };
}
