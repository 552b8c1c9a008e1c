/** One suppressor with its own state, at 48 kHz. */
export interface Processor {
  /** Samples taken and given at each call. */
  readonly frameSize: number;
  /** @param input `frameSize` samples in −1..1, left as they are; @param output receives as many, later in time */
  process(input: Float32Array, output: Float32Array): void;
}

/** A suppressor that can be started afresh for every clip. */
export interface Peer {
  readonly name: string;
  create(): Processor;
}

/** The same sound through a fresh processor, with its delay: output sample n belongs to input n − delay. */
export function runThrough(processor: Processor, signal: Float32Array): Float32Array {
  const { frameSize } = processor;
  const frames = Math.ceil(signal.length / frameSize);
  const padded = new Float32Array(frames * frameSize);
  padded.set(signal);
  const output = new Float32Array(frames * frameSize);
  for (let start = 0; start < padded.length; start += frameSize) {
    processor.process(padded.subarray(start, start + frameSize), output.subarray(start, start + frameSize));
  }
  return output.subarray(0, signal.length);
}

/** As `runThrough`, moved back in time by a known delay. */
export function runAligned(processor: Processor, signal: Float32Array, delaySamples: number): Float32Array {
  const padded = new Float32Array(signal.length + delaySamples);
  padded.set(signal);
  return runThrough(processor, padded).subarray(delaySamples);
}
