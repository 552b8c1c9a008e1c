import { createGain, createSuppressor, createVad } from './voice.ts';

const RATE_HZ = 48_000;
/** Calls before measuring, so that the compiler has done its work. */
const WARM_UP_CALLS = 2000;
const CALLS = 1000;
/** What is allocated per call is allocated in each of these; what happens once is not. */
const REPEATS = 7;

/** Our chain as a call: suppressor, detector and gain on the same 10 ms, on buffers made once. */
export function createChain(signal: Float32Array): () => void {
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
  return () => {
    for (let n = 0; n < frameSize; n++) input[n] = signal[(position + n) % signal.length]!;
    position = (position + frameSize) % signal.length;
    suppressor.process(input, clean);
    gain.process(clean, output, vad.process(clean));
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
