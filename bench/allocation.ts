import { createGain, createSuppressor, createVad } from './voice.ts';

const RATE_HZ = 48_000;
/** Calls before measuring, so that the compiler has done its work. */
const WARM_UP_CALLS = 2000;
const CALLS = 1000;
/** What is allocated per call is allocated in each of these; what happens once is not. */
const REPEATS = 7;

/** What is measured, each as a call for one 10 ms frame on buffers made once. */
export interface Calls {
  /** Suppressor, detector and gain, one after the other. */
  readonly chain: () => void;
  readonly suppressor: () => void;
  readonly vad: () => void;
  readonly gain: () => void;
}

/** Our chain and its parts on a signal that starts again at its end. */
export function createCalls(signal: Float32Array): Calls {
  const suppressor = createSuppressor({ sampleRate: RATE_HZ });
  const vad = createVad({ sampleRate: RATE_HZ });
  const gain = createGain({ sampleRate: RATE_HZ });
  const { frameSize } = suppressor;
  if (vad.frameSize !== frameSize || gain.frameSize !== frameSize) {
    throw new RangeError(`frames differ: ${frameSize}, ${vad.frameSize}, ${gain.frameSize}`);
  }
  const input = new Float32Array(frameSize);
  const clean = new Float32Array(frameSize);
  const output = new Float32Array(frameSize);
  let position = 0;
  const next = () => {
    for (let n = 0; n < frameSize; n++) input[n] = signal[(position + n) % signal.length]!;
    position = (position + frameSize) % signal.length;
  };
  return {
    chain: () => {
      next();
      suppressor.process(input, clean);
      gain.process(clean, output, vad.process(clean));
    },
    suppressor: () => {
      next();
      suppressor.process(input, clean);
    },
    vad: () => {
      next();
      vad.process(input);
    },
    gain: () => {
      next();
      gain.process(input, output, 0.75);
    },
  };
}

/**
 * Bytes that a thousand calls leave on the heap and in array buffers; the least of several measurements, because
 * the compiler and the runtime allocate now and then on their own account.
 * @returns null when this Node cannot be asked to collect garbage (`--expose-gc`)
 */
export function allocatedBytes(call: () => void): number | null {
  const collect = globalThis.gc;
  if (!collect) return null;
  for (let k = 0; k < WARM_UP_CALLS; k++) call();
  const idle = Math.min(...Array.from({ length: REPEATS }, () => grownBytes(collect, () => undefined)));
  const busy = Math.min(...Array.from({ length: REPEATS }, () => grownBytes(collect, call)));
  return Math.max(0, busy - idle);
}

function grownBytes(collect: () => void, call: () => void): number {
  collect();
  const before = process.memoryUsage();
  for (let k = 0; k < CALLS; k++) call();
  const after = process.memoryUsage();
  return after.heapUsed - before.heapUsed + (after.arrayBuffers - before.arrayBuffers);
}
