/** Noise suppression: overlap-add around an estimator of gains. */
import { clamp, gainFromDb } from '../base/units.ts';
import { ClassicalEstimator } from './classical.ts';
import type { GainEstimator } from './estimator.ts';
import { type FrameShape, frameShape, OverlapAdd } from './overlap.ts';
import { shareOf } from './smoothing.ts';

/** How far noise goes down in pauses at full strength, dB (30 dB while somebody speaks): further sounds hollow and drags speech along. */
const DEEPEST_DB = -41;
/** A change of strength takes about so long. */
const STRENGTH_TIME_MS = 30;
/** The public frame, in hops: 10 ms at 48 kHz. Gains are estimated once in each, which halves their cost and loses nothing. */
const HOPS_PER_FRAME = 2;
const DEFAULT_STRENGTH_RATIO = 0.8;

export class Suppressor {
  /** Samples per `process`. */
  readonly frameSize: number;
  readonly hopSamples: number;
  /** Samples by which the output lags the input. */
  readonly latencySamples: number;
  /** Gain per bin of the newest hop, linear. */
  readonly gains: Float32Array;
  /** 0..1: how far noise is turned down; 0 lets everything pass. Followed smoothly. */
  strengthRatio = DEFAULT_STRENGTH_RATIO;
  private readonly frames: OverlapAdd;
  private readonly shape: FrameShape;
  private shadow: OverlapAdd | undefined;
  private readonly estimator: GainEstimator;
  private readonly power: Float32Array;
  private readonly strengthShare: number;
  private hop = 0;
  private floorDb = DEEPEST_DB * DEFAULT_STRENGTH_RATIO;

  /** @throws {RangeError} when the rate is not between 8 and 192 kHz */
  constructor(sampleRate: number) {
    this.shape = frameShape(sampleRate);
    this.hopSamples = this.shape.hopSamples;
    this.frameSize = HOPS_PER_FRAME * this.hopSamples;
    this.frames = new OverlapAdd(this.shape);
    this.latencySamples = this.frames.delaySamples;
    this.estimator = new ClassicalEstimator({ ...this.shape, hopMs: HOPS_PER_FRAME * this.shape.hopMs });
    this.gains = new Float32Array(this.frames.bins);
    this.power = new Float32Array(this.frames.bins);
    this.strengthShare = shareOf(this.shape.hopMs, STRENGTH_TIME_MS);
  }

  /** 0..1, of the newest frame. */
  get speechProbability(): number {
    return this.estimator.speechProbability;
  }

  /** Mean square of the background noise, linear. */
  get noisePower(): number {
    return this.estimator.noisePower;
  }

  /**
   * Cleans one frame. All arrays hold `frameSize` samples, all samples are finite.
   * @param output receives the frame of `latencySamples` ago, cleaned; may be `input`
   * @param shadowInput another sound that gets the gains decided for `input`, to measure what they do to a part of it;
   *   once given, give it with every frame (the first one allocates)
   * @param shadowOutput receives the shadow
   */
  process(input: Float32Array, output: Float32Array, shadowInput?: Float32Array, shadowOutput?: Float32Array): void {
    for (let offset = 0; offset < this.frameSize; offset += this.hopSamples) {
      this.processHop(input, output, offset);
      if (shadowInput && shadowOutput) {
        this.shadow ??= new OverlapAdd(this.shape);
        this.shadow.analyse(shadowInput, offset);
        this.shadow.synthesise(this.gains, shadowOutput, offset);
      }
    }
  }

  /** As `process`, for the `hopSamples` at `offset` alone. */
  processHop(input: Float32Array, output: Float32Array, offset: number): void {
    const targetDb = DEEPEST_DB * clamp(this.strengthRatio, 0, 1);
    this.floorDb += this.strengthShare * (targetDb - this.floorDb);
    if (Math.abs(targetDb - this.floorDb) < 0.01) this.floorDb = targetDb;
    this.frames.analyse(input, offset);
    if (this.hop === 0) this.estimate();
    this.hop = (this.hop + 1) % HOPS_PER_FRAME;
    this.frames.synthesise(this.gains, output, offset);
  }

  private estimate(): void {
    this.frames.power(this.power);
    this.estimator.floorGain = gainFromDb(this.floorDb);
    this.estimator.estimate(this.power, this.gains);
  }
}

/** A suppressor for one stream of `sampleRate` (8..192 kHz). */
export function createSuppressor(options: { sampleRate: number }): Suppressor {
  return new Suppressor(options.sampleRate);
}
