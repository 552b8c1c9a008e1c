const RATE_HZ = 48_000;
/** 20 ms. */
const FRAME = 960;
/** A frame is speech when within this of the loud ones (95th percentile), dB. */
const SPEECH_RANGE_DB = 45;
/** Frames kept away from speech on either side: 80 ms, so that no onset or tail counts as pause. */
const GUARD_FRAMES = 4;
/** Fewer pause frames than this (0.2 s) measure nothing. */
const LEAST_FRAMES = 10;
const TINY_POWER = 1e-12;

/** For every 20 ms of the clean voice whether it is a pause: no speech there nor 80 ms around. */
export function pauseFrames(clean: Float32Array): boolean[] {
  const levels = energies(clean).map((energy) => 10 * Math.log10(energy / FRAME + TINY_POWER));
  const sorted = levels.toSorted((a, b) => a - b);
  const loud = sorted[Math.floor(0.95 * (sorted.length - 1))] ?? Number.NEGATIVE_INFINITY;
  const speech = levels.map((level) => level > loud - SPEECH_RANGE_DB);
  return speech.map((_, t) => !speech.slice(Math.max(0, t - GUARD_FRAMES), t + GUARD_FRAMES).includes(true));
}

/**
 * What happens to the sound in pauses, dB: energy of the output over energy of the input. Negative is quieter.
 * @param pauses one entry per 20 ms, see `pauseFrames`
 * @param skipMs left out at the beginning, while a suppressor learns the noise
 * @returns NaN when there is less than 0.2 s of pause
 */
export function pauseChangeDb(
  input: Float32Array,
  output: Float32Array,
  pauses: readonly boolean[],
  skipMs: number,
): number {
  const first = Math.ceil((skipMs * RATE_HZ) / 1000 / FRAME);
  const before = energies(input);
  const after = energies(output);
  const chosen = [...before.keys()].filter((frame) => frame >= first && pauses[frame] === true);
  if (chosen.length < LEAST_FRAMES) return Number.NaN;
  const sum = (values: number[]) => chosen.reduce((total, frame) => total + values[frame]!, TINY_POWER);
  return 10 * Math.log10(sum(after) / sum(before));
}

function energies(signal: Float32Array): number[] {
  return Array.from({ length: Math.floor(signal.length / FRAME) }, (_, frame) => {
    let energy = 0;
    for (let n = frame * FRAME; n < (frame + 1) * FRAME; n++) energy += signal[n]! ** 2;
    return energy;
  });
}
