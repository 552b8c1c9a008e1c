/** Noise power by speech presence, with a minimum over the last seconds as a safeguard. */
import { shareOf } from './smoothing.ts';

/** A-priori SNR under speech, linear: the 15 dB of the paper. */
const SPEECH_SNR = 10 ** 1.5;
/** From here up the formula gives 1 to ten digits. */
const SURE_RATIO = 30;
/** The paper's 0.8 per 16 ms is 72 ms; slower, so that the ends of vowels are not taken for noise. */
const NOISE_TIME_MS = 100;
/** The paper's 0.9 per 16 ms. */
const PRESENCE_TIME_MS = 152;
/**
 * When speech seems certain for so long, some of it must be noise: the probability is held below this. The paper's 0.99
 * costs 2 % of clean speech (held vowels); the minimum below helps out of the rest.
 */
const STUCK_PROBABILITY = 0.999;
/** Below any sound card's own noise; keeps ratios finite in digital silence. −150 dB per value. */
const LEAST_POWER = 1e-15;
/** The minimum is taken over so many blocks of so long: 3.6 s, longer than a sentence without a breath. */
const MINIMUM_BLOCKS = 6;
const MINIMUM_BLOCK_MS = 600;
/** Power is smoothed so long before its minimum is taken. */
const MINIMUM_SMOOTHING_MS = 60;
/**
 * Tracks the noise in each value.
 * The minimum itself serves as the lower bound, without the bias that would make it a mean: it only has to free a tracker
 * that a sudden noise has left far below.
 * Source: Gerkmann & Hendriks 2012, doi:10.1109/TASL.2011.2180896; the minimum: Martin 2001, doi:10.1109/89.928915.
 */
export class NoiseTracker {
  /** Noise power per value, linear, > 0. */
  readonly power: Float32Array;
  /** Smoothed probability of speech per value, 0..1. */
  readonly presence: Float32Array;
  private readonly noiseShare: number;
  private readonly presenceShare: number;
  private readonly minimumShare: number;
  private readonly smooth: Float32Array;
  private readonly lowest: Float32Array;
  private readonly blocks: Float32Array[];
  private readonly blockFrames: number;
  private frame = 0;
  private warmFrames = 0;
  private readonly warmUpFrames: number;

  /** @param count number of values @param hopMs time between two frames */
  constructor(count: number, hopMs: number) {
    this.power = new Float32Array(count).fill(LEAST_POWER);
    this.presence = new Float32Array(count);
    this.smooth = new Float32Array(count);
    this.lowest = new Float32Array(count);
    this.blocks = Array.from({ length: MINIMUM_BLOCKS }, () => new Float32Array(count));
    this.noiseShare = shareOf(hopMs, NOISE_TIME_MS);
    this.presenceShare = shareOf(hopMs, PRESENCE_TIME_MS);
    this.minimumShare = shareOf(hopMs, MINIMUM_SMOOTHING_MS);
    this.blockFrames = Math.round(MINIMUM_BLOCK_MS / hopMs);
    this.warmUpFrames = Math.round(NOISE_TIME_MS / hopMs);
  }

  /** Takes the next frame's power per value. */
  update(power: Float32Array): void {
    this.trackMinimum(power);
    if (this.warmFrames < this.warmUpFrames) {
      this.warmUp(power);
      return;
    }
    for (let v = 0; v < power.length; v++) {
      const now = power[v]!;
      const before = this.power[v]!;
      const ratio = now / before;
      let present = 1;
      if (ratio < SURE_RATIO) present = 1 / (1 + (1 + SPEECH_SNR) * Math.exp((-ratio * SPEECH_SNR) / (1 + SPEECH_SNR)));
      this.presence[v]! += this.presenceShare * (present - this.presence[v]!);
      if (this.presence[v]! > STUCK_PROBABILITY) present = Math.min(present, STUCK_PROBABILITY);
      const noise = now + present * (before - now);
      const tracked = before + this.noiseShare * (noise - before);
      this.power[v] = Math.max(tracked, this.lowest[v]!, LEAST_POWER);
    }
  }

  /** The mean of the first frames, where nothing else is known. */
  private warmUp(power: Float32Array): void {
    this.warmFrames++;
    for (let v = 0; v < power.length; v++) {
      const mean = this.power[v]! + (power[v]! - this.power[v]!) / this.warmFrames;
      this.power[v] = Math.max(mean, LEAST_POWER);
    }
  }

  private trackMinimum(power: Float32Array): void {
    if (this.warmFrames === 0) {
      this.smooth.set(power);
      this.lowest.set(power);
      for (const block of this.blocks) block.set(power);
    }
    const blockIndex = Math.floor(this.frame / this.blockFrames) % MINIMUM_BLOCKS;
    const block = this.blocks[blockIndex]!;
    const fresh = this.frame % this.blockFrames === 0;
    for (let v = 0; v < power.length; v++) {
      const smooth = this.smooth[v]! + this.minimumShare * (power[v]! - this.smooth[v]!);
      this.smooth[v] = smooth;
      block[v] = fresh ? smooth : Math.min(block[v]!, smooth);
      if (smooth < this.lowest[v]!) this.lowest[v] = smooth;
    }
    if (fresh) this.mergeBlocks();
    this.frame = (this.frame + 1) % (this.blockFrames * MINIMUM_BLOCKS);
  }

  private mergeBlocks(): void {
    this.lowest.set(this.blocks[0]!);
    for (let b = 1; b < MINIMUM_BLOCKS; b++) {
      const block = this.blocks[b]!;
      for (let v = 0; v < block.length; v++) this.lowest[v] = Math.min(this.lowest[v]!, block[v]!);
    }
  }
}
