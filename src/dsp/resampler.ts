/** From one sample rate to another in frames of 10 ms: a windowed sinc, one set of taps for each position between samples. */

const FRAMES_PER_SECOND = 100;

/** A low-pass. Source: Kaiser 1974, "Nonrecursive digital filter design using the I₀-sinh window function". */
export interface ResamplerDesign {
  /** To either side, samples of the lower rate. */
  readonly reach: number;
  /** −6 dB point over the lower rate. */
  readonly cutoff: number;
  /** Kaiser's β. */
  readonly beta: number;
}

/** For sound that is listened to: flat to 0.427 of the lower rate, 60 dB down from 0.5 on. */
const LISTENING: ResamplerDesign = { reach: 24, cutoff: 0.465, beta: 5.65 };
/** For a detector that looks no higher than 0.43 of the lower rate: a third of the delay, images 40 dB down from 0.59 on. */
export const DETECTING: ResamplerDesign = { reach: 8, cutoff: 0.5, beta: 3.4 };

/** Whether frames of 10 ms hold whole numbers of samples. */
export function hasWholeFrames(sampleRate: number): boolean {
  return sampleRate % FRAMES_PER_SECOND === 0;
}

export class Resampler {
  private readonly input: Float32Array;
  private readonly inFrame: number;
  private readonly outFrame: number;
  private readonly taps: number;
  private readonly phases: number;
  /** First sample in `input` for each sample of an output frame. */
  private readonly starts: Int32Array;
  /** `phases × taps`. */
  private readonly filters: Float32Array;

  /**
   * @param fromHz, toHz rates with whole frames of 10 ms
   * @param delaySamples by how many samples of `fromHz`, also fractions, the output is late; at least `reachSamples`
   */
  constructor(fromHz: number, toHz: number, delaySamples: number, design = LISTENING) {
    const ratio = fromHz / toHz;
    const reach = reachSamples(fromHz, toHz, design);
    if (!(delaySamples >= reach)) throw new RangeError(`delay of ${delaySamples} samples is below ${reach}`);
    this.inFrame = fromHz / FRAMES_PER_SECOND;
    this.outFrame = toHz / FRAMES_PER_SECOND;
    this.taps = 2 * Math.ceil(reach);
    this.phases = toHz / greatestDivisor(fromHz, toHz);
    const history = Math.ceil(delaySamples) + this.taps;
    this.input = new Float32Array(history + this.inFrame);
    this.starts = new Int32Array(this.outFrame);
    this.filters = new Float32Array(this.phases * this.taps);
    for (let m = 0; m < this.outFrame; m++) {
      const at = history + m * ratio - delaySamples;
      const start = Math.floor(at) - this.taps / 2 + 1;
      this.starts[m] = start;
      if (m < this.phases) this.filters.set(filterAt(at - start, this.taps, reach, design), m * this.taps);
    }
  }

  /** @param input 10 ms at the one rate @param output out, 10 ms at the other */
  process(input: Float32Array, output: Float32Array): void {
    const { input: line, taps, phases, filters } = this;
    line.copyWithin(0, this.inFrame);
    line.set(input, line.length - this.inFrame);
    for (let m = 0, phase = 0; m < this.outFrame; m++) {
      let sum = 0;
      const start = this.starts[m]!;
      const filter = phase * taps;
      for (let j = 0; j < taps; j++) sum += filters[filter + j]! * line[start + j]!;
      output[m] = sum;
      phase = phase + 1 === phases ? 0 : phase + 1;
    }
  }
}

/** How far the filter reaches to either side, samples of `fromHz`: its least delay. */
export function reachSamples(fromHz: number, toHz: number, { reach } = LISTENING): number {
  return (reach * fromHz) / Math.min(fromHz, toHz);
}

/** Taps for a point `centre` samples after the first tap; their sum is 1. */
function filterAt(centre: number, taps: number, reach: number, design: ResamplerDesign): Float64Array {
  const filter = Float64Array.from({ length: taps }, (_, j) => {
    const x = (centre - j) / reach;
    if (Math.abs(x) >= 1) return 0;
    const angle = 2 * Math.PI * design.cutoff * design.reach * x;
    return (angle === 0 ? 1 : Math.sin(angle) / angle) * bessel(design.beta * Math.sqrt(1 - x * x));
  });
  const sum = filter.reduce((total, tap) => total + tap, 0);
  return filter.map((tap) => tap / sum);
}

/** Modified Bessel function of the first kind and order 0, by its power series. */
function bessel(x: number): number {
  let sum = 1;
  for (let k = 1, term = 1; term > 1e-9 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
