/** What the embedded broker grants, and a token bucket to keep rates. */

export interface RelayLimits {
  readonly connections: number;
  /** From one address; a whole office may share one. */
  readonly connectionsPerAddress: number;
  /** New connections from one address, per second in the long run and at once: a limit on each would mean little without. */
  readonly connectionsPerS: number;
  readonly connectionBurst: number;
  readonly topicsPerConnection: number;
  /** Frames and packets a connection may send per second in the long run, and at once. */
  readonly messagesPerS: number;
  readonly messageBurst: number;
  readonly bytesPerS: number;
  readonly byteBurst: number;
  /** A socket that opened must send CONNECT within this time. */
  readonly connectTimeoutMs: number;
  /** Longest silence a client may ask for, s; it is dropped after 1.5 times what it asked. */
  readonly keepAliveS: number;
  /** A client that does not read for this long is dropped. */
  readonly drainTimeoutMs: number;
}

/**
 * Room for a member of a full call (16 people): joining sends 15 others a dozen messages each within a second or two.
 * Each message counts twice, once as a frame and once as a packet.
 */
export const DEFAULT_LIMITS: RelayLimits = {
  connections: 4000,
  connectionsPerAddress: 256,
  connectionsPerS: 20,
  connectionBurst: 512, // a whole office that comes back twice
  topicsPerConnection: 64,
  messagesPerS: 200,
  messageBurst: 1200,
  bytesPerS: 262_144,
  byteBurst: 2_097_152,
  connectTimeoutMs: 5_000,
  keepAliveS: 120,
  drainTimeoutMs: 10_000,
};

/** Longest WebSocket frame and MQTT packet (FAULTS.md, bad input 7). */
export const MAX_FRAME_BYTES = 65_536;

/** Lets `burst` through at once and `perS` in the long run. */
export class TokenBucket {
  readonly #perS: number;
  readonly #burst: number;
  #tokens: number;
  #filledAtMs: number;

  constructor(perS: number, burst: number, nowMs: number) {
    this.#perS = perS;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAtMs = nowMs;
  }

  /** @returns false when there are not enough; then none are taken */
  take(tokens: number, nowMs: number): boolean {
    const earned = ((nowMs - this.#filledAtMs) / 1000) * this.#perS;
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, earned));
    this.#filledAtMs = nowMs;
    if (tokens > this.#tokens) return false;
    this.#tokens -= tokens;
    return true;
  }
}
