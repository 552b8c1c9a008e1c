import { createFft } from './fft.ts';

/** Sees the spectrum of one frame: bins 0..fftSize/2 of `re` and `im` count; both are reused afterwards. */
export type FrameVisitor = (re: Float64Array, im: Float64Array, frame: number) => void;

/** How many whole frames of `windowSamples` fit when each starts `hopSamples` after the last. */
export function frameCount(lengthSamples: number, windowSamples: number, hopSamples: number): number {
  return lengthSamples < windowSamples ? 0 : Math.floor((lengthSamples - windowSamples) / hopSamples) + 1;
}

/** Hann window whose end meets its next copy's start, so that copies half a window apart add up to one. */
export function hannWindow(windowSamples: number): Float64Array {
  return Float64Array.from(
    { length: windowSamples },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / windowSamples),
  );
}

/**
 * Windowed spectra of a signal, one frame after the other.
 * @param window weights, length at most `fftSize`; the rest is filled with zeros
 * @param fftSize a power of two
 */
export function eachSpectrum(
  signal: Float32Array,
  window: Float64Array,
  hopSamples: number,
  fftSize: number,
  visit: FrameVisitor,
): void {
  const fft = createFft(fftSize);
  const re = new Float64Array(fftSize);
  const im = new Float64Array(fftSize);
  const frames = frameCount(signal.length, window.length, hopSamples);
  for (let frame = 0; frame < frames; frame++) {
    re.fill(0);
    im.fill(0);
    const start = frame * hopSamples;
    for (let n = 0; n < window.length; n++) re[n] = signal[start + n]! * window[n]!;
    fft.forward(re, im);
    visit(re, im, frame);
  }
}
