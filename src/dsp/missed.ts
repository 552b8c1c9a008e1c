/** Counts the quanta that were lost, from two clocks: sound that was rendered, and time that passed. */

/** The lag is judged by its smallest value in windows of so long, since quanta come in bursts. */
const WINDOW_MS = 500;
/** A step up of less than two quanta is jitter. */
const JITTER_QUANTA = 2;
/** A larger step is a suspended context or a clock that was set. */
const LONGEST_GAP_MS = 5000;

export class MissedQuanta {
  /** Lost quanta since the beginning. */
  count = 0;
  private readonly quantumMs: number;
  private windowEndMs = Number.NEGATIVE_INFINITY;
  private lowestLagMs = Number.POSITIVE_INFINITY;
  private usualLagMs = Number.NaN;

  /** @param quantumMs duration of one quantum, > 0 */
  constructor(quantumMs: number) {
    this.quantumMs = quantumMs;
  }

  /**
   * To be called at the beginning of each quantum.
   * @param renderedMs duration of the sound rendered so far
   * @param nowMs time on any steady clock
   */
  note(renderedMs: number, nowMs: number): void {
    this.lowestLagMs = Math.min(this.lowestLagMs, nowMs - renderedMs);
    if (renderedMs < this.windowEndMs) return;
    this.windowEndMs = renderedMs + WINDOW_MS;
    const stepMs = this.lowestLagMs - this.usualLagMs;
    if (stepMs > JITTER_QUANTA * this.quantumMs && stepMs < LONGEST_GAP_MS) {
      this.count += Math.round(stepMs / this.quantumMs);
    }
    this.usualLagMs = this.lowestLagMs;
    this.lowestLagMs = Number.POSITIVE_INFINITY;
  }
}
