/** Second-order filters and the two made of them here: high-pass and K-weighting. */

/** Numerator and denominator, normalised so that a0 = 1. */
export interface BiquadCoefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** States below this are silence; flushed so that they never become slow denormals. */
const SILENT_STATE = 1e-30;

/** One filter for one stream (transposed direct form II, in double precision). */
export class Biquad {
  private readonly b0: number;
  private readonly b1: number;
  private readonly b2: number;
  private readonly a1: number;
  private readonly a2: number;
  private readonly state = new Float64Array(2);

  constructor({ b0, b1, b2, a1, a2 }: BiquadCoefficients) {
    this.b0 = b0;
    this.b1 = b1;
    this.b2 = b2;
    this.a1 = a1;
    this.a2 = a2;
  }

  /** Filters `input` into `output` (equal lengths, may be the same array). Samples must be finite. */
  process(input: Float32Array, output: Float32Array): void {
    let z1 = this.state[0]!;
    let z2 = this.state[1]!;
    for (let n = 0; n < input.length; n++) {
      const x = input[n]!;
      const y = this.b0 * x + z1;
      z1 = this.b1 * x - this.a1 * y + z2;
      z2 = this.b2 * x - this.a2 * y;
      output[n] = y;
    }
    this.state[0] = Math.abs(z1) < SILENT_STATE ? 0 : z1;
    this.state[1] = Math.abs(z2) < SILENT_STATE ? 0 : z2;
  }
}

/** Butterworth high-pass, 12 dB per octave, −3 dB at `cornerHz`. */
export function highPass(sampleRate: number, cornerHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * cornerHz) / sampleRate);
  const a0 = 1 + Math.SQRT2 * k + k * k;
  return { b0: 1 / a0, b1: -2 / a0, b2: 1 / a0, a1: (2 * (k * k - 1)) / a0, a2: (1 - Math.SQRT2 * k + k * k) / a0 };
}

/**
 * The two stages of K-weighting at any rate: the analogue prototypes whose bilinear transforms at 48 kHz are the
 * coefficients of ITU-R BS.1770-5 Annex 1.
 */
export function kWeighting(sampleRate: number): readonly [BiquadCoefficients, BiquadCoefficients] {
  return [headShelf(sampleRate), lowCut(sampleRate)];
}

function headShelf(sampleRate: number): BiquadCoefficients {
  const q = 0.7071752369554196;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function lowCut(sampleRate: number): BiquadCoefficients {
  const q = 0.5003270373238773;
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
