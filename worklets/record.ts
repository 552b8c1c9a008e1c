/** `humr-record`: hands what it hears up the port as it is, in blocks. */
import { mixToMono } from '../src/dsp/mix.ts';

const BLOCKS_PER_SECOND = 10;

class RecordProcessor extends AudioWorkletProcessor {
  #block = new Float32Array(Math.ceil(sampleRate / BLOCKS_PER_SECOND));
  #filled = 0;
  #mono = new Float32Array(128);

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? [];
    const samples = channels[0]?.length ?? 0; // nothing connected yet: not silence, but nothing
    if (samples === 0) return true;
    if (this.#mono.length !== samples) this.#mono = new Float32Array(samples);
    mixToMono(channels, this.#mono);
    for (let n = 0; n < samples; n++) {
      this.#block[this.#filled++] = this.#mono[n]!;
      if (this.#filled === this.#block.length) this.#send();
    }
    return true;
  }

  #send(): void {
    this.port.postMessage(this.#block); // copied on its way: the block is filled anew
    this.#filled = 0;
  }
}

registerProcessor('humr-record', RecordProcessor);
