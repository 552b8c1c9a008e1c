/** Who decides the gains: the classical estimator here, or a learned one, behind one interface. */

export interface GainEstimator {
  /** 0..1: whether the newest frame holds speech. */
  readonly speechProbability: number;
  /** Mean square of the background noise, linear. */
  readonly noisePower: number;
  /** Lowest gain to use, linear, 0..1; 1 lets everything pass. May change between any two frames. */
  floorGain: number;
  /**
   * Looks at one frame.
   * @param power power per bin; its sum over the bins is the mean square of the frame, all finite
   * @param gains out, linear, `floorGain`..1, length as `power`
   */
  estimate(power: Float32Array, gains: Float32Array): void;
}
