/** Tells from two counters of passed sound, the microphone's and the outgoing track's, whether a shell keeps up. */

/** More would be heard as a hole once the other shell has taken over. */
const STALL_MS = 150;
/**
 * On a machine so busy that even these looks come late, sound stops and comes back by itself, and the other shell fares
 * no better (measured: far worse). Only a shell that is dead stays silent for so long.
 */
const BUSY_STALL_MS = 1_500;
const LATE_LOOK_MS = 75;
const BUSY_FOR_MS = 5_000;
/** Before its first frame a shell may be loading. */
const START_MS = 1_000;
/** Loss is judged over stretches of so long ... */
const STRETCH_MS = 3_000;
/** ... in which a fifth of the sound may go missing. */
const LOSS_MS = 600;

/** How often to look. */
export const LOOK_MS = 25;

export type Flow = 'flowing' | 'stalled' | 'behind';

export class FlowWatch {
  #outMs = 0;
  /** Input passed when the output last moved. */
  #movedAtInMs = Number.NaN;
  #lookedAtInMs = Number.NaN;
  #busyUntilInMs = Number.NEGATIVE_INFINITY;
  #hasStarted = false;
  #stretchEndInMs = 0;
  /** By how much the output lagged at the beginning of the stretch. */
  #usualLagMs = 0;

  /** To be called every `LOOK_MS` with the sound that has passed so far; both only grow. */
  note(inMs: number, outMs: number): Flow {
    if (Number.isNaN(this.#movedAtInMs)) [this.#movedAtInMs, this.#outMs] = [inMs, outMs];
    if (outMs > this.#outMs) {
      if (!this.#hasStarted) this.#beginStretch(inMs, outMs);
      this.#hasStarted = true;
      [this.#movedAtInMs, this.#outMs] = [inMs, outMs];
    }
    if (inMs - this.#lookedAtInMs > LATE_LOOK_MS) this.#busyUntilInMs = inMs + BUSY_FOR_MS;
    this.#lookedAtInMs = inMs;
    if (inMs - this.#movedAtInMs >= this.#patienceMs(inMs)) return 'stalled';
    if (!this.#hasStarted || inMs < this.#stretchEndInMs) return 'flowing';
    const lostMs = inMs - outMs - this.#usualLagMs;
    this.#beginStretch(inMs, outMs);
    return lostMs > LOSS_MS && inMs >= this.#busyUntilInMs ? 'behind' : 'flowing';
  }

  #patienceMs(inMs: number): number {
    if (inMs < this.#busyUntilInMs) return BUSY_STALL_MS;
    return this.#hasStarted ? STALL_MS : START_MS;
  }

  #beginStretch(inMs: number, outMs: number): void {
    this.#stretchEndInMs = inMs + STRETCH_MS;
    this.#usualLagMs = inMs - outMs;
  }
}
