/** The public face for Node: what `npm run bench:build` writes to build/bench/voice.mjs, the learned weights inside. */
import { Suppression } from '../src/dsp/suppression.ts';
import { createVad as createClassicalVad } from '../src/dsp/vad.ts';
import { VoiceDetector } from '../src/dsp/voice-detector.ts';
import { readWeights } from '../src/dsp/weights.ts';

export { createGain } from '../src/dsp/gain.ts';

/** The file as a data URL; none where it is not there. */
const [file] = Object.values(
  import.meta.glob<string>('../public/voice/humr-voice-1.bin', {
    query: '?url&inline',
    import: 'default',
    eager: true,
  }),
);
const bytes = Buffer.from(file?.slice(file.indexOf(',') + 1) ?? '', 'base64');
const read = readWeights(bytes);
const weights = typeof read === 'string' ? null : read;

/** Size of the learned weights; 0 where they are not there, and everything is classical. */
export const weightBytes = weights ? bytes.length : 0;

/** A suppressor for one stream of `sampleRate` (8..192 kHz), learned unless asked otherwise. */
export function createSuppressor(options: { sampleRate: number; classical?: boolean }): Suppression {
  const suppression = new Suppression(options.sampleRate);
  if (weights && !options.classical) suppression.useWeights(weights);
  return suppression;
}

/** A detector for one stream of `sampleRate` (8..192 kHz): 10 ms in, probability of speech out. */
export function createVad(options: { sampleRate: number }): {
  frameSize: number;
  process(input: Float32Array): number;
} {
  const { sampleRate } = options;
  return weights && sampleRate % 100 === 0 ? new VoiceDetector(sampleRate, weights) : createClassicalVad(options);
}
