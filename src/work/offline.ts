/** What the worker does: jobs that take longer than a frame of the screen. Pure; the shell is `render.worker.ts`. */
import type { Rendered, Take } from '../call/ports.ts';
import { createVoiceChain } from '../dsp/voice.ts';
import type { VoiceSettings, VoiceWeights } from '../dsp/voice-messages.ts';
import { Delayed } from './delayed.ts';
import { frameSamplesAt, takeLevels } from './levels.ts';

export type TellProgress = (doneRatio: number) => void;

/**
 * A take as the others would hear it, in step with the take itself.
 * The chain hears the take twice and the second time counts: the first sentence of a call is spoken to a chain that
 * has heard the room for a while, too.
 * @param weights of the learned path; the classical one without
 * @throws {RangeError} when the chain does not work at the take's sample rate
 */
export function renderTake(
  { samples, sampleRateHz }: Take,
  settings: VoiceSettings,
  progress: TellProgress,
  weights: VoiceWeights | null = null,
): Rendered {
  const chain = createVoiceChain({ sampleRate: sampleRateHz });
  chain.configure(settings);
  if (weights) chain.configure(weights);
  const frames = framesOf(samples, frameSamplesAt(sampleRateHz));
  const output = new Float32Array(frameSamplesAt(sampleRateHz));
  const run = (input: Float32Array): Float32Array => {
    const part = output.subarray(0, input.length);
    chain.process(input, part);
    return part;
  };
  for (const [index, frame] of frames.entries()) {
    run(frame);
    if (index % PROGRESS_FRAMES === 0) progress(index / frames.length / 2);
  }
  const rendered = new Delayed(samples.length, chain.latencySamples);
  const speechProbabilities: number[] = [];
  let { estimator } = chain.takeReport();
  for (const [index, frame] of frames.entries()) {
    rendered.take(run(frame));
    const report = chain.takeReport();
    speechProbabilities.push(report.speechProbability);
    estimator = report.estimator;
    if (index % PROGRESS_FRAMES === 0) progress((1 + index / frames.length) / 2);
  }
  // Silence until the last sample has come out.
  for (const frame of framesOf(new Float32Array(chain.latencySamples), output.length)) rendered.take(run(frame));
  progress(1);
  const take = { samples: rendered.samples, sampleRateHz };
  return { take, estimator, levels: takeLevels({ samples, sampleRateHz }, take.samples, speechProbabilities) };
}

/** Twelve times a second of sound: often enough to see it move. */
const PROGRESS_FRAMES = 4;

function framesOf(samples: Float32Array, frameSamples: number): readonly Float32Array[] {
  const count = Math.ceil(samples.length / frameSamples);
  return Array.from({ length: count }, (_, frame) =>
    samples.subarray(frame * frameSamples, (frame + 1) * frameSamples),
  );
}
