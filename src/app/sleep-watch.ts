/** Notices that the machine slept: a tick that comes late, by the clock on the wall too. */
import type { Ports } from '../call/ports.ts';

const SLEPT_MS = 3_000;

export class SleepWatch {
  readonly #ports: Pick<Ports<unknown>, 'nowMs' | 'epochS'>;
  /** Of the last tick, on both clocks: the monotonic one may stand still while the machine sleeps. */
  #ticked = { nowMs: 0, epochMs: 0 };

  constructor(ports: Pick<Ports<unknown>, 'nowMs' | 'epochS'>) {
    this.#ports = ports;
  }

  /** To be called at every tick. @returns whether it slept since the last; a clock that is set forward looks alike, and harms nothing */
  slept(): boolean {
    const before = this.#ticked;
    this.#ticked = { nowMs: this.#ports.nowMs(), epochMs: this.#ports.epochS() * 1000 };
    const { nowMs, epochMs } = this.#ticked;
    return Math.max(nowMs - before.nowMs, epochMs - before.epochMs) > SLEPT_MS;
  }
}
