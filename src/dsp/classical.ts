/** Gains without weights: noise tracking, decision-directed SNR, log-spectral gain weighed by speech presence. */
import { Bands } from './bands.ts';
import type { GainEstimator } from './estimator.ts';
import { logSpectralGain } from './lsa.ts';
import { NoiseTracker } from './noise.ts';
import type { FrameShape } from './overlap.ts';
import { shareOf } from './smoothing.ts';
import { SpeechDetector } from './speech-detector.ts';

/**
 * How long the a-priori SNR remembers the last frames. Longer: less musical noise, but softer onsets; measured on noisy
 * speech, 250 ms costs 0.009 ESTOI against 150 ms and gains 0.02 OVRL.
 */
const PRIORI_TIME_MS = 190;
/** Lowest a-priori SNR, −18 dB: bounds what the gain can do to a bin without any speech. */
const LEAST_PRIORI_SNR = 10 ** -1.8;
/** Ratios above 40 dB say nothing more. */
const HIGHEST_SNR = 1e4;
/** Presence is judged on the SNR smoothed over so long and over so many neighbours to either side. */
const PRESENCE_TIME_MS = 30;
const PRESENCE_NEIGHBOURS = 2;
/** Smoothed SNR at which speech is taken for absent and for present: −5 and 5 dB. */
const ABSENT_SNR = 10 ** -0.5;
const PRESENT_SNR = 10 ** 0.5;
const PRESENCE_SPAN = Math.log(PRESENT_SNR / ABSENT_SNR);
/** The prior never is certain. */
const LEAST_ABSENCE = 0.05;
const HIGHEST_ABSENCE = 0.95;
/** From here up the odds against speech are below 1 : 2000 whatever the prior, and need not be computed. */
const SURE_EVIDENCE = 20;
const LEAST_FLOOR = 1e-4;
/**
 * Of the floor, in dB, so much applies while somebody speaks; the rest comes on top in pauses, where the ear has nothing to
 * compare with. Measured at 24 + 9 dB: OVRL +0.02, pauses 3 dB deeper, ESTOI −0.002, 1 % less of clean speech.
 */
const SPEECH_FLOOR_SHARE = 0.72;
/** A pause begins when speech has faded for about so long, and deepens and ends in so long. */
const PAUSE_AFTER_MS = 250;
const PAUSE_FALL_MS = 50;
const PAUSE_RISE_MS = 10;

/**
 * Sources: Ephraim & Malah 1984, doi:10.1109/TASSP.1984.1164453 (decision-directed SNR); Cohen & Berdugo 2001,
 * doi:10.1016/S0165-1684(01)00128-1 (gain weighed geometrically by speech presence).
 */
export class ClassicalEstimator implements GainEstimator {
  floorGain = 1;
  private readonly bands: Bands;
  private readonly noise: NoiseTracker;
  private readonly detector: SpeechDetector;
  /** Per value: power of this frame, a-posteriori and a-priori SNR, power of the last clean frame, gain. */
  private readonly values: Float32Array;
  private readonly posteriori: Float32Array;
  private readonly priori: Float32Array;
  private readonly clean: Float32Array;
  private readonly gains: Float32Array;
  /** Excess SNR smoothed over time. */
  private readonly excess: Float32Array;
  /** Speech probability with a hang-over, and the gain in pauses that follows from it. */
  private talking = 0;
  private pauseGain = 1;
  private readonly hangShare: number;
  private readonly fallShare: number;
  private readonly riseShare: number;
  private readonly prioriShare: number;
  private readonly presenceShare: number;

