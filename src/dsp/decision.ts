/** From what the network says to what is done to the frame: training/FORMAT.md, "Filter". */
import { toLogistic } from './activation.ts';
import type { CombFilter } from './comb-frames.ts';
import type { Features } from './features.ts';
import {
  BANDS,
  BINS,
  GROUPS,
  groupsToBins,
  HIGH_BANDS,
  highBandsToBins,
  LOW_BANDS,
  LOW_BINS,
  lowBandsToBins,
} from './voice-bands.ts';

const CONTRASTS = 4;
const SLOPE_SCALE = 3;
const SLOPES_AT = BANDS;
const COMB_AT = SLOPES_AT + CONTRASTS * GROUPS;
/** Where the logit of the voice lies among the outputs. */
const VOICE_AT = COMB_AT + GROUPS;
/** The comb signal weighs at most twice as much as the frame. */
const COMB_MAX = 2;
/** Exponent of the gains in frames without and with a voice: what the network leaves in doubt the voice decides. */
const PAUSE_EXPONENT = 1.6;
const VOICE_EXPONENT = 0.7;
/** High bands go down further: what is left there is noise rather than speech. */
const HIGH_EXPONENT = 1.3;
/** A comb signal weaker than a quarter of the frame is lifted fourfold only. */
const RATIO_MAX = 4;

export class Decision implements CombFilter {
  /** Lowest gain to use, linear, 0..1; 1 lets everything pass as it is. */
  floorGain = 0;
  readonly gain = new Float32Array(BINS);
  readonly own = new Float32Array(LOW_BINS + 1);
  readonly lag = new Float32Array(LOW_BINS + 1);
  /** One value, 0..1: whether the frame holds a voice. */
  readonly voiceProbability = new Float32Array(1);
  /** One value: mean square of what the gains take off, before the floor. */
  readonly removedPower = new Float64Array(1);
  /** Gain of the last low bin, then of the high bands. */
  readonly highGains = new Float32Array(1 + HIGH_BANDS);
  private readonly ownShares = new Float32Array(GROUPS);
  private readonly lagShares = new Float32Array(GROUPS);

  /** @param outputs of the network, length `OUTPUTS` */
  update(outputs: Float32Array, features: Features): void {
    this.voiceProbability[0] = outputs[VOICE_AT]!;
    toLogistic(this.voiceProbability, 0, 1);
    this.gains(outputs, features);
    this.shares(outputs, features);
    this.measureRemoved(features);
    if (this.floorGain > 0) this.raise();
    this.gain[0] = this.gain[1]!;
    this.highGains[0] = this.gain[LOW_BINS]!;
    highBandsToBins.spread(this.highGains, 0, this.gain);
  }

  private gains(outputs: Float32Array, { contrasts }: Features): void {
    const { gain, highGains } = this;
    lowBandsToBins.spread(outputs, 0, gain);
    for (let c = 0; c < CONTRASTS; c++) {
      groupsToBins.addProduct(outputs, SLOPES_AT + c * GROUPS, contrasts[c]!, SLOPE_SCALE, gain);
    }
    toLogistic(gain, 1, LOW_BINS + 1);
    for (let b = 0; b < HIGH_BANDS; b++) highGains[1 + b] = outputs[LOW_BANDS + b]!;
    toLogistic(highGains, 1, highGains.length);
    const exponent = PAUSE_EXPONENT + (VOICE_EXPONENT - PAUSE_EXPONENT) * this.voiceProbability[0]!;
    for (let k = 1; k <= LOW_BINS; k++) gain[k] = gain[k]! ** exponent;
    for (let b = 1; b <= HIGH_BANDS; b++) highGains[b] = highGains[b]! ** (HIGH_EXPONENT * exponent);
  }

  /** Shares of frame and comb signal; chosen so that the power of a group stays what it was. */
  private shares(outputs: Float32Array, { coherence, amplitudeRatio }: Features): void {
    const { ownShares, lagShares } = this;
    for (let g = 0; g < GROUPS; g++) lagShares[g] = outputs[COMB_AT + g]!;
    toLogistic(lagShares, 0, GROUPS);
    for (let g = 0; g < GROUPS; g++) {
      const strength = COMB_MAX * lagShares[g]!;
      const own = 1 / Math.sqrt(1 + strength * strength + 2 * strength * Math.max(coherence[g]!, 0));
      ownShares[g] = own;
      lagShares[g] = own * strength * Math.min(amplitudeRatio[g]!, RATIO_MAX);
    }
    groupsToBins.spread(this.ownShares, 0, this.own);
    groupsToBins.spread(this.lagShares, 0, this.lag);
  }

  private measureRemoved({ power, highPower }: Features): void {
    let sum = 0;
    for (let k = 1; k <= LOW_BINS; k++) sum += power[k]! * (1 - this.gain[k]!) ** 2;
    for (let b = 0; b < HIGH_BANDS; b++) sum += highPower[b]! * (1 - this.highGains[1 + b]!) ** 2;
    this.removedPower[0] = sum;
  }

  /**
   * Lays the floor under the gains as if noise of its level were added: what is above it hardly changes, and what is left
   * of the background keeps its own colour. The comb fades as the floor comes up.
   */
  private raise(): void {
    const { gain, highGains, own, lag } = this;
    const floor = this.floorGain * this.floorGain;
    const rest = 1 - floor;
    for (let k = 1; k <= LOW_BINS; k++) {
      gain[k] = Math.sqrt(floor + rest * gain[k]! * gain[k]!);
      own[k] = 1 + rest * (own[k]! - 1);
      lag[k]! *= rest;
    }
    for (let b = 1; b <= HIGH_BANDS; b++) highGains[b] = Math.sqrt(floor + rest * highGains[b]! * highGains[b]!);
  }
}
