import { eachSpectrum, frameCount, hannWindow } from './frames.ts';

const RATE_HZ = 48_000;
const WINDOW = 1024;
const HOP = 512;
/** Frames judged together: 107 ms. Short enough to follow syllables, long enough to tell speech from chance. */
const BLOCK = 10;
const LOWEST_BAND_HZ = 100;
/** Blocks of a band further than this below the strongest hold no speech that counts: 60 dB. */
const RANGE_POWER = 1e-6;

/** Sums over one block of one band: clean power, and the clean conjugate times the output. */
interface Blocks {
  readonly cleanPower: Float64Array;
  readonly crossRe: Float64Array;
  readonly crossIm: Float64Array;
}

/**
 * Share of the clean speech's energy that is still in the output, as a ratio: 1 is all, half the amplitude
 * 0.25, chance correlation of noise adds a little above 1.
 * The speech path is separated from what else is in the output by projection: in every third-octave band and
 * 107 ms block the output's part that is a complex multiple of the clean speech. So any suppressor can be
 * measured from outside, whether its gains are known or not.
 * @param clean speech as it is in the suppressor's input, 48 kHz
 * @param output the suppressor's output, aligned with `clean`
 * @param highestHz upper end of what the recording holds: bands above are left out
 * Source of the projection: Vincent et al. 2006, doi:10.1109/TSA.2005.858005 (there with a filter, here per band).
 */
export function speechKeptRatio(clean: Float32Array, output: Float32Array, highestHz: number): number {
  const edges = thirdOctaves(highestHz);
  const { cleanPower, crossRe, crossIm } = crossSpectra(clean, output, edges);
  const least = cleanPower.reduce((top, power) => Math.max(top, power), 0) * RANGE_POWER;
  let total = 0;
  let kept = 0;
  for (let k = 0; k < cleanPower.length; k++) {
    if (cleanPower[k]! <= least) continue;
    total += cleanPower[k]!;
    kept += (crossRe[k]! ** 2 + crossIm[k]! ** 2) / cleanPower[k]!;
  }
  return kept / total;
}

function crossSpectra(clean: Float32Array, output: Float32Array, edges: [number, number][]): Blocks {
  const blocks = Math.floor(frameCount(clean.length, WINDOW, HOP) / BLOCK);
  const make = () => new Float64Array(blocks * edges.length);
  const sums = { cleanPower: make(), crossRe: make(), crossIm: make() };
  const window = hannWindow(WINDOW);
  const spectra: Float64Array[] = [];
  eachSpectrum(clean, window, HOP, WINDOW, (re, im) => {
    spectra.push(re.slice(0, WINDOW / 2), im.slice(0, WINDOW / 2));
  });
  eachSpectrum(output, window, HOP, WINDOW, (re, im, frame) => {
    const block = Math.floor(frame / BLOCK);
    if (block >= blocks) return;
    const cleanRe = spectra[2 * frame]!;
    const cleanIm = spectra[2 * frame + 1]!;
    edges.forEach(([low, high], band) => {
      const cell = block * edges.length + band;
      for (let k = low; k < high; k++) {
        sums.cleanPower[cell]! += cleanRe[k]! ** 2 + cleanIm[k]! ** 2;
        sums.crossRe[cell]! += cleanRe[k]! * re[k]! + cleanIm[k]! * im[k]!;
        sums.crossIm[cell]! += cleanRe[k]! * im[k]! - cleanIm[k]! * re[k]!;
      }
    });
  });
  return sums;
}

/** First and past-the-last FFT line of third-octave bands from 100 Hz up, at least one line each. */
function thirdOctaves(highestHz: number): [number, number][] {
  const line = (hz: number) => Math.round((hz / RATE_HZ) * WINDOW);
  const last = Math.floor((highestHz / RATE_HZ) * WINDOW);
  const edges: [number, number][] = [];
  for (let lowHz = LOWEST_BAND_HZ; lowHz < highestHz; lowHz *= 2 ** (1 / 3)) {
    const low = line(lowHz);
    const high = Math.min(Math.max(low + 1, line(lowHz * 2 ** (1 / 3))), last);
    if (high > low) edges.push([low, high]);
  }
  return edges;
}
