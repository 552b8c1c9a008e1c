/** Loudness of short blocks by ITU-R BS.1770-5. */
import { Biquad, kWeighting } from './biquad.ts';

/** The standard's offset: a 997 Hz sine at 0 dBFS peak on one channel reads −3.01 LUFS. */
const OFFSET_DB = -0.691;

/** K-weighted mean square of a block that reads `loudnessLufs`. */
export function powerOfLufs(loudnessLufs: number): number {
  return 10 ** ((loudnessLufs - OFFSET_DB) / 10);
}

/** Loudness of a K-weighted mean square; −Infinity for 0. */
export function lufsOfPower(power: number): number {
  return OFFSET_DB + 10 * Math.log10(power);
}

export class LoudnessFilter {
  /** K-weighted mean square of the newest block. */
  power = 0;
  private readonly shelf: Biquad;
  private readonly cut: Biquad;
  private scratch: Float32Array;

  /** @param largestBlockSamples length of the blocks; another length costs a new array once */
  constructor(sampleRate: number, largestBlockSamples: number) {
    const [shelf, cut] = kWeighting(sampleRate);
    this.shelf = new Biquad(shelf);
    this.cut = new Biquad(cut);
    this.scratch = new Float32Array(largestBlockSamples);
  }

  /** Takes the next block of the stream; the result lies in `power`. */
  measure(block: Float32Array): void {
    if (block.length !== this.scratch.length) this.scratch = new Float32Array(block.length);
    this.shelf.process(block, this.scratch);
    this.cut.process(this.scratch, this.scratch);
    let sum = 0;
    for (let n = 0; n < block.length; n++) sum += this.scratch[n]! ** 2;
    this.power = sum / block.length;
  }
}
