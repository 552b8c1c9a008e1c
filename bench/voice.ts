/** The public face for Node: what `npm run bench:build` writes to build/bench/voice.mjs. */
export { createGain } from '../src/dsp/gain.ts';
export { createSuppressor } from '../src/dsp/suppressor.ts';
export { createVad } from '../src/dsp/vad.ts';
