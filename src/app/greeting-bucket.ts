/** Peer connections that greetings of strangers may cost: a bucket of four, refilled two a second. Pure. */

const BURST = 4;
const PER_S = 2;

export class GreetingBucket {
  #tokens = BURST;
  #countedMs = 0;

  has(nowMs: number): boolean {
    return this.#now(nowMs) >= 1;
  }

  take(nowMs: number): void {
    this.#tokens = this.#now(nowMs) - 1;
    this.#countedMs = nowMs;
  }

  #now(nowMs: number): number {
    return Math.min(BURST, this.#tokens + ((nowMs - this.#countedMs) / 1000) * PER_S);
  }
}
