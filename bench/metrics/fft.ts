/**
 * The bench has its own Fourier transform, in double precision, so that it never judges src/dsp with
 * src/dsp's own arithmetic.
 * Source: Cooley & Tukey 1965, doi:10.1090/S0025-5718-1965-0178586-1.
 */

export interface Fft {
  readonly size: number;
  /** Transforms in place; unscaled. The inverse is `forward(im, re)` divided by `size`. */
  forward(re: Float64Array, im: Float64Array): void;
}

/**
 * @param size a power of two, at least 2
 * @throws {RangeError} for any other size
 */
export function createFft(size: number): Fft {
  if (!Number.isInteger(size) || size < 2 || (size & (size - 1)) !== 0) {
    throw new RangeError(`FFT size must be a power of two, got ${size}`);
  }
  const cosine = new Float64Array(size / 2);
  const sine = new Float64Array(size / 2);
  for (let k = 0; k < size / 2; k++) {
    cosine[k] = Math.cos((2 * Math.PI * k) / size);
    sine[k] = Math.sin((2 * Math.PI * k) / size);
  }
  return {
    size,
    forward(re, im) {
      reorder(re, im);
      for (let span = 1; span < size; span *= 2) combine(re, im, span, cosine, sine);
    },
  };
}

/** Puts element k where k's bits, read backwards, point. */
function reorder(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let k = 1, mirror = 0; k < size; k++) {
    let bit = size >> 1;
    for (; mirror & bit; bit >>= 1) mirror ^= bit;
    mirror ^= bit;
    if (k >= mirror) continue;
    const keptRe = re[k]!;
    const keptIm = im[k]!;
    re[k] = re[mirror]!;
    im[k] = im[mirror]!;
    re[mirror] = keptRe;
    im[mirror] = keptIm;
  }
}

/** One layer of butterflies: pairs of transforms of `span` points become transforms of 2 `span`. */
function combine(re: Float64Array, im: Float64Array, span: number, cosine: Float64Array, sine: Float64Array): void {
  const size = re.length;
  const stride = size / (2 * span);
  for (let start = 0; start < size; start += 2 * span) {
    for (let k = 0; k < span; k++) {
      const low = start + k;
      const high = low + span;
      const c = cosine[k * stride]!;
      const s = sine[k * stride]!;
      const turnedRe = re[high]! * c + im[high]! * s;
      const turnedIm = im[high]! * c - re[high]! * s;
      re[high] = re[low]! - turnedRe;
      im[high] = im[low]! - turnedIm;
      re[low] = re[low]! + turnedRe;
      im[low] = im[low]! + turnedIm;
    }
  }
}
