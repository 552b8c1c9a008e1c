/**
 * Discrete Fourier transform of real signals, allocation-free after construction.
 * The N real samples are packed into N/2 complex ones, transformed by a Stockham autosort FFT (radix 4, one radix-2 pass
 * where N/2 is no power of four) and unpacked. Sources: Cochran et al. 1967, doi:10.1109/PROC.1967.5957; Sorensen et al.
 * 1987, doi:10.1109/TASSP.1987.1165220.
 */
export class RealFft {
  /** Samples per transform, a power of two from 8 up. */
  readonly size: number;
  /** Values per spectrum, `size / 2 + 1`. */
  readonly bins: number;
  private readonly half: number;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  private re: Float64Array;
  private im: Float64Array;
  private nextRe: Float64Array;
  private nextIm: Float64Array;

  /** @throws {RangeError} when `size` is not a power of two from 8 up */
  constructor(size: number) {
    if (!Number.isInteger(size) || size < 8 || (size & (size - 1)) !== 0) {
      throw new RangeError(`FFT size must be a power of two from 8 up, got ${size}`);
    }
    this.size = size;
    this.bins = size / 2 + 1;
    this.half = size / 2;
    this.cos = Float64Array.from({ length: size }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.sin = Float64Array.from({ length: size }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
    this.re = new Float64Array(this.half);
    this.im = new Float64Array(this.half);
    this.nextRe = new Float64Array(this.half);
    this.nextIm = new Float64Array(this.half);
  }

  /**
   * X[k] = Σ x[n]·e^(−2πikn/size), unscaled.
   * @param samples length `size`
   * @param re real parts out, length `bins`
   * @param im imaginary parts out, length `bins`; 0 at DC and at half the sample rate
   */
  forward(samples: Float32Array, re: Float32Array, im: Float32Array): void {
    const half = this.half;
    for (let n = 0; n < half; n++) {
      this.re[n] = samples[2 * n]!;
      this.im[n] = samples[2 * n + 1]!;
    }
    this.transform();
    const zr = this.re;
    const zi = this.im;
    const cos = this.cos;
    const sin = this.sin;
    re[0] = zr[0]! + zi[0]!;
    re[half] = zr[0]! - zi[0]!;
    im[0] = 0;
    im[half] = 0;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      // Even and odd samples' spectra are the conjugate-symmetric and -antisymmetric parts of Z.
      const evenRe = 0.5 * (zr[k]! + zr[m]!);
      const evenIm = 0.5 * (zi[k]! - zi[m]!);
      const oddRe = 0.5 * (zi[k]! + zi[m]!);
      const oddIm = 0.5 * (zr[m]! - zr[k]!);
      const turnedRe = cos[k]! * oddRe - sin[k]! * oddIm;
      const turnedIm = cos[k]! * oddIm + sin[k]! * oddRe;
      re[k] = evenRe + turnedRe;
      im[k] = evenIm + turnedIm;
      re[m] = evenRe - turnedRe;
      im[m] = turnedIm - evenIm;
    }
  }

  /**
   * The inverse of `forward`, scaled so that a round trip returns the samples.
   * @param re length `bins`
   * @param im length `bins`; the values at DC and at half the sample rate are taken as 0
   * @param samples out, length `size`
   */
  inverse(re: Float32Array, im: Float32Array, samples: Float32Array): void {
    const half = this.half;
    const zr = this.re;
    const zi = this.im;
    const cos = this.cos;
    const sin = this.sin;
    // Real and imaginary parts change places, which turns the forward transform into the inverse one.
    zi[0] = 0.5 * (re[0]! + re[half]!);
    zr[0] = 0.5 * (re[0]! - re[half]!);
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const evenRe = 0.5 * (re[k]! + re[m]!);
      const evenIm = 0.5 * (im[k]! - im[m]!);
      const turnedRe = 0.5 * (re[k]! - re[m]!);
      const turnedIm = 0.5 * (im[k]! + im[m]!);
      const oddRe = cos[k]! * turnedRe + sin[k]! * turnedIm;
      const oddIm = cos[k]! * turnedIm - sin[k]! * turnedRe;
      zi[k] = evenRe - oddIm;
      zr[k] = evenIm + oddRe;
      zi[m] = evenRe + oddIm;
      zr[m] = oddRe - evenIm;
    }
    this.transform();
    const scale = 1 / half;
    for (let n = 0; n < half; n++) {
      samples[2 * n] = this.im[n]! * scale;
      samples[2 * n + 1] = this.re[n]! * scale;
    }
  }

