import { readFileSync } from 'node:fs';
import { instantiate } from './native.ts';
import type { Peer, Processor } from './processor.ts';
import { packageFile } from './wasm.ts';

const RATE_HZ = 48_000;
/** 20 ms, the upper end of what its manual recommends and better than 10 ms by every figure here. */
const FRAME_SIZE = 960;
/** How far noise may be lowered, dB; the library's own choice is −15. */
const NOISE_SUPPRESS_DB = -30;
/** Requests of speex_preprocess_ctl, from speex_preprocess.h. */
const SET_DENOISE = 0;
const SET_NOISE_SUPPRESS = 18;
const SHORT_BYTES = 2;
const SCALE = 32768;

/** SpeexDSP's preprocessor as carried by @sapphi-red/web-noise-suppressor 0.4.1; function names as minified there. */
export function speexPeer(): Peer {
  const path = packageFile('@sapphi-red/web-noise-suppressor', 'dist/speex.wasm');
  const module = new WebAssembly.Module(readFileSync(path));
  return { name: 'speex', create: () => createSpeex(module) };
}

function createSpeex(module: WebAssembly.Module): Processor {
  const native = instantiate(module, 'e', 'd');
  native.call('f')();
  const state = native.call('g')(FRAME_SIZE, RATE_HZ);
  const run = native.call('i');
  const bufferAt = native.call('l')(FRAME_SIZE * SHORT_BYTES);
  const control = (request: number, value: number) => {
    new Int32Array(native.memory.buffer)[bufferAt / 4] = value;
    native.call('j')(state, request, bufferAt);
  };
  control(SET_DENOISE, 1);
  control(SET_NOISE_SUPPRESS, NOISE_SUPPRESS_DB);
  const heap = new Int16Array(native.memory.buffer, bufferAt, FRAME_SIZE);
  return {
    frameSize: FRAME_SIZE,
    process(input, output) {
      for (let n = 0; n < FRAME_SIZE; n++) {
        heap[n] = Math.max(-SCALE, Math.min(SCALE - 1, Math.round(input[n]! * SCALE)));
      }
      run(state, bufferAt);
      for (let n = 0; n < FRAME_SIZE; n++) output[n] = heap[n]! / SCALE;
    },
  };
}
