/** The short-time spectrum of a stream of hops, and the way back. */
import { RealFft } from './fft.ts';
import { asymmetricWindows } from './windows.ts';

/** How a stream is cut: see `frameShape`. */
export interface FrameShape {
  readonly hopSamples: number;
  /** Samples each analysis looks back over. */
  readonly lengthSamples: number;
  readonly fftSize: number;
  /** Hops that overlap in the synthesis. */
  readonly overlap: number;
  readonly binHz: number;
  /** Exact duration of a hop at this rate, ms. */
  readonly hopMs: number;
}

const LOWEST_RATE_HZ = 8000;
const HIGHEST_RATE_HZ = 192000;
/** Half of the usual 10 ms, so that framing costs only 5 ms. */
const HOPS_PER_SECOND = 200;
/** 2048 samples at 48 kHz: long enough to part the harmonics of a low voice (about 47 Hz resolution). */
const LENGTH_SECONDS = 2048 / 48000;
/**
 * Hops in the synthesis. Measured on 50 noisy clips: 2 (delay 5 ms) gives OVRL 2.287 and ESTOI 0.633, 3 (delay 10 ms) gives
 * 2.303 and 0.640 and keeps 4 % more of noisy speech.
 */
const OVERLAP = 3;

/** @throws {RangeError} when the rate is not between 8 and 192 kHz */
export function checkSampleRate(sampleRate: number): void {
  if (!(sampleRate >= LOWEST_RATE_HZ && sampleRate <= HIGHEST_RATE_HZ)) {
    throw new RangeError(`sample rate must be ${LOWEST_RATE_HZ}..${HIGHEST_RATE_HZ} Hz, got ${sampleRate}`);
  }
}

/**
 * The same durations at every rate; the hop is rounded to whole samples, so at 44.1 kHz it lasts 4.99 ms.
 * @throws {RangeError} when the rate is not between 8 and 192 kHz
 */
export function frameShape(sampleRate: number): FrameShape {
  checkSampleRate(sampleRate);
  const hopSamples = Math.floor(sampleRate / HOPS_PER_SECOND);
  const lengthSamples = Math.round(sampleRate * LENGTH_SECONDS);
  const fftSize = 2 ** Math.ceil(Math.log2(lengthSamples));
  const hopMs = (1000 * hopSamples) / sampleRate;
  return { hopSamples, lengthSamples, fftSize, overlap: OVERLAP, binHz: sampleRate / fftSize, hopMs };
}

/** One stream's analysis and synthesis. The spectrum stays in `re` and `im` between the two calls. */
export class OverlapAdd {
  readonly bins: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
  /** Samples by which the synthesis lags the input. */
  readonly delaySamples: number;
  private readonly shape: FrameShape;
  private readonly fft: RealFft;
  private readonly analysis: Float32Array;
  private readonly synthesis: Float32Array;
  private readonly history: Float32Array;
  private readonly frame: Float32Array;
  private readonly sum: Float32Array;
  private readonly powerScale: number;

  constructor(shape: FrameShape) {
    this.shape = shape;
    this.fft = new RealFft(shape.fftSize);
    this.bins = this.fft.bins;
    this.re = new Float32Array(this.bins);
    this.im = new Float32Array(this.bins);
    this.delaySamples = (shape.overlap - 1) * shape.hopSamples;
    const { analysis, synthesis } = asymmetricWindows(shape.lengthSamples, shape.hopSamples, shape.overlap);
    this.analysis = analysis;
    this.synthesis = synthesis;
    // Parseval: a mean square of 1 gives Σ|X|² = size · Σw² over both halves of the spectrum.
    this.powerScale = 2 / (shape.fftSize * analysis.reduce((energy, weight) => energy + weight * weight, 0));
    this.history = new Float32Array(shape.lengthSamples);
    this.frame = new Float32Array(shape.fftSize);
    this.sum = new Float32Array(shape.overlap * shape.hopSamples);
  }

  /** Takes one hop from `input` at `offset` and leaves the spectrum of the newest samples in `re`, `im`. */
  analyse(input: Float32Array, offset: number): void {
    const { hopSamples, lengthSamples } = this.shape;
    const history = this.history;
    const frame = this.frame;
    history.copyWithin(0, hopSamples);
    const start = lengthSamples - hopSamples;
    for (let n = 0; n < hopSamples; n++) history[start + n] = input[offset + n]!;
    for (let n = 0; n < lengthSamples; n++) frame[n] = history[n]! * this.analysis[n]!;
    frame.fill(0, lengthSamples);
    this.fft.forward(frame, this.re, this.im);
  }

  /**
   * Power per bin, scaled so that the sum over the bins is the mean square of a steady input.
   * @param power out, length `bins`
   */
  power(power: Float32Array): void {
    const scale = this.powerScale;
    for (let bin = 0; bin < this.bins; bin++) {
      const re = this.re[bin]!;
      const im = this.im[bin]!;
      power[bin] = scale * (re * re + im * im);
    }
  }

  /** Applies `gains` (length `bins`) to the spectrum and writes one hop, `delaySamples` late, to `output` at `offset`. */
  synthesise(gains: Float32Array, output: Float32Array, offset: number): void {
    const { hopSamples, lengthSamples } = this.shape;
    const sum = this.sum;
    for (let bin = 0; bin < this.bins; bin++) {
      this.re[bin]! *= gains[bin]!;
      this.im[bin]! *= gains[bin]!;
    }
    this.fft.inverse(this.re, this.im, this.frame);
    const start = lengthSamples - sum.length;
    for (let n = 0; n < sum.length; n++) sum[n]! += this.frame[start + n]! * this.synthesis[start + n]!;
    for (let n = 0; n < hopSamples; n++) output[offset + n] = sum[n]!;
    sum.copyWithin(0, hopSamples);
    sum.fill(0, sum.length - hopSamples);
  }
}
