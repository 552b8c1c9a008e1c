/** Only finite sound gets in: one NaN would silence every recursive filter behind it for good. */

/** Nothing louder comes from a microphone (+40 dBFS); larger values are faults, as NaN and infinity are. */
const LARGEST_SAMPLE = 100;
/** Quieter is silence; the processor is slow on numbers near the smallest one it has. */
const SMALLEST_SAMPLE = 1e-20;

export class Guard {
  /** Samples replaced by 0 because they could not be sound. */
  badSamples = 0;

  /** The sample itself, or 0 for what cannot be sound (counted) or be heard (not counted). */
  pass(sample: number): number {
    const size = Math.abs(sample);
    if (size <= LARGEST_SAMPLE) return size < SMALLEST_SAMPLE ? 0 : sample;
    this.badSamples++;
    return 0;
  }
}