  /** Complex transform of the `size / 2` values in `re`, `im`, in place as seen from outside. */
  private transform(): void {
    let length = this.half;
    let stride = 1;
    while (length >= 4) {
      this.radix4(length, stride);
      length /= 4;
      stride *= 4;
    }
    if (length === 2) this.radix2(stride);
  }

  private radix4(length: number, stride: number): void {
    const xr = this.re;
    const xi = this.im;
    const yr = this.nextRe;
    const yi = this.nextIm;
    const cos = this.cos;
    const sin = this.sin;
    const quarter = length / 4;
    const hop = stride * quarter;
    for (let p = 0; p < quarter; p++) {
      const w = 2 * p * stride; // twiddles are stored for `size`, the complex transform has half as many values
      const c1 = cos[w]!;
      const s1 = sin[w]!;
      const c2 = cos[2 * w]!;
      const s2 = sin[2 * w]!;
      const c3 = cos[3 * w]!;
      const s3 = sin[3 * w]!;
      const end = stride * (p + 1);
      for (let a = stride * p, out = 4 * stride * p; a < end; a++, out++) {
        const b = a + hop;
        const c = b + hop;
        const d = c + hop;
        const sumRe = xr[a]! + xr[c]!;
        const sumIm = xi[a]! + xi[c]!;
        const differenceRe = xr[a]! - xr[c]!;
        const differenceIm = xi[a]! - xi[c]!;
        const otherRe = xr[b]! + xr[d]!;
        const otherIm = xi[b]! + xi[d]!;
        const turnedRe = xi[d]! - xi[b]!;
        const turnedIm = xr[b]! - xr[d]!;
        const oneRe = differenceRe - turnedRe;
        const oneIm = differenceIm - turnedIm;
        const twoRe = sumRe - otherRe;
        const twoIm = sumIm - otherIm;
        const threeRe = differenceRe + turnedRe;
        const threeIm = differenceIm + turnedIm;
        yr[out] = sumRe + otherRe;
        yi[out] = sumIm + otherIm;
        yr[out + stride] = c1 * oneRe - s1 * oneIm;
        yi[out + stride] = c1 * oneIm + s1 * oneRe;
        yr[out + 2 * stride] = c2 * twoRe - s2 * twoIm;
        yi[out + 2 * stride] = c2 * twoIm + s2 * twoRe;
        yr[out + 3 * stride] = c3 * threeRe - s3 * threeIm;
        yi[out + 3 * stride] = c3 * threeIm + s3 * threeRe;
      }
    }
    this.swap();
  }

  private radix2(stride: number): void {
    const xr = this.re;
    const xi = this.im;
    const yr = this.nextRe;
    const yi = this.nextIm;
    for (let a = 0, b = stride; a < stride; a++, b++) {
      yr[a] = xr[a]! + xr[b]!;
      yi[a] = xi[a]! + xi[b]!;
      yr[b] = xr[a]! - xr[b]!;
      yi[b] = xi[a]! - xi[b]!;
    }
    this.swap();
  }

  private swap(): void {
    const re = this.re;
    const im = this.im;
    this.re = this.nextRe;
    this.im = this.nextIm;
    this.nextRe = re;
    this.nextIm = im;
  }
}
