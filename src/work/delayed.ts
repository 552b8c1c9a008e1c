/** Takes the delay out of what comes out of a chain. Pure. */

/** As many samples as went in, in step with them; until all have come, the rest is silence. */
export class Delayed {
  readonly samples: Float32Array<ArrayBuffer>;
  #at: number;

  constructor(length: number, delaySamples: number) {
    this.samples = new Float32Array(length);
    this.#at = -delaySamples;
  }

  take(output: Float32Array): void {
    const skipped = Math.max(0, -this.#at);
    const room = this.samples.length - this.#at; // counted from the first of `output`
    const wanted = output.subarray(skipped, Math.max(skipped, room));
    if (wanted.length > 0) this.samples.set(wanted, this.#at + skipped);
    this.#at += output.length;
  }
}
