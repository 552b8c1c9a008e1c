/** Noise suppression by the learned network where its weights are there, else by the classical estimator. */
import { clamp, gainFromDb } from '../base/units.ts';
import { LEARNED_RATE_HZ, LearnedSuppressor } from './learned.ts';
import { shareOf } from './smoothing.ts';
import { Suppressor } from './suppressor.ts';
import type { Weights } from './weights.ts';

/**
 * How far the learned path may turn noise down at full strength, dB. At the usual 0.8 of it the floor costs the development
 * clips 1 dB in pauses and nothing in OVRL; at 0.8 of 60 it cost 4 dB and 0.03 OVRL. What the network leaves keeps the colour of
 * the background.
 */
const DEEPEST_DB = -75;
const STRENGTH_TIME_MS = 30;
const DEFAULT_STRENGTH_RATIO = 0.8;
/** Before one path takes over from the other it runs beside it for so many frames, unheard, to know the noise. */
const WARM_FRAMES = 30;
/** Then it fades in over so many. */
const FADE_FRAMES = 3;

export class Denoiser {
  /** Samples per `process`. */
  readonly frameSize: number;
  /** Samples by which the output lags the input, whichever path runs. */
  readonly latencySamples: number;
  /** 0..1: how far noise is turned down; 0 lets everything pass. Followed smoothly. */
  strengthRatio = DEFAULT_STRENGTH_RATIO;
  /** 0..1, of the newest frame. A field, not a getter: a fraction that is returned costs a heap object. */
  speechProbability = 0;
  private readonly classical: Suppressor;
  private learned: LearnedSuppressor | null = null;
  private readonly learnable: boolean;
  private started = false;
  /** How much of the learned path is to be heard and how much is, 0..1; where they differ, both run. */
  private wantedShare = 0;
  private share = 0;
  private warmFrames = 0;
  private readonly part: Float32Array;
  private shadowPart: Float32Array | undefined;
  private readonly strengthShare: number;
  private floorDb = DEEPEST_DB * DEFAULT_STRENGTH_RATIO;

  /** @throws {RangeError} when the rate is not between 8 and 192 kHz */
  constructor(sampleRate: number) {
    this.classical = new Suppressor(sampleRate);
    this.frameSize = this.classical.frameSize;
    this.latencySamples = this.classical.latencySamples;
    // At this rate frames and delays of both paths are the same, which is what makes them interchangeable.
    this.learnable = sampleRate === LEARNED_RATE_HZ;
    this.part = new Float32Array(this.frameSize);
    this.strengthShare = shareOf((1000 * this.frameSize) / sampleRate, STRENGTH_TIME_MS);
  }

  /** The path that is heard, for the greater part. */
  get estimator(): 'learned' | 'classical' {
    return this.share >= 0.5 ? 'learned' : 'classical';
  }

  /** Mean square of the background noise, linear. */
  get noisePower(): number {
    return this.learned && this.share >= 0.5 ? this.learned.noisePower : this.classical.noisePower;
  }

  /** Goes over to the learned path, or with null to the classical one. At rates other than 48 kHz nothing changes. */
  useWeights(weights: Weights | null): void {
    if (!this.learnable) return;
    this.wantedShare = weights ? 1 : 0;
    if (weights) this.learned ??= new LearnedSuppressor(weights);
    if (this.learned) this.learned.floorGain = gainFromDb(this.floorDb);
    if (!this.started) this.share = this.wantedShare;
  }

  /** May be called between two frames, to take work off the next one. */
  prepare(): void {
    if (this.learned) this.learned.prepare();
  }

  /**
   * Cleans one frame. All arrays hold `frameSize` samples, all samples are finite.
   * @param output receives the frame of `latencySamples` ago, cleaned; may be `input`
   * @param shadowInput another sound that goes through the same filters as `input`, to measure what they do to a part of it;
   *   once given, give it with every frame (the first ones allocate)
   * @param shadowOutput receives the shadow
   */
  process(input: Float32Array, output: Float32Array, shadowInput?: Float32Array, shadowOutput?: Float32Array): void {
    this.started = true;
    this.followStrength();
    const { learned, classical, share, wantedShare } = this;
    if (!learned || (share === 0 && wantedShare === 0)) {
      classical.process(input, output, shadowInput, shadowOutput);
    } else if (share === 1 && wantedShare === 1) {
      learned.process(input, output, shadowInput, shadowOutput);
    } else {
      if (shadowInput) this.shadowPart ??= new Float32Array(this.frameSize);
      learned.process(input, this.part, shadowInput, this.shadowPart);
      classical.process(input, output, shadowInput, shadowOutput);
      this.changeOver();
      this.mix(output, this.part, share);
      if (shadowOutput && this.shadowPart) this.mix(shadowOutput, this.shadowPart, share);
    }
    if (learned && this.share >= 0.5) this.speechProbability = learned.speechProbability;
    else this.speechProbability = classical.speechProbability;
  }

  private followStrength(): void {
    const targetDb = DEEPEST_DB * (this.strengthRatio > 0 ? Math.min(this.strengthRatio, 1) : 0);
    if (targetDb === this.floorDb) return;
    this.floorDb += this.strengthShare * (targetDb - this.floorDb);
    if (Math.abs(targetDb - this.floorDb) < 0.01) this.floorDb = targetDb;
    this.classical.strengthRatio = this.strengthRatio;
    if (this.learned) this.learned.floorGain = gainFromDb(this.floorDb);
  }

  /** Moves `share` on by a frame's worth. */
  private changeOver(): void {
    this.warmFrames++;
    if (this.warmFrames <= WARM_FRAMES) return;
    const step = this.wantedShare > this.share ? 1 : -1;
    this.share = clamp((Math.round(this.share * FADE_FRAMES) + step) / FADE_FRAMES, 0, 1);
    if (this.share !== this.wantedShare) return;
    this.warmFrames = 0;
    if (this.share === 0) this.learned = null;
  }

  /** Fades from `before` to `share` of `learned` over the frame. The two agree in time, so their amplitudes add. */
  private mix(classical: Float32Array, learned: Float32Array, before: number): void {
    const step = (this.share - before) / this.frameSize;
    for (let n = 0; n < this.frameSize; n++) {
      classical[n]! += (before + step * (n + 1)) * (learned[n]! - classical[n]!);
    }
  }
}
