/** What the worker does: jobs that take longer than a frame of the screen. Pure; the shell is `render.worker.ts`. */
import type { Rendered, Take } from '../call/ports.ts';
import { createVoiceChain } from '../dsp/voice.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { takeLevels } from './levels.ts';

/** So often progress is told, per second of sound. */
const STEPS_PER_SECOND = 4;

export type TellProgress = (doneRatio: number) => void;

/**
 * A take as the others would hear it, in step with the take itself.
 * The chain hears the take twice and the second time counts: the first sentence of a call is spoken to a chain that
 * has heard the room for a while, too.
 * @throws {RangeError} when the chain does not work at the take's sample rate
 */
export function renderTake({ samples, sampleRateHz }: Take, settings: VoiceSettings, progress: TellProgress): Rendered {
  const chain = createVoiceChain({ sampleRate: sampleRateHz });
  chain.configure(settings);
  const late = chain.latencySamples;
  // Twice the take, then silence until its last sample has come out.
  const total = 2 * samples.length + late;
  const input = new Float32Array(Math.ceil(sampleRateHz / STEPS_PER_SECOND));
  const output = new Float32Array(input.length);
  const rendered = new Float32Array(samples.length);
  for (let at = 0; at < total; at += input.length) {
    for (let n = 0; n < input.length; n++) {
      input[n] = at + n < 2 * samples.length ? samples[(at + n) % samples.length]! : 0;
    }
    chain.process(input, output);
    const target = at - samples.length - late;
    for (let n = Math.max(0, -target); n < output.length && target + n < rendered.length; n++) {
      rendered[target + n] = output[n]!;
    }
    progress(Math.min(1, (at + input.length) / total));
  }
  return { take: { samples: rendered, sampleRateHz }, levels: takeLevels(samples, rendered, sampleRateHz) };
}
