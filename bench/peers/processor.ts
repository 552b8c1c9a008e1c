/** One suppressor with its own state, at 48 kHz. */
export interface Processor {
  /** Samples taken and given at each call. */
  readonly frameSize: number;
  /** @param input `frameSize` samples in −1..1, left as they are; @param output receives as many, later in time */
  process(input: Float32Array, output: Float32Array): void;
  /** 0..1, of the newest input frame, where the suppressor detects speech as well; then `frameSize` is 10 ms. */
  readonly speechProbability?: number;
}

/** A suppressor that can be started afresh for every clip. */
export interface Peer {
  readonly name: string;
  create(): Processor;
  /** Speech probability per 10 ms of a 48 kHz sound, for a detector that stands on its own. */
  detect?(signal: Float32Array): Float32Array;
}

/** What a processor made of a sound: the output of as many samples, and what it thought of each frame. */
export interface Run {
  readonly output: Float32Array;
  /** One per frame; empty where the processor does not detect speech. */
  readonly speechProbabilities: readonly number[];
}

/** A sound through a fresh processor, with its delay: output sample n belongs to input n − delay. */
export function runThrough(processor: Processor, signal: Float32Array): Run {
  const { frameSize } = processor;
  const frames = Math.ceil(signal.length / frameSize);
  const padded = new Float32Array(frames * frameSize);
  padded.set(signal);
  const output = new Float32Array(frames * frameSize);
  const speechProbabilities: number[] = [];
  for (let start = 0; start < padded.length; start += frameSize) {
    processor.process(padded.subarray(start, start + frameSize), output.subarray(start, start + frameSize));
    if (processor.speechProbability !== undefined) speechProbabilities.push(processor.speechProbability);
  }
  return { output: output.subarray(0, signal.length), speechProbabilities };
}

/** As `runThrough`, moved back in time by a known delay. */
export function runAligned(processor: Processor, signal: Float32Array, delaySamples: number): Run {
  const padded = new Float32Array(signal.length + delaySamples);
  padded.set(signal);
  const { output, speechProbabilities } = runThrough(processor, padded);
  return { output: output.subarray(delaySamples), speechProbabilities };
}