  constructor(shape: FrameShape) {
    this.bands = new Bands(shape.fftSize / 2 + 1, shape.binHz);
    const count = this.bands.count;
    this.noise = new NoiseTracker(count, shape.hopMs);
    this.detector = new SpeechDetector(this.bands, shape.binHz, shape.hopMs);
    this.values = new Float32Array(count);
    this.posteriori = new Float32Array(count);
    this.priori = new Float32Array(count);
    this.clean = new Float32Array(count);
    this.gains = new Float32Array(count);
    this.excess = new Float32Array(count);
    this.hangShare = shareOf(shape.hopMs, PAUSE_AFTER_MS);
    this.fallShare = shareOf(shape.hopMs, PAUSE_FALL_MS);
    this.riseShare = shareOf(shape.hopMs, PAUSE_RISE_MS);
    this.prioriShare = shareOf(shape.hopMs, PRIORI_TIME_MS);
    this.presenceShare = shareOf(shape.hopMs, PRESENCE_TIME_MS);
  }

  get speechProbability(): number {
    return this.detector.probability;
  }

  get noisePower(): number {
    return this.bands.total(this.noise.power);
  }

  estimate(power: Float32Array, gains: Float32Array): void {
    this.bands.pool(power, this.values);
    this.noise.update(this.values);
    this.detector.update(this.values, this.noise.power);
    this.ratios();
    this.followPauses();
    this.decide();
    this.bands.expand(this.gains, gains);
  }

  /** SNR per value, a posteriori and a priori. */
  private ratios(): void {
    const share = this.prioriShare;
    const noise = this.noise.power;
    for (let v = 0; v < noise.length; v++) {
      const perNoise = 1 / noise[v]!;
      const posteriori = Math.min(this.values[v]! * perNoise, HIGHEST_SNR);
      const excess = Math.max(posteriori - 1, 0);
      const before = Math.min(this.clean[v]! * perNoise, HIGHEST_SNR);
      this.posteriori[v] = posteriori;
      this.priori[v] = Math.max(before + share * (excess - before), LEAST_PRIORI_SNR);
      this.excess[v]! += this.presenceShare * (excess - this.excess[v]!);
    }
  }

  private followPauses(): void {
    const probability = Math.max(this.detector.probability, this.detector.prominence);
    this.talking += (probability > this.talking ? 1 : this.hangShare) * (probability - this.talking);
    const depth = (1 - SPEECH_FLOOR_SHARE) * (1 - Math.min(1, 2 * this.talking));
    const target = Math.max(this.floorGain, LEAST_FLOOR) ** depth;
    this.pauseGain += (target > this.pauseGain ? this.riseShare : this.fallShare) * (target - this.pauseGain);
  }

  private decide(): void {
    const count = this.gains.length;
    const floor = Math.max(this.floorGain, LEAST_FLOOR) ** SPEECH_FLOOR_SHARE;
    for (let v = 0; v < count; v++) {
      const priori = this.priori[v]!;
      const evidence = Math.max((this.posteriori[v]! * priori) / (1 + priori), 1e-6);
      const speechGain = Math.min(1, logSpectralGain(priori, evidence));
      this.clean[v] = speechGain * speechGain * this.values[v]!;
      let gain = speechGain;
      if (evidence < SURE_EVIDENCE) {
        const absence = this.absence(v);
        const odds = (absence / (1 - absence)) * (1 + priori) * Math.exp(-evidence);
        gain = floor * Math.exp(Math.log(speechGain / floor) / (1 + odds));
      }
      this.gains[v] = this.pauseGain * Math.max(floor, gain);
    }
  }

  /** Prior probability that there is no speech around value `v`. */
  private absence(v: number): number {
    const first = Math.max(0, v - PRESENCE_NEIGHBOURS);
    const last = Math.min(this.excess.length - 1, v + PRESENCE_NEIGHBOURS);
    let sum = 0;
    for (let k = first; k <= last; k++) sum += this.excess[k]!;
    const excess = sum / (last - first + 1);
    if (excess <= ABSENT_SNR) return HIGHEST_ABSENCE;
    if (excess >= PRESENT_SNR) return LEAST_ABSENCE;
    return Math.max(LEAST_ABSENCE, Math.min(HIGHEST_ABSENCE, 1 - Math.log(excess / ABSENT_SNR) / PRESENCE_SPAN));
  }
}
