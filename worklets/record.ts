/** `humr-record`: hands what it hears up the port as it is, in blocks: of every input one, of the same moments. */
import { mixToMono } from '../src/dsp/mix.ts';

const BLOCKS_PER_SECOND = 10;

class RecordProcessor extends AudioWorkletProcessor {
  readonly #blockSamples = Math.ceil(sampleRate / BLOCKS_PER_SECOND);
  #blocks: Float32Array[] = [];
  #filled = 0;
  #monos: Float32Array[] = [];

  process(inputs: Float32Array[][]): boolean {
    const samples = inputs[0]?.[0]?.length ?? 0;
    // Something is not connected yet: that is not silence, but nothing.
    if (samples === 0 || inputs.some((channels) => channels.length === 0)) return true;
    if (this.#monos[0]?.length !== samples) this.#monos = inputs.map(() => new Float32Array(samples));
    if (this.#blocks.length === 0) this.#blocks = inputs.map(() => new Float32Array(this.#blockSamples));
    for (const [at, channels] of inputs.entries()) mixToMono(channels, this.#monos[at]!);
    for (let n = 0; n < samples; n++) {
      for (const [at, block] of this.#blocks.entries()) block[this.#filled] = this.#monos[at]![n]!;
      if (++this.#filled === this.#blockSamples) this.#send();
    }
    return true;
  }

  #send(): void {
    this.port.postMessage(this.#blocks); // copied on their way: the blocks are filled anew
    this.#filled = 0;
  }
}

registerProcessor('humr-record', RecordProcessor);
