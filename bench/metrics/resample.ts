/** Side lobes kept on each side of the interpolating sinc. More is sharper and slower. */
const ZERO_CROSSINGS = 20;
/** Kaiser shape: about 90 dB of stop band. */
const KAISER_BETA = 9;
/** Share of the lower Nyquist band that passes; the rest is the filter's slope. */
const PASS_RATIO = 0.97;

/**
 * The same sound at another rate, without delay: windowed-sinc interpolation, one filter per fractional phase.
 * @returns ceil(length × toHz / fromHz) samples
 * Source: Kaiser window, Oppenheim & Schafer, Discrete-Time Signal Processing, 7.5.3; polyphase form ibid. 4.7.
 */
export function resample(signal: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return signal;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const cutoff = PASS_RATIO * Math.min(1, up / down);
  const half = Math.ceil(ZERO_CROSSINGS / cutoff);
  const filters = Array.from({ length: up }, (_, phase) => phaseFilter(phase / up, cutoff, half));
  const output = new Float32Array(Math.ceil((signal.length * up) / down));
  for (let m = 0; m < output.length; m++) {
    const position = m * down;
    const first = Math.floor(position / up) - half + 1;
    const filter = filters[position % up]!;
    const from = Math.max(0, -first);
    const to = Math.min(filter.length, signal.length - first);
    let sum = 0;
    for (let k = from; k < to; k++) sum += filter[k]! * signal[first + k]!;
    output[m] = sum;
  }
  return output;
}

/** Weights of the 2 `half` samples around a point that lies `fraction` of a sample after the middle one; sum 1. */
function phaseFilter(fraction: number, cutoff: number, half: number): Float64Array {
  const filter = Float64Array.from({ length: 2 * half }, (_, k) => {
    const distance = k - half + 1 - fraction;
    const edge = distance / half;
    const window = Math.abs(edge) < 1 ? besselI0(KAISER_BETA * Math.sqrt(1 - edge * edge)) : 0;
    return window * sinc(cutoff * distance);
  });
  const sum = filter.reduce((total, weight) => total + weight, 0);
  return filter.map((weight) => weight / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind, order 0, by its power series (NIST DLMF 10.25.2). */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
