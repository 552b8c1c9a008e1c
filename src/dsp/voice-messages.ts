/** The typed messages between the page and the voice chain, whichever shell runs it. Structured-cloneable. */

/** Down the port: replaces all settings at once; the chain moves there smoothly. */
export interface VoiceSettings {
  readonly kind: 'settings';
  /** Whether noise is removed. Off keeps the same delay, so that switching does not jump in time. */
  readonly suppression: boolean;
  /** 0..1: how far noise may be turned down, from hardly to as far as sounds natural. */
  readonly suppressionStrengthRatio: number;
  /** Whether loudness is brought to the target. */
  readonly gainControl: boolean;
  /** Whether what lies below 65 Hz is taken off; it is where this is not said. */
  readonly highPass?: boolean;
  /** Whether pauses are silenced completely; they are not where this is not said. */
  readonly gate?: boolean;
  /** Fades to digital silence within 20 ms and stays there. */
  readonly muted: boolean;
}

/** Down the port: the learned weights, whole, as `readWeights` has accepted them. */
export interface VoiceWeights {
  readonly kind: 'weights';
  readonly bytes: Uint8Array;
}

/** Everything that goes down the port. */
export type VoiceOrder = VoiceSettings | VoiceWeights;

/** Who removes the noise: the network, formulas (no weights, or this device is too slow for them), or nobody. */
export type VoiceEstimator = 'learned' | 'classical' | 'off';

/** Up the port, about ten times a second. */
export interface VoiceReport {
  readonly kind: 'report';
  /** Level of the microphone since the last report, dBFS RMS, −100 for silence. */
  readonly inputDbfs: number;
  /** Level of what leaves the chain, after mute, dBFS RMS. */
  readonly outputDbfs: number;
  /** Whether it is silent because somebody muted it; it is not where this is not said. */
  readonly muted?: boolean;
  /** Estimated background noise at the input, dBFS RMS. */
  readonly noiseDbfs: number;
  /** 0..1, of the input, so it also sees speech while muted; the highest since the last report. */
  readonly speechProbability: number;
  /** Gain that brings the voice to its target now, dB. */
  readonly gainDb: number;
  /** Samples that were NaN or infinite and were replaced by zero, since the chain was made. */
  readonly badSamples: number;
  /** Quanta that began more than two quanta of sample time late, since the chain was made. */
  readonly missedQuanta: number;
  /** By how much the chain delays the voice. */
  readonly delayMs: number;
  /** Time spent on the sound since the last report, as a share of its duration. */
  readonly busyRatio: number;
  /** What is heard now. */
  readonly estimator: VoiceEstimator;
}

/** Level meter of somebody else's voice, about ten times a second. */
export interface MeterReport {
  readonly kind: 'meter';
  readonly levelDbfs: number;
  /** 0..1, the highest since the last report. */
  readonly speechProbability: number;
}
