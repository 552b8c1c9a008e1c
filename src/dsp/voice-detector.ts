/** Voice activity detection by the learned network alone, at any sample rate. */
import { LEARNED_RATE_HZ, LearnedSuppressor } from './learned.ts';
import { checkSampleRate } from './overlap.ts';
import { hasWholeFrames, Resampler, reachSamples } from './resampler.ts';
import type { Weights } from './weights.ts';

/** What the network thinks of a stream, decided at 48 kHz whatever its rate. */
export class VoiceDetector {
  /** Samples per `process`: 10 ms. */
  readonly frameSize: number;
  private readonly learned: LearnedSuppressor;
  private readonly resampler: Resampler | null;
  private readonly inside: Float32Array;

  /** @throws {RangeError} when 10 ms of the rate are no whole number of samples, or it is not between 8 and 192 kHz */
  constructor(sampleRate: number, weights: Weights) {
    checkSampleRate(sampleRate);
    if (!hasWholeFrames(sampleRate)) throw new RangeError(`10 ms of ${sampleRate} Hz are no whole number of samples`);
    this.frameSize = sampleRate / 100;
    this.learned = new LearnedSuppressor(weights);
    this.inside = new Float32Array(this.learned.frameSize);
    const reach = reachSamples(sampleRate, LEARNED_RATE_HZ);
    this.resampler = sampleRate === LEARNED_RATE_HZ ? null : new Resampler(sampleRate, LEARNED_RATE_HZ, reach);
  }

  /** @param input the next `frameSize` samples, finite @returns probability of speech, 0..1 */
  process(input: Float32Array): number {
    if (this.resampler) {
      this.resampler.process(input, this.inside);
      this.learned.listen(this.inside);
    } else {
      this.learned.listen(input);
    }
    return this.learned.speechProbability;
  }
}
