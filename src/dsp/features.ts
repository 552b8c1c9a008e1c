/** What the network sees of a frame: training/FORMAT.md, "Features". */
import type { CombFrames } from './comb-frames.ts';
import type { PitchTracker } from './pitch.ts';
import { BANDS, GROUP_EDGES, GROUPS, HIGH_BANDS, HIGH_EDGES, LOW_BANDS, LOW_BINS, LOW_EDGES } from './voice-bands.ts';
import { FEATURES } from './weights.ts';

/** Keeps logarithms and ratios of silence finite. */
const LEAST_POWER = 1e-11;
const LEAST_LEVEL_POWER = 1e-10;
const LEAST_FINE_LEVEL = -10;
/** Running means forget in 1.5 s. */
const MEAN_FRAMES = 150;
/** Contrasts are taken from powers smoothed by so much. */
const FINE_SHARE = 0.35;
const SHAPES = BANDS / 3;
const SHAPE_AT = BANDS;
const PEAKS_AT = SHAPE_AT + SHAPES;
const COHERENCE_AT = PEAKS_AT + GROUPS;
const PERIOD_AT = COHERENCE_AT + GROUPS;
/** Period whose logarithm is 0, samples. */
const MIDDLE_PERIOD = 300;
/** One value per low bin at the bin's own number, and a zero on either side. */
const LOW_LENGTH = LOW_BINS + 2;
const WIDE_REACH = 4;

export class Features {
  /** Input of the network, length `FEATURES`. */
  readonly values = new Float32Array(FEATURES);
  /** u0..u3 per low bin, at the bins' own numbers. */
  readonly contrasts = Array.from({ length: 4 }, () => new Float32Array(LOW_LENGTH));
  /** Per group: how alike frame and comb signal are, −1..1, and √ of the ratio of their powers. */
  readonly coherence = new Float32Array(GROUPS);
  readonly amplitudeRatio = new Float32Array(GROUPS);
  /** Power per low bin, at the bin's own number, and per high band, each > 0. */
  readonly power = new Float64Array(LOW_LENGTH);
  readonly highPower = new Float64Array(HIGH_BANDS);
  private readonly combPower = new Float64Array(LOW_LENGTH);
  private readonly cross = new Float64Array(LOW_LENGTH);
  private readonly smoothPower = new Float64Array(LOW_LENGTH);
  private readonly smoothCombPower = new Float64Array(LOW_LENGTH);
  private readonly smoothCross = new Float64Array(LOW_LENGTH);
  private readonly level = new Float64Array(LOW_LENGTH);
  private readonly levelSum = new Float64Array(LOW_LENGTH);
  private readonly binMean = new Float64Array(LOW_LENGTH);
  private readonly bandPower = new Float64Array(BANDS);
  private readonly bandMean = new Float64Array(BANDS);
  private share = 1;
  private fade = 1;

  /** Looks at the newest frame. */
  update(frames: CombFrames, pitch: PitchTracker): void {
    this.fade *= 1 - 1 / MEAN_FRAMES;
    this.products(frames);
    this.bands(frames);
    this.levels();
    this.shape();
    this.smooth();
    this.contrast();
    this.peaks();
    this.coherences();
    this.values[PERIOD_AT] = Math.log2(pitch.periodSamples / MIDDLE_PERIOD);
    this.values[PERIOD_AT + 1] = pitch.strength[0]!;
  }

  private products({ re, im, combRe, combIm }: CombFrames): void {
    const { power, combPower, cross } = this;
    for (let k = 1; k <= LOW_BINS; k++) {
      power[k] = re[k]! * re[k]! + im[k]! * im[k]! + LEAST_POWER;
      combPower[k] = combRe[k]! * combRe[k]! + combIm[k]! * combIm[k]! + LEAST_POWER;
      cross[k] = re[k]! * combRe[k]! + im[k]! * combIm[k]!;
    }
  }

  /** Mean power per bin of each band. */
  private bands({ re, im }: CombFrames): void {
    for (let b = 0; b < LOW_BANDS; b++) {
      let sum = 0;
      for (let k = LOW_EDGES[b]!; k < LOW_EDGES[b + 1]!; k++) sum += this.power[k]!;
      this.bandPower[b] = sum / (LOW_EDGES[b + 1]! - LOW_EDGES[b]!);
    }
    for (let b = 0; b < HIGH_BANDS; b++) {
      let sum = 0;
      for (let k = HIGH_EDGES[b]!; k < HIGH_EDGES[b + 1]!; k++) sum += re[k]! * re[k]! + im[k]! * im[k]!;
      this.highPower[b] = sum + LEAST_POWER;
      this.bandPower[LOW_BANDS + b] = (sum + LEAST_POWER) / (HIGH_EDGES[b + 1]! - HIGH_EDGES[b]!);
    }
  }

