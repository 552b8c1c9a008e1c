/**
 * A microphone that went away in the middle of a call: unplugged, taken, crashed, or forbidden. It, or another one, is
 * opened again as soon as there is one; being muted and what was chosen stay as they were.
 */
import type { Ports } from '../call/ports.ts';
import type { TroubleCode } from '../call/trouble.ts';

/** The system needs a moment to settle after a device went or its service crashed. */
const PAUSES_MS = [0, 250, 500, 1_000, 2_000, 4_000] as const;

export interface MicrophoneReturnOptions {
  readonly ports: Pick<Ports<unknown>, 'after'>;
  /** @returns why there is none, or null */
  open(): Promise<TroubleCode | null>;
  cameBack(): void;
  /** None for now; a device that comes or a permission that is given starts over. */
  gaveUp(code: TroubleCode): void;
}

export class MicrophoneReturn {
  readonly #options: MicrophoneReturnOptions;
  #state: 'here' | 'trying' | 'away' = 'here';
  #tries = 0;
  #cancel: () => void = () => undefined;

  constructor(options: MicrophoneReturnOptions) {
    this.#options = options;
  }

  lost(): void {
    this.#begin();
  }

  /** Something was plugged in or allowed. */
  stir(): void {
    if (this.#state === 'away') this.#begin();
  }

  /** Nobody wants one any more. */
  stop(): void {
    this.#state = 'here';
    this.#cancel();
  }

  #begin(): void {
    this.#cancel();
    this.#state = 'trying';
    this.#tries = 0;
    this.#schedule();
  }

  #schedule(): void {
    const pauseMs = PAUSES_MS[this.#tries++] ?? 0;
    this.#cancel = this.#options.ports.after(pauseMs, () => void this.#try());
  }

  async #try(): Promise<void> {
    const code = await this.#options.open();
    if (this.#state !== 'trying') return;
    if (code === null) {
      this.#state = 'here';
      return this.#options.cameBack();
    }
    // What was forbidden stays forbidden until somebody allows it.
    if (code !== 'MIC_DENIED' && this.#tries < PAUSES_MS.length) return this.#schedule();
    this.#state = 'away';
    this.#options.gaveUp(code);
  }
}
