/** A look-ahead limiter on true peaks. */
import { clamp, gainFromDb } from '../base/units.ts';
import { shareOf } from './smoothing.ts';

/**
 * Promised: no true peak above −1 dBTP. The rest is margin for what a short interpolator does not see: up to 1 dB on white
 * noise, nothing on voices.
 */
const CEILING = gainFromDb(-2);
const LOOK_AHEAD_SECONDS = 0.0015;
const RELEASE_MS = 60;
/** Interpolated points between two samples, and taps for each: as in BS.1770-5 Annex 2, with longer filters. */
const PHASES = 4;
const TAPS = 24;
const LEAST_WINDOW = 4;

/**
 * Each sample's gain is the lowest one needed within the look-ahead, released slowly and averaged over the look-ahead, so
 * that it has come down completely when the peak leaves the delay line.
 */
export class Limiter {
  /** Samples by which the output lags the input. */
  readonly latencySamples: number;
  private readonly window: number;
  private readonly delay: Float32Array;
  private readonly released: Float32Array;
  private readonly filters: readonly Float32Array[];
  private readonly reach: number;
  private readonly lowest: SlidingMinimum;
  private readonly releaseShare: number;
  private at = 0;
  private loudSamples = 0;
  private release = 1;
  private sum: number;

  constructor(sampleRate: number) {
    this.window = Math.max(LEAST_WINDOW, Math.round(sampleRate * LOOK_AHEAD_SECONDS) - TAPS / 2);
    this.latencySamples = this.window - 1 + TAPS / 2;
    this.delay = new Float32Array(this.window + TAPS);
    this.released = new Float32Array(this.window).fill(1);
    this.lowest = new SlidingMinimum(this.window);
    this.filters = interpolators();
    this.reach = Math.max(...this.filters.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)));
    this.releaseShare = shareOf(1000 / sampleRate, RELEASE_MS);
    this.sum = this.window;
  }

  /** Limits `input` into `output` (equal lengths, may be the same array). Samples must be finite. */
  process(input: Float32Array, output: Float32Array): void {
    const size = this.delay.length;
    for (let n = 0; n < input.length; n++) {
      const x = input[n]!;
      this.at = this.at + 1 === size ? 0 : this.at + 1;
      this.delay[this.at] = x;
      const gain = this.gain(this.needed(x));
      let out = this.at - this.latencySamples;
      if (out < 0) out += size;
      const limited = this.delay[out]! * gain;
      output[n] = clamp(limited, -CEILING, CEILING);
    }
  }

  /** Gain that the peak around the sample TAPS / 2 back needs, 1 for none. */
  private needed(x: number): number {
    // No interpolated value exceeds the largest sample under the filter times `reach`: quiet passages cost nothing.
    if (Math.abs(x) * this.reach > CEILING) this.loudSamples = TAPS;
    if (this.loudSamples === 0) return 1;
    this.loudSamples--;
    const size = this.delay.length;
    let middle = this.at - TAPS / 2;
    if (middle < 0) middle += size;
    let peak = Math.abs(this.delay[middle]!);
    for (let p = 0; p < this.filters.length; p++) {
      const taps = this.filters[p]!;
      let sum = 0;
      for (let t = 0, at = this.at; t < TAPS; t++, at = at === 0 ? size - 1 : at - 1) sum += taps[t]! * this.delay[at]!;
      peak = Math.max(peak, Math.abs(sum));
    }
    return peak > CEILING ? CEILING / peak : 1;
  }

  private gain(needed: number): number {
    const lowest = this.lowest.push(needed);
    this.release = Math.min(lowest, this.release + this.releaseShare * (1.0001 - this.release), 1);
    const slot = this.lowest.slot;
    this.sum += this.release - this.released[slot]!;
    this.released[slot] = this.release;
    // Rounding never gathers: whenever all is at rest the sum is exact again.
    if (slot === 0 && this.release === 1 && this.sum > this.window - 1e-3) this.sum = sumOf(this.released);
    return Math.min(1, this.sum / this.window);
  }
}

function sumOf(values: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n]!;
  return sum;
}

/** The lowest of the newest `size` values, in constant time on average. */
class SlidingMinimum {
  /** Ring position of the newest value. */
  slot = 0;
  private readonly values: Float64Array;
  private readonly times: Float64Array;
  private readonly size: number;
  private head = 0;
  private count = 0;
  private time = 0;

  constructor(size: number) {
    this.size = size;
    this.values = new Float64Array(size);
    this.times = new Float64Array(size);
  }

  push(value: number): number {
    this.time++;
    this.slot = this.slot + 1 === this.size ? 0 : this.slot + 1;
    if (this.count > 0 && this.times[this.head]! <= this.time - this.size) this.dropHead();
    while (this.count > 0 && this.values[this.place(this.count - 1)]! >= value) this.count--;
    const place = this.place(this.count);
    this.values[place] = value;
    this.times[place] = this.time;
    this.count++;
    return this.values[this.head]!;
  }

  private place(index: number): number {
    const place = this.head + index;
    return place >= this.size ? place - this.size : place;
  }

  private dropHead(): void {
    this.head = this.place(1);
    this.count--;
  }
}

/** Sinc filters, hardly windowed so that they see up to near half the sample rate, for the points 1/4, 2/4 and 3/4 between the two middle samples. */
function interpolators(): Float32Array[] {
  return Array.from({ length: PHASES - 1 }, (_, phase) => {
    const middle = TAPS / 2 - (phase + 1) / PHASES;
    return Float32Array.from({ length: TAPS }, (_, t) => {
      const x = t - middle;
      return (Math.sin(Math.PI * x) / (Math.PI * x)) * Math.sqrt(Math.cos((Math.PI * x) / (TAPS + 1)));
    });
  });
}
