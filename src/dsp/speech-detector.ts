/** Whether a frame holds speech, from how far it stands above the noise. */
import type { Bands } from './bands.ts';
import { shareOf } from './smoothing.ts';

/** Where voices carry their energy. */
const LOW_HZ = 150;
const HIGH_HZ = 4000;
/** Mean log-likelihood at which speech and noise are equally likely, and how steep the belief is around it. */
const EVEN_SCORE = 0.55;
const STEEPNESS = 9;
const SCORE_TIME_MS = 25;
/** Speech fades slower than it starts, so that word ends and short stops stay whole. */
const RELEASE_TIME_MS = 80;

export class SpeechDetector {
  /** 0..1, of the newest frame. */
  probability = 0;
  readonly #first: number;
  readonly #end: number;
  readonly #scoreShare: number;
  readonly #releaseShare: number;
  #score = 0;

  constructor(bands: Bands, hopMs: number) {
    let first = 0;
    while (bands.centreHz[first]! < LOW_HZ) first++;
    let end = first;
    while (end < bands.count && bands.centreHz[end]! <= HIGH_HZ) end++;
    this.#first = first;
    this.#end = end;
    this.#scoreShare = shareOf(hopMs, SCORE_TIME_MS);
    this.#releaseShare = shareOf(hopMs, RELEASE_TIME_MS);
  }

  /** @param power power per value @param noise noise power per value, > 0 */
  update(power: Float32Array, noise: Float32Array): void {
    let sum = 0;
    for (let v = this.#first; v < this.#end; v++)
      sum += Math.log1p(Math.min(power[v]! / noise[v]!, 1e4)) - LOG_OF_NOISE;
    const score = sum / (this.#end - this.#first);
    this.#score += this.#scoreShare * (score - this.#score);
    const belief = 1 / (1 + Math.exp(-STEEPNESS * (this.#score - EVEN_SCORE)));
    const share = belief > this.probability ? 1 : this.#releaseShare;
    this.probability += share * (belief - this.probability);
  }
}

/** Mean of ln(1 + x) for exponentially distributed x of mean 1 (white noise): e·E₁(1). */
const LOG_OF_NOISE = 0.5963;
