import { eachSpectrum, frameCount, hannWindow } from './frames.ts';

/** Power below which a ratio is treated as silence, against division by zero. */
const TINY_POWER = 1e-20;
/** Limits of one segment's SNR, dB: beyond them a listener hears no difference (Hu & Loizou 2008). */
const SEGMENT_MIN_DB = -10;
const SEGMENT_MAX_DB = 35;
const SEGMENT_MS = 30;
/** Spectral lines further below the clip's strongest one are raised to this level, dB: they are inaudible. */
const LSD_RANGE_DB = 60;

/**
 * Scale-invariant signal-to-distortion ratio, dB: power of the part of `estimate` that is a multiple of
 * `reference`, over the power of the rest.
 * Source: Le Roux et al. 2019, doi:10.1109/ICASSP.2019.8683855.
 */
export function siSdrDb(reference: Float32Array, estimate: Float32Array): number {
  let dot = 0;
  let referenceEnergy = 0;
  let estimateEnergy = 0;
  for (let n = 0; n < reference.length; n++) {
    dot += reference[n]! * estimate[n]!;
    referenceEnergy += reference[n]! ** 2;
    estimateEnergy += estimate[n]! ** 2;
  }
  const target = dot ** 2 / (referenceEnergy + TINY_POWER);
  return 10 * Math.log10((target + TINY_POWER) / (Math.max(0, estimateEnergy - target) + TINY_POWER));
}

/**
 * Segmental signal-to-noise ratio, dB: the mean over 30 ms frames (a quarter new each) of each frame's
 * ratio of clean energy to error energy, limited to −10..35 dB.
 * Source: Hu & Loizou 2008, doi:10.1109/TASL.2007.911054.
 */
export function segmentalSnrDb(reference: Float32Array, estimate: Float32Array, sampleRateHz: number): number {
  const window = Math.round((sampleRateHz * SEGMENT_MS) / 1000);
  const hop = Math.round(window / 4);
  const frames = frameCount(reference.length, window, hop);
  let sumDb = 0;
  for (let start = 0; start < frames * hop; start += hop) {
    let clean = TINY_POWER;
    let error = TINY_POWER;
    for (let n = start; n < start + window; n++) {
      clean += reference[n]! ** 2;
      error += (reference[n]! - estimate[n]!) ** 2;
    }
    sumDb += Math.min(SEGMENT_MAX_DB, Math.max(SEGMENT_MIN_DB, 10 * Math.log10(clean / error)));
  }
  return sumDb / frames;
}

/**
 * Log-spectral distance, dB: per 32 ms frame the RMS over lines of the difference of the two power spectra
 * in dB, then the mean over frames. 0 means equal.
 * @param sampleRateHz a rate where 32 ms is a power of two of samples, such as 16000
 * Source: Gray & Markel 1976, doi:10.1109/TASSP.1976.1162849; the floor is ours.
 */
export function logSpectralDistanceDb(reference: Float32Array, estimate: Float32Array, sampleRateHz: number): number {
  const size = Math.round(sampleRateHz * 0.032);
  const clean = powerLines(reference, size);
  const tested = powerLines(estimate, size);
  const floor = clean.reduce((top, power) => Math.max(top, power), TINY_POWER) * 10 ** (-LSD_RANGE_DB / 10);
  const lines = size / 2 + 1;
  const frames = clean.length / lines;
  let sumDb = 0;
  for (let frame = 0; frame < frames; frame++) {
    let squares = 0;
    for (let k = frame * lines; k < (frame + 1) * lines; k++) {
      squares += (10 * Math.log10(Math.max(floor, clean[k]!) / Math.max(floor, tested[k]!))) ** 2;
    }
    sumDb += Math.sqrt(squares / lines);
  }
  return sumDb / frames;
}

/** Power spectra of half-overlapping Hann frames, frame after frame, size/2 + 1 values each. */
function powerLines(signal: Float32Array, size: number): Float64Array {
  const lines = size / 2 + 1;
  const powers = new Float64Array(frameCount(signal.length, size, size / 2) * lines);
  eachSpectrum(signal, hannWindow(size), size / 2, size, (re, im, frame) => {
    for (let k = 0; k < lines; k++) powers[frame * lines + k] = re[k]! ** 2 + im[k]! ** 2;
  });
  return powers;
}
