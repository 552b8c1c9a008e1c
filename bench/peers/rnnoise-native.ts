import { instantiate } from './native.ts';
import type { Processor } from './processor.ts';

/** Fixed in RNNoise: 10 ms at 48 kHz. */
const FRAME_SIZE = 480;
/** RNNoise takes samples on the scale of 16-bit integers, as floats. */
const SCALE = 32768;
const FLOAT_BYTES = 4;

/** What the functions are called in one build. */
export interface Names {
  readonly memory: string;
  readonly resize: string;
  readonly start: readonly string[];
  readonly malloc: string;
  readonly create: string;
  readonly process: string;
}

/** Version 0.2.1, `rnnoise-sync.js`: what Jitsi Meet runs in its worklet (RNNoise 0.2). Names as minified there. */
export const JITSI_NAMES: Names = { memory: 'c', resize: 'a', start: ['d'], malloc: 'e', create: 'h', process: 'j' };

export const SHIGUREDO_NAMES: Names = {
  memory: 'memory',
  resize: 'emscripten_resize_heap',
  start: ['emscripten_stack_init', '__wasm_call_ctors'],
  malloc: 'malloc',
  create: 'rnnoise_create',
  process: 'rnnoise_process_frame',
};

export function createRnnoise(module: WebAssembly.Module, names: Names): Processor {
  const native = instantiate(module, names.memory, names.resize);
  for (const start of names.start) native.call(start)();
  const malloc = native.call(names.malloc);
  const run = native.call(names.process);
  const state = native.call(names.create)(0);
  const inputAt = malloc(FRAME_SIZE * FLOAT_BYTES);
  const outputAt = malloc(FRAME_SIZE * FLOAT_BYTES);
  let heap = new Float32Array(native.memory.buffer);
  let speechProbability = 0;
  return {
    frameSize: FRAME_SIZE,
    get speechProbability() {
      return speechProbability;
    },
    process(input, output) {
      if (heap.length === 0) heap = new Float32Array(native.memory.buffer);
      const from = inputAt / FLOAT_BYTES;
      for (let n = 0; n < FRAME_SIZE; n++) heap[from + n] = input[n]! * SCALE;
      speechProbability = run(state, outputAt, inputAt);
      const to = outputAt / FLOAT_BYTES;
      for (let n = 0; n < FRAME_SIZE; n++) output[n] = heap[to + n]! / SCALE;
    },
  };
}
