/** The public face for Node: what `npm run bench:build` writes to build/bench/voice.mjs. */
export { createSuppressor } from '../src/dsp/suppressor.ts';
