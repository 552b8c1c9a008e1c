/** Level and speech of a stream that is only listened to. */
import { Guard } from './guard.ts';
import { Level } from './level.ts';
import { Vad } from './vad.ts';
import type { MeterReport } from './voice-messages.ts';

export class Meter {
  readonly #guard = new Guard();
  readonly #level = new Level();
  readonly #vad: Vad;
  readonly #frame: Float32Array;
  #at = 0;
  #highestProbability = 0;

  /** @throws {RangeError} when the rate is not between 8 and 192 kHz */
  constructor(sampleRate: number) {
    this.#vad = new Vad(sampleRate);
    this.#frame = new Float32Array(this.#vad.frameSize);
  }

  /** Takes any number of samples with any values. */
  process(input: Float32Array): void {
    for (let n = 0; n < input.length; n++) {
      this.#frame[this.#at] = this.#guard.pass(input[n]!);
      if (++this.#at < this.#frame.length) continue;
      this.#at = 0;
      this.#level.add(this.#frame);
      this.#highestProbability = Math.max(this.#highestProbability, this.#vad.process(this.#frame));
    }
  }

  /** What was heard since the last call. */
  takeReport(): MeterReport {
    const speechProbability = this.#highestProbability;
    this.#highestProbability = 0;
    return { kind: 'meter', levelDbfs: this.#level.takeDbfs(), speechProbability };
  }
}
