/** Noise suppression at any sample rate. */
import { Denoiser } from './denoiser.ts';
import { LEARNED_RATE_HZ } from './learned.ts';
import { checkSampleRate } from './overlap.ts';
import { hasWholeFrames, Resampler, reachSamples } from './resampler.ts';
import type { Weights } from './weights.ts';

/** The way to 48 kHz and back. */
class Detour {
  private readonly up: Resampler;
  private readonly down: Resampler;
  private readonly inside: Float32Array;
  /** Samples of the outer rate by which the two ways together are late. */
  readonly latencySamples: number;

  constructor(sampleRate: number, denoiser: Denoiser) {
    this.inside = new Float32Array(denoiser.frameSize);
    // Whole samples of the outer rate, so that the sum is true to the sample.
    const there = Math.ceil(reachSamples(sampleRate, LEARNED_RATE_HZ));
    const back = Math.ceil((reachSamples(LEARNED_RATE_HZ, sampleRate) * sampleRate) / LEARNED_RATE_HZ);
    this.up = new Resampler(sampleRate, LEARNED_RATE_HZ, there);
    this.down = new Resampler(LEARNED_RATE_HZ, sampleRate, (back * LEARNED_RATE_HZ) / sampleRate);
    this.latencySamples = there + back;
  }

  enter(input: Float32Array): Float32Array {
    this.up.process(input, this.inside);
    return this.inside;
  }

  leave(output: Float32Array): void {
    this.down.process(this.inside, output);
  }
}

/**
 * At rates whose frames of 10 ms hold whole numbers of samples (8, 16, 24, 32, 44.1, 48, 96, 192 kHz) everything is decided
 * at 48 kHz, so that the same sound gives the same decisions. At others (11.025, 22.05 kHz) the classical path runs as it is.
 */
export class Suppression {
  readonly frameSize: number;
  readonly latencySamples: number;
  /** 0..1, of the newest frame. */
  speechProbability = 0;
  private readonly sampleRate: number;
  private readonly denoiser: Denoiser;
  private readonly detour: Detour | null = null;
  private shadowDetour: Detour | undefined;

  /** @throws {RangeError} when the rate is not between 8 and 192 kHz */
  constructor(sampleRate: number) {
    checkSampleRate(sampleRate);
    this.sampleRate = sampleRate;
    const inner = hasWholeFrames(sampleRate) ? LEARNED_RATE_HZ : sampleRate;
    this.denoiser = new Denoiser(inner);
    this.frameSize = (this.denoiser.frameSize * sampleRate) / inner;
    this.latencySamples = (this.denoiser.latencySamples * sampleRate) / inner;
    if (inner === sampleRate) return;
    this.detour = new Detour(sampleRate, this.denoiser);
    this.latencySamples += this.detour.latencySamples;
  }

  /** 0..1: how far noise is turned down; 0 lets everything pass. Followed smoothly. */
  get strengthRatio(): number {
    return this.denoiser.strengthRatio;
  }

  set strengthRatio(ratio: number) {
    this.denoiser.strengthRatio = ratio;
  }

  /** Who decides the gains now. */
  get estimator(): 'learned' | 'classical' {
    return this.denoiser.estimator;
  }

  /** Mean square of the background noise, linear. */
  get noisePower(): number {
    return this.denoiser.noisePower;
  }

  /** Goes over to the learned path, or with null to the classical one, without a click. */
  useWeights(weights: Weights | null): void {
    this.denoiser.useWeights(weights);
  }

  /** May be called between two frames, to take work off the next one. */
  prepare(): void {
    this.denoiser.prepare();
  }

  /** As `Denoiser.process`. */
  process(input: Float32Array, output: Float32Array, shadowInput?: Float32Array, shadowOutput?: Float32Array): void {
    const { denoiser, detour } = this;
    if (!detour) {
      denoiser.process(input, output, shadowInput, shadowOutput);
    } else {
      const inside = detour.enter(input);
      if (shadowInput && shadowOutput) {
        this.shadowDetour ??= new Detour(this.sampleRate, denoiser);
        const shadow = this.shadowDetour.enter(shadowInput);
        denoiser.process(inside, inside, shadow, shadow);
        this.shadowDetour.leave(shadowOutput);
      } else {
        denoiser.process(inside, inside);
      }
      detour.leave(output);
    }
    this.speechProbability = denoiser.speechProbability;
  }
}
