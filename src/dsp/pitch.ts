/** The pitch period of noisy sound: training/FORMAT.md, "Pitch". Works at 12 kHz, 10 ms at a time. */

const DECIMATION = 4;
const TAPS = 64;
const CUTOFF_HZ = 1600;
const RATE_HZ = 48000;
const EMPHASIS = 0.8;
/** New samples per frame, and samples that are compared. */
const HOP = 120;
const WINDOW = 2 * HOP;
/** Coarse lags count pairs of samples: 30..200 samples of 12 kHz, 60..400 Hz. */
const LEAST_LAG = 15;
const LARGEST_LAG = 100;
const LAGS = LARGEST_LAG - LEAST_LAG + 1;
/** The finest lag looked at is three samples beyond the coarse one. */
const FINE_REACH = 3;
const HISTORY = 2 * LARGEST_LAG + FINE_REACH + 1;
/** Lags may move so far between two frames. */
const DRIFT = 3;
const MEMORY_RATIO = 0.5;
/** The longest lag scores so much less than the shortest, against octave errors. */
const LONG_BIAS_RATIO = 0.15;
/** Power below which correlations fade: keeps silence from having a pitch. */
const LEAST_ENERGY = 1e-12;
/** A parabola flatter than this has no summit. */
const LEAST_CURVATURE = -1e-6;

/** Windowed sinc, half of its symmetric taps. */
const HALF_FILTER = halfFilter();

export class PitchTracker {
  /** Period, samples of 48 kHz. */
  periodSamples = 0;
  /** One value: correlation of the sound with itself one period earlier, about 0..1. */
  readonly strength = new Float64Array(1);
  private readonly input = new Float32Array(TAPS + DECIMATION * HOP);
  /** 12 kHz with pre-emphasis: history, then the window. */
  private readonly sound = new Float32Array(HISTORY + WINDOW);
  private readonly lastLow = new Float64Array(1);
  /** Every second sample of `sound`, and the running sum of its squares. */
  private readonly half = new Float32Array((HISTORY + WINDOW) / 2);
  private readonly energy = new Float64Array((HISTORY + WINDOW) / 2 + 1);
  /** Products of the newer half of the window per coarse lag, of this frame and of the last one. */
  private readonly newer = new Float64Array(LAGS);
  private readonly older = new Float64Array(LAGS);
  private readonly scores = new Float64Array(LAGS + 2 * DRIFT);
  private readonly before = new Float64Array(LAGS + 2 * DRIFT);
  private readonly fine = new Float64Array(2 * FINE_REACH + 1);

  /** Takes 480 samples of 48 kHz from `input` at `offset`. */
  step(input: Float32Array, offset: number): void {
    this.decimate(input, offset);
    this.correlate();
    this.refine(this.track());
  }

  private decimate(input: Float32Array, offset: number): void {
    const { input: line, sound } = this;
    line.copyWithin(0, DECIMATION * HOP);
    for (let n = 0; n < DECIMATION * HOP; n++) line[TAPS + n] = input[offset + n]!;
    sound.copyWithin(0, HOP);
    let last = this.lastLow[0]!;
    for (let i = 0; i < HOP; i++) {
      let low = 0;
      let newest = TAPS + DECIMATION * i + DECIMATION - 1;
      let oldest = newest - TAPS + 1;
      for (let j = 0; j < TAPS / 2; j++) low += HALF_FILTER[j]! * (line[newest--]! + line[oldest++]!);
      sound[HISTORY + HOP + i] = low - EMPHASIS * last;
      last = low;
    }
    this.lastLow[0] = last;
  }

  /** Sums of products for every coarse lag; the older half of the window was the newer one a frame ago. */
  private correlate(): void {
    const { sound, half, energy, newer, older } = this;
    for (let n = 0; n < half.length; n++) {
      const value = sound[2 * n]!;
      half[n] = value;
      energy[n + 1] = energy[n]! + value * value;
    }
    older.set(newer);
    const start = (HISTORY + HOP) / 2;
    // Two lags at a time: what the one has loaded serves the other a step later.
    for (let k = 0; k < LAGS; k += 2) {
      let sum = 0;
      let longerSum = 0;
      let m = start - LEAST_LAG - k;
      let longer = half[m - 1]!;
      for (let n = start; n < half.length; n++, m++) {
        const now = half[n]!;
        const shorter = half[m]!;
        sum += now * shorter;
        longerSum += now * longer;
        longer = shorter;
      }
      newer[k] = sum;
      newer[k + 1] = longerSum;
    }
  }

  /** @returns the coarse lag that fits this frame and the last ones best */
  private track(): number {
    const { energy, newer, older, scores, before } = this;
    before.set(scores);
    const start = HISTORY / 2;
    const own = energy[energy.length - 1]! - energy[start]!;
    let best = 0;
    for (let k = 0; k < LAGS; k++) {
      const lag = LEAST_LAG + k;
      const lagged = energy[energy.length - 1 - lag]! - energy[start - lag]!;
      const fit = (older[k]! + newer[k]!) / Math.sqrt(own * lagged + LEAST_ENERGY);
      let memory = 0;
      for (let j = 0; j <= 2 * DRIFT; j++) if (before[k + j]! > memory) memory = before[k + j]!;
      const now = fit > 0 ? fit * (1 - (LONG_BIAS_RATIO * k) / (LAGS - 1)) : 0;
      scores[k + DRIFT] = now + MEMORY_RATIO * memory;
      if (scores[k + DRIFT]! > scores[best + DRIFT]!) best = k;
    }
    return LEAST_LAG + best;
  }

  /** Sets period and strength from the samples around twice the coarse `lag`. */
  private refine(lag: number): void {
    const { sound, fine } = this;
    const first = 2 * lag - FINE_REACH;
    let own = 0;
    let lagged = 0;
    for (let n = HISTORY; n < sound.length; n++) {
      own += sound[n]! * sound[n]!;
      lagged += sound[n - first]! * sound[n - first]!;
    }
    for (let k = 0; k < fine.length; k++) {
      const start = HISTORY - first - k;
      let sum = 0;
      for (let n = HISTORY, m = start; n < sound.length; n++, m++) sum += sound[n]! * sound[m]!;
      fine[k] = sum / Math.sqrt(own * Math.max(lagged, 0) + LEAST_ENERGY);
      lagged += sound[start - 1]! * sound[start - 1]! - sound[start + WINDOW - 1]! * sound[start + WINDOW - 1]!;
    }
    let best = 1;
    for (let k = 2; k < fine.length - 1; k++) if (fine[k]! > fine[best]!) best = k;
    const left = fine[best - 1]!;
    const top = fine[best]!;
    const right = fine[best + 1]!;
    const curvature = left - 2 * top + right;
    const summit = curvature < LEAST_CURVATURE ? (0.5 * (left - right)) / curvature : 0;
    const period = 2 * lag + best - FINE_REACH + Math.min(0.5, Math.max(-0.5, summit));
    this.periodSamples = Math.floor(DECIMATION * period + 0.5);
    this.strength[0] = top;
  }
}

function halfFilter(): Float32Array {
  const taps = Float64Array.from({ length: TAPS }, (_, j) => {
    const x = j - (TAPS - 1) / 2;
    const angle = (2 * Math.PI * CUTOFF_HZ * x) / RATE_HZ;
    return (Math.sin(angle) / angle) * (0.5 + 0.5 * Math.cos((2 * Math.PI * x) / (TAPS + 1)));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return Float32Array.from(taps.subarray(0, TAPS / 2), (tap) => tap / sum);
}
