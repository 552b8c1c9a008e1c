/**
 * What does not open costs a decryption each. Whoever sends more of it than honest relays ever do makes the room deaf
 * for a while: running calls do not mind, they speak over their own channels. Pure.
 */

const MOST_PER_S = 50;
const WINDOW_MS = 1_000;
const DEAF_MS = 5_000;

export class GarbageGate {
  #sinceMs = Number.NEGATIVE_INFINITY;
  #count = 0;
  #deafUntilMs = Number.NEGATIVE_INFINITY;

  isDeaf(nowMs: number): boolean {
    return nowMs < this.#deafUntilMs;
  }

  /** Counts one that did not open. @returns true when it was one too many: nothing is read for five seconds */
  count(nowMs: number): boolean {
    if (nowMs - this.#sinceMs >= WINDOW_MS) {
      this.#sinceMs = nowMs;
      this.#count = 0;
    }
    this.#count++;
    if (this.#count <= MOST_PER_S) return false;
    this.#deafUntilMs = nowMs + DEAF_MS;
    return true;
  }
}