  /** Level of each band over its running mean. */
  private levels(): void {
    const { bandPower, bandMean, values } = this;
    const correction = 1 / (1 - this.fade);
    for (let b = 0; b < BANDS; b++) {
      const level = Math.log10(bandPower[b]! + LEAST_LEVEL_POWER);
      const mean = bandMean[b]! + (level - bandMean[b]!) / MEAN_FRAMES;
      bandMean[b] = mean;
      values[b] = level - mean * correction;
    }
  }

  /** The running means themselves, three by three, over their own mean. */
  private shape(): void {
    const mean = this.bandMean;
    let sum = 0;
    for (let b = 0; b < BANDS; b++) sum += mean[b]!;
    for (let s = 0; s < SHAPES; s++) {
      const three = mean[3 * s]! + mean[3 * s + 1]! + mean[3 * s + 2]!;
      this.values[SHAPE_AT + s] = (0.7 * (three / 3 - sum / BANDS)) / (1 - this.fade);
    }
  }

  private smooth(): void {
    const { share, smoothPower, smoothCombPower, smoothCross } = this;
    for (let k = 1; k <= LOW_BINS; k++) {
      smoothPower[k]! += share * (this.power[k]! - smoothPower[k]!);
      smoothCombPower[k]! += share * (this.combPower[k]! - smoothCombPower[k]!);
      smoothCross[k]! += share * (this.cross[k]! - smoothCross[k]!);
    }
    this.share = FINE_SHARE;
  }

  /** How each low bin stands out of its neighbours, of its past, and how alike it is to the comb signal. */
  private contrast(): void {
    const { level, levelSum, binMean, smoothPower: a, smoothCombPower: b, smoothCross: c } = this;
    const near = this.contrasts[0]!;
    const wide = this.contrasts[1]!;
    const past = this.contrasts[2]!;
    const alike = this.contrasts[3]!;
    for (let k = 1; k <= LOW_BINS; k++) {
      level[k] = Math.max(Math.log10(a[k]!), LEAST_FINE_LEVEL);
      levelSum[k] = levelSum[k - 1]! + level[k]!;
      binMean[k]! += (level[k]! - binMean[k]!) / MEAN_FRAMES;
    }
    for (let k = 1; k <= LOW_BINS; k++) {
      const last = Math.min(LOW_BINS, k + 1);
      const before = Math.max(0, k - 2);
      near[k] = level[k]! - (levelSum[last]! - levelSum[before]!) / (last - before);
      const wideLast = Math.min(LOW_BINS, k + WIDE_REACH);
      const wideBefore = Math.max(0, k - WIDE_REACH - 1);
      wide[k] = level[k]! - (levelSum[wideLast]! - levelSum[wideBefore]!) / (wideLast - wideBefore);
      past[k] = 0.5 * (level[k]! - binMean[k]! / (1 - this.fade));
      const powers = (a[k - 1]! + a[k]! + a[k + 1]!) * (b[k - 1]! + b[k]! + b[k + 1]!);
      alike[k] = (c[k - 1]! + c[k]! + c[k + 1]!) / Math.sqrt(powers);
    }
  }

  private peaks(): void {
    const wide = this.contrasts[1]!;
    for (let g = 0; g < GROUPS; g++) {
      let sum = 0;
      for (let k = GROUP_EDGES[g]!; k < GROUP_EDGES[g + 1]!; k++) sum += Math.abs(wide[k]!);
      this.values[PEAKS_AT + g] = (2 * sum) / (GROUP_EDGES[g + 1]! - GROUP_EDGES[g]!);
    }
  }

  private coherences(): void {
    for (let g = 0; g < GROUPS; g++) {
      let own = 0;
      let other = 0;
      let cross = 0;
      for (let k = GROUP_EDGES[g]!; k < GROUP_EDGES[g + 1]!; k++) {
        own += this.power[k]!;
        other += this.combPower[k]!;
        cross += this.cross[k]!;
      }
      this.coherence[g] = cross / Math.sqrt(own * other);
      this.amplitudeRatio[g] = Math.sqrt(own / other);
      this.values[COHERENCE_AT + g] = this.coherence[g]!;
    }
  }
}
