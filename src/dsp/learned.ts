/** Noise suppression by the learned network: training/FORMAT.md, at 48 kHz in frames of 10 ms. */
import { type CombFilter, CombFrames, HOP_SAMPLES } from './comb-frames.ts';
import { Decision } from './decision.ts';
import { Features } from './features.ts';
import { VoiceNetwork } from './network.ts';
import { PitchTracker } from './pitch.ts';
import { shareOf } from './smoothing.ts';
import { SpeechNetwork } from './speech-network.ts';
import { VoiceActivity } from './voice-activity.ts';
import type { Weights } from './weights.ts';

export const LEARNED_RATE_HZ = 48000;
const HOP_MS = (1000 * HOP_SAMPLES) / LEARNED_RATE_HZ;
const NOISE_TIME_MS = 500;
/** Surer than this of no voice. */
const QUIET_PROBABILITY = 0.3;
/** Share at which the noise is followed under a voice, where only the part that is taken off can be measured. */
const UNDER_VOICE = 0.03;
/** No voice hides more of a noise than 4 dB: what the pauses told beyond that was breath and soft sounds, not noise. */
const MOST_HIDDEN = 10 ** 0.4;

export class LearnedSuppressor {
  /** Samples per `process`. */
  readonly frameSize = HOP_SAMPLES;
  /** Samples by which the output lags the input. */
  readonly latencySamples = HOP_SAMPLES;
  /** Lowest gain to use, linear, 0..1; 1 lets everything pass as it is. */
  floorGain = 0;
  /** 0..1, of the newest frame. */
  speechProbability = 0;
  private readonly frames = new CombFrames();
  private shadow: CombFrames | undefined;
  private readonly pitch = new PitchTracker();
  private readonly features = new Features();
  private readonly network: VoiceNetwork;
  private readonly decision = new Decision();
  private readonly speech: SpeechNetwork;
  private readonly activity = new VoiceActivity(HOP_MS);
  /** As the pauses told it, and as it is taken off now; an array, since a field of a fraction may cost a heap object each time. */
  private readonly noise = new Float64Array(2);
  private readonly noiseShare = shareOf(HOP_MS, NOISE_TIME_MS);
  /** Without a voice, as far as is needed to know the noise. */
  private quietFrames = 0;

  constructor(weights: Weights) {
    this.network = new VoiceNetwork(weights);
    this.speech = new SpeechNetwork(weights);
  }

  /** Mean square of the background noise, linear. */
  get noisePower(): number {
    return Math.min(this.noise[0]!, MOST_HIDDEN * this.noise[1]!);
  }

  /** May be called between two frames, to take work off the next one. */
  prepare(): void {
    this.network.prepare();
  }

  private followNoise(): void {
    const { noise, decision, speechProbability } = this;
    const isKnown = this.quietFrames * HOP_MS >= NOISE_TIME_MS;
    if (!isKnown && speechProbability < QUIET_PROBABILITY) this.quietFrames++;
    const share = isKnown ? Math.max(1 - speechProbability, UNDER_VOICE) : 1;
    noise[0]! += share * this.noiseShare * (decision.removedPower[0]! - noise[0]!);
    noise[1]! += this.noiseShare * (decision.removedPower[0]! - noise[1]!);
  }

  /** Takes a frame, finite, and decides about it. */
  private listen(input: Float32Array): void {
    const { frames, pitch, features, network, decision, speech } = this;
    pitch.step(input, 0);
    frames.analyse(input, 0);
    frames.comb(pitch.periodSamples);
    features.update(frames, pitch);
    network.step(features.values);
    decision.floorGain = this.floorGain;
    decision.update(network.outputs, features);
    speech.step(features);
    this.activity.update(speech.outputs, speech.power);
    this.speechProbability = this.activity.probability[0]!;
    this.followNoise();
  }

  /**
   * Cleans one frame. All arrays hold `frameSize` samples, all samples are finite.
   * @param output receives the frame of `latencySamples` ago, cleaned; may be `input`
   * @param shadowInput another sound that is filtered as was decided for `input`, to measure what happens to a part of it;
   *   once given, give it with every frame (the first one allocates)
   * @param shadowOutput receives the shadow
   */
  process(input: Float32Array, output: Float32Array, shadowInput?: Float32Array, shadowOutput?: Float32Array): void {
    this.listen(input);
    if (shadowInput && shadowOutput) this.processShadow(shadowInput, shadowOutput, this.decision);
    this.frames.synthesise(this.decision, output, 0);
  }

  private processShadow(input: Float32Array, output: Float32Array, filter: CombFilter): void {
    this.shadow ??= new CombFrames();
    this.shadow.analyse(input, 0);
    this.shadow.comb(this.pitch.periodSamples);
    this.shadow.synthesise(filter, output, 0);
  }
}
