/** Tells from two counters of passed sound, the microphone's and the outgoing track's, whether a shell keeps up. */

/** Less is what a busy machine does; more would be heard as a hole once the other shell has taken over. */
const STALL_MS = 120;
/** Before its first frame a shell may be loading. */
const START_MS = 1_000;
/** Loss is judged over stretches of so long ... */
const STRETCH_MS = 3_000;
/** ... in which a tenth of the sound may go missing. */
const LOSS_MS = 300;

export type Flow = 'flowing' | 'stalled' | 'behind';

export class FlowWatch {
  #outMs = 0;
  /** Input passed when the output last moved. */
  #movedAtInMs = Number.NaN;
  #hasStarted = false;
  #stretchEndInMs = 0;
  /** By how much the output lagged at the beginning of the stretch. */
  #usualLagMs = 0;

  /** To be called every few tens of milliseconds with the sound that has passed so far; both only grow. */
  note(inMs: number, outMs: number): Flow {
    if (Number.isNaN(this.#movedAtInMs)) [this.#movedAtInMs, this.#outMs] = [inMs, outMs];
    if (outMs > this.#outMs) {
      if (!this.#hasStarted) this.#beginStretch(inMs, outMs);
      this.#hasStarted = true;
      [this.#movedAtInMs, this.#outMs] = [inMs, outMs];
    }
    if (inMs - this.#movedAtInMs >= (this.#hasStarted ? STALL_MS : START_MS)) return 'stalled';
    if (!this.#hasStarted || inMs < this.#stretchEndInMs) return 'flowing';
    const lostMs = inMs - outMs - this.#usualLagMs;
    this.#beginStretch(inMs, outMs);
    return lostMs > LOSS_MS ? 'behind' : 'flowing';
  }

  #beginStretch(inMs: number, outMs: number): void {
    this.#stretchEndInMs = inMs + STRETCH_MS;
    this.#usualLagMs = inMs - outMs;
  }
}
