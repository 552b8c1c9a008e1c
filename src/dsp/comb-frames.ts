/** Spectra of a stream and of itself one and two pitch periods earlier, and the way back: training/FORMAT.md, "Frames". */
import { RealFft } from './fft.ts';
import { BINS, LOW_BINS } from './voice-bands.ts';

/** New samples per frame: 10 ms of 48 kHz. */
export const HOP_SAMPLES = 480;
const FRAME_SAMPLES = 2 * HOP_SAMPLES;
const FFT_SAMPLES = 1024;
const PADDING = FFT_SAMPLES - FRAME_SAMPLES;
/** Twice the longest period, rounded up. */
const HISTORY_SAMPLES = 1648;
/** Square-root Hann: squares of overlapping windows add up to one. */
const WINDOW = Float64Array.from({ length: FRAME_SAMPLES }, (_, n) => Math.sin((Math.PI * (n + 0.5)) / FRAME_SAMPLES));
/** Makes the sum of |X|² over the bins the mean square of the frame. */
const SPECTRUM_SCALE = 1 / Math.sqrt((FRAME_SAMPLES / 2) * (FFT_SAMPLES / 2));
const ANALYSIS = Float32Array.from(WINDOW, (weight) => weight * SPECTRUM_SCALE);
const SYNTHESIS = Float32Array.from(WINDOW, (weight) => weight / SPECTRUM_SCALE);

/** What is done to a frame: `gain` per bin (0..512), shares of the frame and of the comb signal per low bin (1..85). */
export interface CombFilter {
  readonly gain: Float32Array;
  readonly own: Float32Array;
  readonly lag: Float32Array;
}

export class CombFrames {
  /** Spectrum of the newest frame, length `BINS`. */
  readonly re = new Float32Array(BINS);
  readonly im = new Float32Array(BINS);
  /** Spectrum of the comb signal; bins 1..85 are used. */
  readonly combRe = new Float32Array(BINS);
  readonly combIm = new Float32Array(BINS);
  private readonly fft = new RealFft(FFT_SAMPLES);
  private readonly sound = new Float32Array(HISTORY_SAMPLES + FRAME_SAMPLES);
  private readonly frame = new Float32Array(FFT_SAMPLES);
  private readonly tail = new Float32Array(HOP_SAMPLES);

  /** Takes one hop from `input` at `offset` and transforms the newest frame. */
  analyse(input: Float32Array, offset: number): void {
    const { sound, frame } = this;
    sound.copyWithin(0, HOP_SAMPLES);
    const newest = sound.length - HOP_SAMPLES;
    for (let n = 0; n < HOP_SAMPLES; n++) sound[newest + n] = input[offset + n]!;
    frame.fill(0, 0, PADDING);
    for (let n = 0; n < FRAME_SAMPLES; n++) frame[PADDING + n] = sound[HISTORY_SAMPLES + n]! * ANALYSIS[n]!;
    this.fft.forward(frame, this.re, this.im);
  }

  /** Transforms the mean of the frame one and two periods earlier. @param periodSamples 1..824 */
  comb(periodSamples: number): void {
    const { sound, frame } = this;
    const once = HISTORY_SAMPLES - periodSamples;
    const twice = once - periodSamples;
    frame.fill(0, 0, PADDING);
    for (let n = 0; n < FRAME_SAMPLES; n++) {
      frame[PADDING + n] = 0.5 * (sound[once + n]! + sound[twice + n]!) * ANALYSIS[n]!;
    }
    this.fft.forward(frame, this.combRe, this.combIm);
  }

  /** Filters the frame and writes one hop to `output` at `offset`: the sound of the hop before the newest one. */
  synthesise({ gain, own, lag }: CombFilter, output: Float32Array, offset: number): void {
    const { re, im, combRe, combIm, frame, tail } = this;
    re[0]! *= gain[0]!;
    im[0]! *= gain[0]!;
    for (let k = 1; k <= LOW_BINS; k++) {
      re[k] = gain[k]! * (own[k]! * re[k]! + lag[k]! * combRe[k]!);
      im[k] = gain[k]! * (own[k]! * im[k]! + lag[k]! * combIm[k]!);
    }
    for (let k = LOW_BINS + 1; k < BINS; k++) {
      re[k]! *= gain[k]!;
      im[k]! *= gain[k]!;
    }
    this.fft.inverse(re, im, frame);
    for (let n = 0; n < HOP_SAMPLES; n++) {
      output[offset + n] = tail[n]! + frame[PADDING + n]! * SYNTHESIS[n]!;
      tail[n] = frame[PADDING + HOP_SAMPLES + n]! * SYNTHESIS[HOP_SAMPLES + n]!;
    }
  }
}
