/** What became of a recording: the levels of its pauses and of its voice, before and after. Pure. */

import { dbfsFromPower } from '../base/units.ts';
import type { Take, TakeLevels } from '../call/ports.ts';

/** Shorter than a syllable, longer than a period of the lowest voice. */
const FRAME_MS = 20;

/** Frames this near to speech are neither voice nor pause: breath, echo, the end of a word. */
const MARGIN_FRAMES = 4;
const SPEECH_PROBABILITY = 0.5;
/** The loudest of the voice says how loud it is. */
const LOUDEST_RATIO = 0.2;

/** Columns of an outline: what a drawing of a hand's width can show. */
const OUTLINE_COLUMNS = 96;

/** How the probabilities given to `takeLevels` are spaced. */
export function frameSamplesAt(sampleRateHz: number): number {
  return Math.max(1, Math.round((sampleRateHz * FRAME_MS) / 1000));
}

/**
 * Pauses and voice are found in `before` and looked up at the same places in `after`.
 * @param before mono
 * @param after the same length, not shifted in time
 * @param speechProbabilities of `before`, one for each frame
 * @throws {RangeError} when the lengths differ
 */
export function takeLevels(before: Take, after: Float32Array, speechProbabilities: readonly number[]): TakeLevels {
  const { samples, sampleRateHz } = before;
  if (samples.length !== after.length) throw new RangeError(`${samples.length} samples before, ${after.length} after`);
  const frameSamples = frameSamplesAt(sampleRateHz);
  const powersBefore = framePowers(samples, frameSamples);
  const powersAfter = framePowers(after, frameSamples);
  const isSpeech = powersBefore.map((_, frame) => (speechProbabilities[frame] ?? 0) > SPEECH_PROBABILITY);
  const frames = [...isSpeech.keys()];
  const pause = frames.filter(
    (frame) => !isSpeech.slice(Math.max(0, frame - MARGIN_FRAMES), frame + MARGIN_FRAMES + 1).includes(true),
  );
  const voice = frames.filter((frame) => isSpeech[frame]);
  const loudest = (voice.length > 0 ? voice : frames).toSorted((a, b) => powersBefore[b]! - powersBefore[a]!);
  loudest.length = Math.ceil(loudest.length * LOUDEST_RATIO);
  const side = (powers: readonly number[]) => ({
    pauseDbfs: medianDbfs(powers, pause),
    voiceDbfs: meanDbfs(powers, loudest),
    outlineDbfs: outline(powers),
  });
  return {
    pauseMs: pause.length * FRAME_MS,
    voiceMs: voice.length * FRAME_MS,
    before: side(powersBefore),
    after: side(powersAfter),
  };
}

/** Mean square of each whole frame. */
function framePowers(samples: Float32Array, frameSamples: number): number[] {
  return Array.from({ length: Math.floor(samples.length / frameSamples) }, (_, frame) => {
    const from = frame * frameSamples;
    let power = 0;
    for (let n = from; n < from + frameSamples; n++) power += samples[n]! ** 2;
    return power / frameSamples;
  });
}

function meanDbfs(powers: readonly number[], frames: readonly number[]): number {
  const sum = frames.reduce((total, frame) => total + powers[frame]!, 0);
  return dbfsFromPower(sum / Math.max(1, frames.length));
}

/** Not the mean: one soft word taken for a pause would be louder than the whole room. */
function medianDbfs(powers: readonly number[], frames: readonly number[]): number {
  const sorted = frames.map((frame) => powers[frame]!).sort((a, b) => a - b);
  return dbfsFromPower(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

/** The loudest frame of every column. */
function outline(powers: readonly number[]): number[] {
  const columns = Math.min(OUTLINE_COLUMNS, powers.length);
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * powers.length) / columns);
    const to = Math.floor(((column + 1) * powers.length) / columns);
    return dbfsFromPower(Math.max(...powers.slice(from, to)));
  });
}
