/** Notices that processing takes too long, from times that whoever has a clock hands in. */

const WINDOW_MS = 1000;
const LIMIT_RATIO = 0.5;

export class Watchdog {
  private soundMs = 0;
  private spentMs = 0;

  /**
   * @param soundMs duration of sound that was processed
   * @param spentMs time this took; a coarse clock will do, its errors cancel over the window
   * @returns true at the end of a second of sound that took over half a second
   */
  note(soundMs: number, spentMs: number): boolean {
    this.soundMs += soundMs;
    this.spentMs += spentMs;
    if (this.soundMs < WINDOW_MS) return false;
    const slow = this.spentMs > LIMIT_RATIO * this.soundMs;
    this.soundMs = 0;
    this.spentMs = 0;
    return slow;
  }
}
