/** Gains without weights: noise tracking, decision-directed SNR, log-spectral gain weighed by speech presence. */
import { Bands } from './bands.ts';
import type { GainEstimator } from './estimator.ts';
import { logSpectralGain } from './lsa.ts';
import { NoiseTracker } from './noise.ts';
import type { FrameShape } from './overlap.ts';
import { shareOf } from './smoothing.ts';
import { SpeechDetector } from './speech-detector.ts';

export interface ClassicalTuning {
  ddMs: number;
  ddMinMs: number;
  xiMinDb: number;
  over: number;
  qMin: number;
  qMax: number;
  smoothBins: number;
  zetaMs: number;
  zLowDb: number;
  zHighDb: number;
  gRelMs: number;
  speechDb: number;
}
export const TUNING: ClassicalTuning = {
  ddMs: 250,
  ddMinMs: 40,
  xiMinDb: -18,
  over: 1,
  qMin: 0.05,
  qMax: 0.95,
  smoothBins: 2,
  zetaMs: 30,
  zLowDb: -5,
  zHighDb: 5,
  gRelMs: 0,
  speechDb: 0,
};

/**
 * Sources: Ephraim & Malah 1984, doi:10.1109/TASSP.1984.1164453 (decision-directed); Cohen & Berdugo 2001,
 * doi:10.1016/S0165-1684(01)00128-1 (OM-LSA).
 */
export class ClassicalEstimator implements GainEstimator {
  floorGain = 1;
  readonly #bands: Bands;
  readonly #noise: NoiseTracker;
  readonly #detector: SpeechDetector;
  readonly #values: Float32Array;
  readonly #gains: Float32Array;
  readonly #smoothed: Float32Array;
  readonly #clean: Float32Array;
  readonly #priori: Float32Array;
  readonly #zeta: Float32Array;
  readonly #zetaShare: number;
  readonly #ddShare: number;
  readonly #relShare: number;

  constructor(shape: FrameShape) {
    const bins = shape.fftSize / 2 + 1;
    this.#bands = new Bands(bins, shape.binHz);
    const count = this.#bands.count;
    this.#noise = new NoiseTracker(count, shape.hopMs);
    this.#detector = new SpeechDetector(this.#bands, shape.hopMs);
    this.#values = new Float32Array(count);
    this.#gains = new Float32Array(count);
    this.#smoothed = new Float32Array(count);
    this.#clean = new Float32Array(count);
    this.#priori = new Float32Array(count);
    this.#zeta = new Float32Array(count);
    this.#zetaShare = shareOf(shape.hopMs, TUNING.zetaMs);
    this.#ddShare = shareOf(shape.hopMs, TUNING.ddMs);
    this.#relShare = shareOf(shape.hopMs, TUNING.gRelMs);
  }

  get speechProbability(): number {
    return this.#detector.probability;
  }

  get noisePower(): number {
    return this.#bands.total(this.#noise.power);
  }

  estimate(power: Float32Array, gains: Float32Array): void {
    this.#bands.pool(power, this.#values);
    this.#noise.update(this.#values);
    this.#detector.update(this.#values, this.#noise.power);
    this.#decide();
    this.#bands.expand(this.#smoothed, gains);
  }

  reset(): void {
    this.#noise.reset();
    this.#detector.reset();
    this.#clean.fill(0);
    this.#zeta.fill(0);
  }

  #decide(): void {
    const T = TUNING;
    const values = this.#values;
    const noise = this.#noise.power;
    const count = values.length;
    const xiMin = 10 ** (T.xiMinDb / 10);
    const zl = 10 ** (T.zLowDb / 10);
    const zh = 10 ** (T.zHighDb / 10);
    const logSpan = Math.log(zh / zl);
    const dd = 1 - this.#ddShare;
    for (let v = 0; v < count; v++) {
      const n = noise[v]! * T.over;
      const gamma = Math.min(values[v]! / n, 1e4);
      const inst = Math.max(gamma - 1, 0);
      const xi = Math.max(dd * Math.min(this.#clean[v]! / n, 1e4) + (1 - dd) * inst, xiMin);
      this.#priori[v] = xi;
      this.#zeta[v]! += this.#zetaShare * (inst - this.#zeta[v]!);
    }
    const floor = this.floorGain;
    const logFloor = Math.log(Math.max(floor, 1e-4));
    for (let v = 0; v < count; v++) {
      // local presence
      let z = 0;
      let w = 0;
      const width = T.smoothBins;
      for (let k = Math.max(0, v - width); k <= Math.min(count - 1, v + width); k++) {
        z += this.#zeta[k]!;
        w++;
      }
      z /= w;
      const pl = z <= zl ? 0 : z >= zh ? 1 : Math.log(z / zl) / logSpan;
      const q = Math.min(T.qMax, Math.max(T.qMin, 1 - pl));
      const n = noise[v]! * T.over;
      const xi = this.#priori[v]!;
      const gamma = Math.min(values[v]! / n, 1e4);
      const x = Math.max((gamma * xi) / (1 + xi), 1e-6);
      const g1 = Math.min(1, logSpectralGain(xi, x));
      const p = 1 / (1 + (q / (1 - q)) * (1 + xi) * Math.exp(-Math.min(x, 50)));
      this.#clean[v] = g1 * g1 * values[v]!;
      this.#gains[v] = Math.exp(p * Math.log(g1) + (1 - p) * logFloor);
    }
    for (let v = 0; v < count; v++) {
      const g = Math.max(floor, this.#gains[v]!);
      const before = this.#smoothed[v]!;
      this.#smoothed[v] = g > before ? g : before + this.#relShare * (g - before);
    }
  }
}
