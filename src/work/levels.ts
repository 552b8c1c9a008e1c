/** What became of a recording: the levels of its pauses and of its voice, before and after. Pure. */

import { dbfsFromPower } from '../base/units.ts';
import type { TakeLevels } from '../call/ports.ts';

/** Shorter than a syllable, longer than a period of the lowest voice. */
const FRAME_MS = 20;

/** Who is asked to talk and then to be quiet is quiet for at least this share of the time; talk itself pauses as often. */
const PAUSE_RATIO = 0.25;
/** The loudest frames are voice where there is any. */
const VOICE_RATIO = 0.1;

/** Columns of an outline: what a drawing of a hand's width can show. */
const OUTLINE_COLUMNS = 96;

/**
 * Pauses and voice are found in `before` and looked up at the same places in `after`.
 * @param before mono
 * @param after the same length, not shifted in time
 * @throws {RangeError} when the lengths differ
 */
export function takeLevels(before: Float32Array, after: Float32Array, sampleRateHz: number): TakeLevels {
  if (before.length !== after.length) throw new RangeError(`${before.length} samples before, ${after.length} after`);
  const frameSamples = Math.max(1, Math.round((sampleRateHz * FRAME_MS) / 1000));
  const powersBefore = framePowers(before, frameSamples);
  const powersAfter = framePowers(after, frameSamples);
  const byLevel = powersBefore.map((_, index) => index).sort((a, b) => powersBefore[a]! - powersBefore[b]!);
  const pauses = byLevel.slice(0, Math.ceil(byLevel.length * PAUSE_RATIO));
  const voice = byLevel.slice(-Math.ceil(byLevel.length * VOICE_RATIO));
  const side = (powers: readonly number[]) => ({
    pauseDbfs: meanDbfs(powers, pauses),
    voiceDbfs: meanDbfs(powers, voice),
    outlineDbfs: outline(powers),
  });
  return { before: side(powersBefore), after: side(powersAfter) };
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

/** The loudest frame of every column. */
function outline(powers: readonly number[]): number[] {
  const columns = Math.min(OUTLINE_COLUMNS, powers.length);
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * powers.length) / columns);
    const to = Math.floor(((column + 1) * powers.length) / columns);
    return dbfsFromPower(Math.max(...powers.slice(from, to)));
  });
}
