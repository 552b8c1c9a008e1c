import { createFft } from './fft.ts';

/**
 * By how many samples `output` is later than `input`, with fractions: the lag where both correlate most, and
 * the vertex of the parabola through the peak and its neighbours.
 * @param maxLagSamples largest delay looked for; earlier than the input is not looked for
 */
export function delaySamples(input: Float32Array, output: Float32Array, maxLagSamples: number): number {
  const correlation = crossCorrelation(input, output, maxLagSamples + 1);
  let peak = 0;
  for (let lag = 1; lag <= maxLagSamples; lag++) if (correlation[lag]! > correlation[peak]!) peak = lag;
  const before = peak === 0 ? correlation[correlation.length - 1]! : correlation[peak - 1]!;
  const here = correlation[peak]!;
  const after = correlation[peak + 1]!;
  const curve = before - 2 * here + after;
  return curve < 0 ? peak + (0.5 * (before - after)) / curve : peak;
}

/** Σ input[n]·output[n + lag] for lag 0..`maxLag`, and in the last element for lag −1. */
function crossCorrelation(input: Float32Array, output: Float32Array, maxLag: number): Float64Array {
  const length = Math.max(input.length, output.length);
  const fft = createFft(2 ** Math.ceil(Math.log2(length + maxLag + 1)));
  const [aRe, aIm, bRe, bIm] = [0, 1, 2, 3].map(() => new Float64Array(fft.size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  aRe.set(input);
  bRe.set(output);
  fft.forward(aRe, aIm);
  fft.forward(bRe, bIm);
  for (let k = 0; k < fft.size; k++) {
    const re = aRe[k]! * bRe[k]! + aIm[k]! * bIm[k]!;
    const im = aRe[k]! * bIm[k]! - aIm[k]! * bRe[k]!;
    aRe[k] = re;
    aIm[k] = im;
  }
  fft.forward(aIm, aRe);
  const result = aRe.slice(0, maxLag + 2);
  result[maxLag + 1] = aRe[fft.size - 1]!;
  return result;
}
