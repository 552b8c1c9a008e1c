/**
 * What a network does to each packet, decided by a fair die with a seed: the same packets get the same fate in every
 * run. Pure: no sockets and no clock, time is an argument.
 */

export interface Impairment {
  /** Share of packets that vanish at random. */
  readonly lossRatio: number;
  /**
   * Bursts of loss: chance to fall into one at each packet, and to get out. Inside, every packet is lost.
   * Source: Gilbert 1960, doi:10.1002/j.1538-7305.1960.tb03959.x.
   */
  readonly burst: { readonly enterRatio: number; readonly leaveRatio: number } | null;
  /** One way. */
  readonly delayMs: number;
  /** Each packet takes up to this much more or less than `delayMs`, evenly. */
  readonly jitterMs: number;
  /** Share of packets that overtake those before them. */
  readonly reorderRatio: number;
  readonly duplicateRatio: number;
  /** Bits per second of the bottleneck, and packets its queue holds; null for no bottleneck. */
  readonly rate: { readonly bitsPerS: number; readonly queuePackets: number } | null;
  /** False while the cable is out. */
  readonly isUp: boolean;
  readonly blocksUdp: boolean;
}

export const CLEAR: Impairment = {
  lossRatio: 0,
  burst: null,
  delayMs: 25,
  jitterMs: 0,
  reorderRatio: 0,
  duplicateRatio: 0,
  rate: null,
  isUp: true,
  blocksUdp: false,
};

const UDP = 17;
/** Offset of the protocol in an IPv4 header (RFC 791, section 3.1). */
const PROTOCOL_AT = 9;

/** One direction of a path. */
export class Path {
  impairment: Impairment = CLEAR;
  #inBurst = false;
  /** When the bottleneck will have sent each packet it holds, in order. */
  #queue: number[] = [];
  /** Packets without jitter leave in the order they came. */
  #lastMs = 0;
  readonly #dice: () => number;

  constructor(dice: () => number) {
    this.#dice = dice;
  }

  /**
   * Times at which copies of a packet arrive.
   * @returns nothing for a lost packet, two times for a duplicated one
   */
  arrivals(packet: Uint8Array, nowMs: number): readonly number[] {
    const { isUp, blocksUdp, duplicateRatio } = this.impairment;
    if (!isUp || (blocksUdp && packet[PROTOCOL_AT] === UDP) || this.#isLost()) return [];
    const sentMs = this.#throughBottleneck(packet.length, nowMs);
    if (sentMs === null) return [];
    const arrival = this.#arrival(sentMs);
    return this.#dice() < duplicateRatio ? [arrival, this.#arrival(sentMs)] : [arrival];
  }

  #isLost(): boolean {
    const { burst, lossRatio } = this.impairment;
    if (burst) {
      const turns = this.#dice() < (this.#inBurst ? burst.leaveRatio : burst.enterRatio);
      if (turns) this.#inBurst = !this.#inBurst;
    }
    return (burst !== null && this.#inBurst) || this.#dice() < lossRatio;
  }

  #throughBottleneck(bytes: number, nowMs: number): number | null {
    const { rate } = this.impairment;
    if (!rate) return nowMs;
    this.#queue = this.#queue.filter((endMs) => endMs > nowMs);
    // One is being sent, the others wait; a long packet takes a place as a short one does.
    if (this.#queue.length > rate.queuePackets) return null;
    const endMs = (this.#queue.at(-1) ?? nowMs) + (bytes * 8000) / rate.bitsPerS;
    this.#queue.push(endMs);
    return endMs;
  }

  #arrival(sentMs: number): number {
    const { delayMs, jitterMs, reorderRatio } = this.impairment;
    const arrival = sentMs + delayMs + (2 * this.#dice() - 1) * jitterMs;
    if (this.#dice() < reorderRatio) return sentMs + delayMs / 2;
    if (jitterMs > 0) return Math.max(sentMs, arrival);
    this.#lastMs = Math.max(this.#lastMs, arrival);
    return this.#lastMs;
  }
}
