/** Analysis and synthesis windows for overlap-add with a long look back and a short delay. */

export interface WindowPair {
  /** Weights of the newest `length` samples before the transform. */
  readonly analysis: Float32Array;
  /** Weights after the inverse transform; 0 except over the last `overlap` hops. */
  readonly synthesis: Float32Array;
}

/**
 * Asymmetric windows: the analysis sees `lengthSamples`, the synthesis uses only the newest `overlap` hops, so the delay of
 * overlap-add is (overlap − 1) hops whatever the length of the analysis. Their product is a Hann window over these hops,
 * which sums to one at this hop (perfect reconstruction).
 * Source: Mauler & Martin 2007, "A low delay, variable resolution, perfect reconstruction spectral analysis-synthesis
 * system for speech enhancement" (EUSIPCO).
 * @param lengthSamples length of the analysis, at least `overlap * hopSamples`
 * @param hopSamples new samples per frame, > 0
 * @param overlap hops in the synthesis, an integer from 2 up
 * @throws {RangeError} when the lengths do not fit
 */
export function asymmetricWindows(lengthSamples: number, hopSamples: number, overlap: number): WindowPair {
  const supportSamples = overlap * hopSamples;
  if (!Number.isInteger(overlap) || overlap < 2 || hopSamples < 1 || lengthSamples < supportSamples) {
    throw new RangeError(`windows: length ${lengthSamples}, hop ${hopSamples}, overlap ${overlap} do not fit`);
  }
  const analysis = new Float32Array(lengthSamples);
  const synthesis = new Float32Array(lengthSamples);
  const fallSamples = supportSamples / 2;
  const riseSamples = lengthSamples - fallSamples;
  for (let n = 0; n < lengthSamples; n++) {
    const at = n + 0.5;
    const left = lengthSamples - at;
    analysis[n] =
      at < riseSamples ? Math.sin((Math.PI * at) / (2 * riseSamples)) : Math.sin((Math.PI * left) / (2 * fallSamples));
    if (left < supportSamples) {
      const hann = Math.sin((Math.PI * left) / supportSamples) ** 2;
      synthesis[n] = (2 / overlap) * (hann / analysis[n]!);
    }
  }
  return { analysis, synthesis };
}
