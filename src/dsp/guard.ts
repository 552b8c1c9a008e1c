/** Only finite sound gets in: one NaN would silence every recursive filter behind it for good. */

/** Nothing louder comes from a microphone (+40 dBFS); larger values are faults, as NaN and infinity are. */
const LARGEST_SAMPLE = 100;
/** Quieter is silence; the processor is slow on numbers near the smallest one it has. */
const SMALLEST_SAMPLE = 1e-20;

export class Guard {
  /** Samples replaced by 0 because they could not be sound. */
  badSamples = 0;

  /**
   * Copies `count` samples, with 0 for what cannot be sound (counted) or be heard (not counted).
   * @param from first sample of `input`
   * @param at where the first goes in `output`
   */
  copy(input: Float32Array, from: number, count: number, output: Float32Array, at: number): void {
    for (let n = 0; n < count; n++) {
      const sample = input[from + n]!;
      const size = Math.abs(sample);
      // Written so that NaN fails it.
      const sound = size <= LARGEST_SAMPLE;
      if (!sound) this.badSamples++;
      output[at + n] = sound && size >= SMALLEST_SAMPLE ? sample : 0;
    }
  }
}
