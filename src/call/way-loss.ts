/**
 * What is lost on the way to us, by two counts: how many packets they sent until a moment of theirs, and how many had
 * come to us until the moment that belongs to it here. Requests to send again do not tell it: one packet is asked for
 * several times where the way is long, late ones are asked for, too, and what was sent twice for nothing is counted
 * nowhere. Packets are those of the whole connection (W3C webrtc-stats, RTCTransportStats). Pure.
 */

/** Sums so far. */
export interface WayCount {
  /** Of the packets sent to us, those that can be told about. */
  readonly sentPackets: number;
  readonly lostPackets: number;
  /** Of the last stretch, about half a second, 0..1. */
  readonly latestRatio: number;
}

/** What they say with a beat, ms on a clock of their own. */
export interface SaidSent {
  /** 0 where their browser does not tell. */
  readonly sentPackets: number;
  readonly countedMs: number;
  /** When they said so. */
  readonly saidMs: number;
}

interface Counted {
  readonly atMs: number;
  readonly packets: number;
}

/** A beat that was sent again took longer than the packets of the voice; the quickest of so many did not. */
const LAGS_KEPT = 20;
/** Readings twice a second, of which beats that come late want old ones. */
const READINGS_KEPT = 20;
const WAITING_KEPT = 20;

export class WayLoss {
  #sums: WayCount | null = null;
  #received: Counted[] = [];
  #waiting: Counted[] = [];
  #lagsMs: number[] = [];
  #lagMs = Number.NaN;
  /** Where both counts began to be compared, and where they were last. */
  #origin: readonly [sent: number, received: number] | null = null;
  #last: readonly [sent: number, received: number] = [0, 0];
  /** On their clock. */
  #lastMs = 0;
  /** On a way that wavers fewer seem to be missing later than before; what is lost stays lost. */
  #mostMissing = 0;

  /** Null until something could be compared. */
  get count(): WayCount | null {
    return this.#sums;
  }

  /** Another connection counts from zero; the sums go on. */
  begin(): void {
    this.#received = [];
    this.#waiting = [];
    this.#lagsMs = [];
    this.#origin = null;
  }

  /** @param packets that came so far, 0 where the browser does not tell; @param atMs on our clock */
  received(packets: number, atMs: number): void {
    const last = this.#received.at(-1);
    if (packets === 0 || (last && atMs <= last.atMs)) return;
    // A path of the connection was let go, and its count with it.
    if (last && packets < last.packets) this.#received = [];
    this.#received = [...this.#received, { atMs, packets }].slice(-READINGS_KEPT);
    this.#compare();
  }

  /** @param heardMs on our clock */
  said({ sentPackets, countedMs, saidMs }: SaidSent, heardMs: number): void {
    if (sentPackets === 0 || countedMs > saidMs) return;
    this.#lagsMs = [...this.#lagsMs, heardMs - saidMs].slice(-LAGS_KEPT);
    this.#waiting = [...this.#waiting, { atMs: countedMs, packets: sentPackets }].slice(-WAITING_KEPT);
    this.#compare();
  }

  #compare(): void {
    const newest = this.#received.at(-1);
    this.#align(Math.min(...this.#lagsMs));
    for (let next = this.#waiting[0]; newest && next; next = this.#waiting[0]) {
      if (next.atMs + this.#lagMs > newest.atMs) return;
      this.#waiting.shift();
      const received = receivedUntil(this.#received, next.atMs + this.#lagMs);
      if (received === null) continue;
      this.#note(next.packets, received);
      this.#lastMs = next.atMs;
    }
  }

  /**
   * Beats of a busy device lie about the time between the clocks and along the way. When it turns out to be another, what
   * was compared last is compared anew, so that no packet is missing for that alone; until that can be done it waits.
   */
  #align(lagMs: number): void {
    if (this.#origin && lagMs !== this.#lagMs) {
      const [[sent, before], received] = [this.#last, receivedUntil(this.#received, this.#lastMs + lagMs)];
      if (received === null) return;
      this.#origin = [this.#origin[0], this.#origin[1] + received - before];
      this.#last = [sent, received];
    }
    this.#lagMs = lagMs;
  }

  #note(sent: number, received: number): void {
    const [lastSent, lastReceived] = this.#last;
    this.#last = [sent, received];
    if (!this.#origin || sent < lastSent || received < lastReceived) {
      this.#origin = [sent, received];
      this.#mostMissing = 0;
      return;
    }
    if (sent === lastSent) return;
    const missing = sent - this.#origin[0] - (received - this.#origin[1]);
    const lost = Math.max(0, missing - this.#mostMissing);
    this.#mostMissing += lost;
    this.#sums = {
      sentPackets: (this.#sums?.sentPackets ?? 0) + sent - lastSent,
      lostPackets: (this.#sums?.lostPackets ?? 0) + lost,
      latestRatio: Math.min(1, lost / (sent - lastSent)),
    };
  }
}

/** Between two readings packets come evenly. @returns null for a moment before the first reading */
function receivedUntil(readings: readonly Counted[], atMs: number): number | null {
  const at = readings.findIndex((it) => it.atMs >= atMs);
  const [before, after] = [readings[at - 1], readings[at]];
  if (!after) return null;
  if (after.atMs === atMs) return after.packets;
  if (!before) return null;
  return before.packets + ((after.packets - before.packets) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}
