/** What the worker does: jobs that take longer than a frame of the screen. Pure; the shell is `render.worker.ts`. */
import { dbfsFromPower } from '../base/units.ts';
import type { Rendered, Take } from '../call/ports.ts';
import { KeptSpeech } from '../dsp/kept-speech.ts';
import { createVoiceChain } from '../dsp/voice.ts';
import type { VoiceReport, VoiceSettings, VoiceWeights } from '../dsp/voice-messages.ts';
import { inStepWith } from './aligned.ts';
import { Delayed } from './delayed.ts';
import { frameSamplesAt, takeLevels } from './levels.ts';

export type TellProgress = (doneRatio: number) => void;

/**
 * A take as the others would hear it, in step with the take itself.
 * The chain hears the take twice and the second time counts: the first sentence of a call is spoken to a chain that
 * has heard the room for a while, too.
 * @param weights of the learned path; the classical one without
 * @param sent what really left of it, where that was recorded: it comes back, and the chain only tells speech from pauses
 * @throws {RangeError} when the chain does not work at the take's sample rate
 */
export function renderTake(
  { samples, sampleRateHz }: Take,
  settings: VoiceSettings,
  progress: TellProgress,
  weights: VoiceWeights | null = null,
  sent: Take | null = null,
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
  let { estimator } = chain.takeReport();
  const reports: VoiceReport[] = [];
  for (const [index, frame] of frames.entries()) {
    rendered.take(run(frame));
    const report = chain.takeReport();
    reports.push(report);
    estimator = report.estimator;
    if (index % PROGRESS_FRAMES === 0) progress((1 + index / frames.length) / 2);
  }
  // Silence until the last sample has come out.
  for (const frame of framesOf(new Float32Array(chain.latencySamples), output.length)) rendered.take(run(frame));
  progress(1);
  const speechProbabilities = reports.map(({ speechProbability }) => speechProbability);
  const heard = sent ? inStepWith(samples, sent.samples, sampleRateHz) : rendered.samples;
  const levels = takeLevels({ samples, sampleRateHz }, heard, speechProbabilities);
  return {
    take: { samples: heard, sampleRateHz },
    estimator,
    levels,
    keptRatio: keptOf(frames, rendered.samples, reports),
  };
}

/** Frame by frame the chain's own levels would not do: what comes out is behind what went in. */
function keptOf(before: readonly Float32Array[], after: Float32Array, reports: readonly VoiceReport[]): number | null {
  const kept = new KeptSpeech(KEPT_NEWEST);
  const frameSamples = before[0]?.length ?? 0;
  for (const [at, report] of reports.entries()) {
    const [inputDbfs, outputDbfs] = [before[at]!, after.subarray(at * frameSamples, (at + 1) * frameSamples)].map(
      levelOf,
    );
    kept.note({ ...report, inputDbfs: inputDbfs!, outputDbfs: outputDbfs! });
  }
  return kept.ratio;
}

function levelOf(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return dbfsFromPower(power / Math.max(1, samples.length));
}

/** Twelve times a second of sound: often enough to see it move. */
const PROGRESS_FRAMES = 4;
/** Reports come fifty times a second here, so each weighs less than in a call: a take is judged as a whole. */
const KEPT_NEWEST = 0.01;

function framesOf(samples: Float32Array, frameSamples: number): readonly Float32Array[] {
  const count = Math.ceil(samples.length / frameSamples);
  return Array.from({ length: count }, (_, frame) =>
    samples.subarray(frame * frameSamples, (frame + 1) * frameSamples),
  );
}
