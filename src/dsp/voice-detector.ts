/** Voice activity detection by the learned network alone, at any sample rate. */
import { CombFrames, HOP_SAMPLES } from './comb-frames.ts';
import { Features } from './features.ts';
import { LEARNED_RATE_HZ } from './learned.ts';
import { checkSampleRate } from './overlap.ts';
import { PitchTracker } from './pitch.ts';
import { DETECTING, hasWholeFrames, Resampler, reachSamples } from './resampler.ts';
import { SpeechNetwork } from './speech-network.ts';
import { VoiceActivity } from './voice-activity.ts';
import type { Weights } from './weights.ts';

/** What the network thinks of a stream, decided at 48 kHz whatever its rate. */
export class VoiceDetector {
  /** Samples per `process`: 10 ms. */
  readonly frameSize: number;
  private readonly resampler: Resampler | null;
  private readonly inside = new Float32Array(HOP_SAMPLES);
  private readonly frames = new CombFrames();
  private readonly pitch = new PitchTracker();
  private readonly features = new Features();
  private readonly speech: SpeechNetwork;
  private readonly activity = new VoiceActivity((1000 * HOP_SAMPLES) / LEARNED_RATE_HZ);

  /** @throws {RangeError} when 10 ms of the rate are no whole number of samples, or it is not between 8 and 192 kHz */
  constructor(sampleRate: number, weights: Weights) {
    checkSampleRate(sampleRate);
    if (!hasWholeFrames(sampleRate)) throw new RangeError(`10 ms of ${sampleRate} Hz are no whole number of samples`);
    this.frameSize = sampleRate / 100;
    this.speech = new SpeechNetwork(weights);
    const reach = reachSamples(sampleRate, LEARNED_RATE_HZ, DETECTING);
    this.resampler =
      sampleRate === LEARNED_RATE_HZ ? null : new Resampler(sampleRate, LEARNED_RATE_HZ, reach, DETECTING);
  }

  /** @param input the next `frameSize` samples, finite @returns probability of speech, 0..1 */
  process(input: Float32Array): number {
    // Short, so that the engine takes it into its caller: a fraction that is handed back costs a heap object.
    this.listen(input);
    return this.activity.probability[0]!;
  }

  private listen(input: Float32Array): void {
    if (this.resampler) this.resampler.process(input, this.inside);
    else this.inside.set(input);
    const { frames, pitch, features, speech } = this;
    pitch.step(this.inside, 0);
    frames.analyse(this.inside, 0);
    frames.comb(pitch.periodSamples);
    features.update(frames, pitch);
    speech.step(features);
    this.activity.update(speech.outputs, speech.power);
  }
}
