/** Brings a recording in step with another of the same sound that came later, by their correlation. Pure. */

/** Behind a chain and the buffers of two tracks; the other way round only by what one of those buffers holds. */
const MAX_LATE_S = 0.25;
const MAX_EARLY_S = 0.05;
/** Voices have their energy below this; every so many samples one is enough to find the place nearly. */
const COARSE_RATE_HZ = 6_000;
/** Less alike than this is no likeness: silence, or noise that was removed. */
const ALIKE = 0.2;

/** @returns as long as `early`; where nothing alike is found `late` stays as it is */
export function inStepWith(early: Float32Array, late: Float32Array, sampleRateHz: number): Float32Array<ArrayBuffer> {
  const step = Math.max(1, Math.floor(sampleRateHz / COARSE_RATE_HZ));
  const coarse = bestLag(thinned(early, step), thinned(late, step), {
    from: -Math.round((MAX_EARLY_S * sampleRateHz) / step),
    to: Math.round((MAX_LATE_S * sampleRateHz) / step),
  });
  const lag = coarse === null ? 0 : (bestLag(early, late, around(coarse * step, step)) ?? coarse * step);
  const result = new Float32Array(early.length);
  const from = Math.max(0, lag);
  const to = Math.max(0, -lag);
  result.set(late.subarray(from, from + Math.max(0, result.length - to)), to);
  return result;
}

interface Lags {
  readonly from: number;
  readonly to: number;
}

const around = (lag: number, by: number): Lags => ({ from: lag - by, to: lag + by });

/** Means of so many samples. */
function thinned(samples: Float32Array, step: number): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, at) => {
    let sum = 0;
    for (let n = at * step; n < (at + 1) * step; n++) sum += samples[n]!;
    return sum / step;
  });
}

/** By how many samples `late` is behind; null where the two are not alike at any lag. */
function bestLag(early: Float32Array, late: Float32Array, { from, to }: Lags): number | null {
  const scale = Math.sqrt(energyOf(early) * energyOf(late));
  let best = ALIKE * scale;
  let found: number | null = null;
  for (let lag = from; lag <= to; lag++) {
    let sum = 0;
    const end = Math.min(early.length, late.length - lag);
    for (let n = Math.max(0, -lag); n < end; n++) sum += early[n]! * late[n + lag]!;
    if (sum > best) [best, found] = [sum, lag];
  }
  return found;
}

function energyOf(samples: Float32Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return energy;
}
