import { eachSpectrum, frameCount } from './frames.ts';

/** Constants of both measures, Taal et al. 2011, section II. */
export const STOI_RATE_HZ = 10_000;
const WINDOW = 256;
const HOP = 128;
const FFT_SIZE = 512;
const BANDS = 15;
const LOWEST_BAND_HZ = 150;
/** Frames in one short-time segment: 384 ms. */
const SEGMENT = 30;
/** Frames of the clean voice this far below its loudest one are left out, dB. */
const RANGE_DB = 40;
/** Lower bound of the signal-to-distortion ratio in STOI, dB. */
const CLIP_DB = -15;
const TINY = 2.2e-16;

/** Third-octave band amplitudes, frame after frame, `BANDS` values each. */
type Bands = Float64Array;

/**
 * Short-time objective intelligibility, about 0..1: how well the short envelopes of both signals correlate.
 * @param reference clean voice at `STOI_RATE_HZ`; @param estimate the same length, aligned
 * @returns NaN when less than 384 ms of voice is left after removing silence
 * Source: Taal et al. 2011, doi:10.1109/TASL.2011.2114881.
 */
export function stoi(reference: Float32Array, estimate: Float32Array): number {
  const [clean, tested] = bandsWithoutSilence(reference, estimate);
  const limit = 1 + 10 ** (-CLIP_DB / 20);
  const x = new Float64Array(SEGMENT);
  const y = new Float64Array(SEGMENT);
  let sum = 0;
  const segments = clean.length / BANDS - SEGMENT + 1;
  for (let segment = 0; segment < segments; segment++) {
    for (let band = 0; band < BANDS; band++) {
      for (let t = 0; t < SEGMENT; t++) {
        x[t] = clean[(segment + t) * BANDS + band]!;
        y[t] = tested[(segment + t) * BANDS + band]!;
      }
      const scale = norm(x) / (norm(y) + TINY);
      for (let t = 0; t < SEGMENT; t++) y[t] = Math.min(y[t]! * scale, x[t]! * limit);
      sum += correlation(x, y);
    }
  }
  return segments > 0 ? sum / (segments * BANDS) : Number.NaN;
}

/**
 * Extended short-time objective intelligibility, about 0..1: as STOI, but each segment is also normalised
 * across bands, so that it counts what a fluctuating noise leaves audible.
 * @param reference clean voice at `STOI_RATE_HZ`; @param estimate the same length, aligned
 * @returns NaN when less than 384 ms of voice is left after removing silence
 * Source: Jensen & Taal 2016, doi:10.1109/TASLP.2016.2585878.
 */
export function estoi(reference: Float32Array, estimate: Float32Array): number {
  const [clean, tested] = bandsWithoutSilence(reference, estimate);
  const segments = clean.length / BANDS - SEGMENT + 1;
  let sum = 0;
  for (let segment = 0; segment < segments; segment++) {
    const from = segment * BANDS;
    const x = normalised(clean.slice(from, from + SEGMENT * BANDS));
    const y = normalised(tested.slice(from, from + SEGMENT * BANDS));
    for (let k = 0; k < x.length; k++) sum += x[k]! * y[k]!;
  }
  return segments > 0 ? sum / (segments * SEGMENT) : Number.NaN;
}

/** A segment whose bands (over time), then frames (over bands) have mean 0 and length 1; in place. */
function normalised(segment: Bands): Bands {
  for (let band = 0; band < BANDS; band++) normaliseLine(segment, band, BANDS, SEGMENT);
  for (let t = 0; t < SEGMENT; t++) normaliseLine(segment, t * BANDS, 1, BANDS);
  return segment;
}

function normaliseLine(values: Float64Array, start: number, stride: number, count: number): void {
  let mean = 0;
  for (let k = 0; k < count; k++) mean += values[start + k * stride]! / count;
  let energy = 0;
  for (let k = 0; k < count; k++) energy += (values[start + k * stride]! - mean) ** 2;
  const length = Math.sqrt(energy) + TINY;
  for (let k = 0; k < count; k++) values[start + k * stride] = (values[start + k * stride]! - mean) / length;
}

function correlation(x: Float64Array, y: Float64Array): number {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length;
  let dot = 0;
  let energyX = 0;
  let energyY = 0;
  for (let k = 0; k < x.length; k++) {
    dot += (x[k]! - meanX) * (y[k]! - meanY);
    energyX += (x[k]! - meanX) ** 2;
    energyY += (y[k]! - meanY) ** 2;
  }
  return dot / (Math.sqrt(energyX * energyY) + TINY);
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function bandsWithoutSilence(reference: Float32Array, estimate: Float32Array): [Bands, Bands] {
  const kept = loudFrames(reference);
  return [bandAmplitudes(withoutSilence(reference, kept)), bandAmplitudes(withoutSilence(estimate, kept))];
}

/** Hann window without its zeros at either end. */
const window = Float64Array.from({ length: WINDOW }, (_, n) => {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 1)) / (WINDOW + 1));
});

/** Numbers of the frames of the clean voice within `RANGE_DB` of its loudest. */
function loudFrames(reference: Float32Array): number[] {
  const energies = Array.from({ length: frameCount(reference.length, WINDOW, HOP) }, (_, frame) => {
    let energy = 0;
    for (let n = 0; n < WINDOW; n++) energy += (reference[frame * HOP + n]! * window[n]!) ** 2;
    return energy;
  });
  const least = energies.reduce((top, energy) => Math.max(top, energy), 0) * 10 ** (-RANGE_DB / 10);
  return [...energies.keys()].filter((frame) => energies[frame]! > least);
}

/** The kept frames, windowed and overlapped again as neighbours. */
function withoutSilence(signal: Float32Array, kept: number[]): Float32Array {
  const joined = new Float32Array(kept.length === 0 ? 0 : (kept.length - 1) * HOP + WINDOW);
  kept.forEach((frame, position) => {
    for (let n = 0; n < WINDOW; n++) joined[position * HOP + n]! += signal[frame * HOP + n]! * window[n]!;
  });
  return joined;
}

function bandAmplitudes(signal: Float32Array): Bands {
  const bands = new Float64Array(frameCount(signal.length, WINDOW, HOP) * BANDS);
  eachSpectrum(signal, window, HOP, FFT_SIZE, (re, im, frame) => {
    bandEdges.forEach(([low, high], band) => {
      let power = 0;
      for (let k = low; k < high; k++) power += re[k]! ** 2 + im[k]! ** 2;
      bands[frame * BANDS + band] = Math.sqrt(power);
    });
  });
  return bands;
}

/** First and past-the-last line of each third-octave band. */
const bandEdges = Array.from({ length: BANDS }, (_, band): [number, number] => {
  const line = (sixths: number) => Math.round((LOWEST_BAND_HZ * 2 ** (sixths / 6) * FFT_SIZE) / STOI_RATE_HZ);
  return [line(2 * band - 1), line(2 * band + 1)];
});
