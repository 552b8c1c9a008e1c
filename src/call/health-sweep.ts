/**
 * A sound that is found again however it was delayed, filtered or buried: a short sweep (Farina 2000). It measures the
 * way of a voice through a connection, and what of a loudspeaker comes back through the microphone.
 */

/** In the band every codec and loudspeaker carries. */
const LOW_HZ = 600;
const HIGH_HZ = 3_400;
const LENGTH_S = 0.06;
const PEAK = 0.25;
/** Correlated at a quarter of 48 kHz: enough for the band, a sixteenth of the work. */
const WORK_RATE_HZ = 12_000;
const LONGEST_DELAY_S = 0.8;
/** How far the sweep must stand out from everything else to count as found. */
const STANDS_OUT = 6;

/** @returns the sweep at `sampleRateHz`, faded in and out, peak 0.25 */
export function sweep(sampleRateHz: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(LENGTH_S * sampleRateHz));
  for (let n = 0; n < samples.length; n++) {
    const t = n / sampleRateHz;
    const phase = 2 * Math.PI * (LOW_HZ * t + ((HIGH_HZ - LOW_HZ) * t * t) / (2 * LENGTH_S));
    samples[n] = PEAK * Math.sin(phase) * Math.sin((Math.PI * n) / samples.length) ** 2;
  }
  return samples;
}

export interface Found {
  /** From where the sweep left to where it was heard. */
  readonly delayMs: number;
  /** Heard against played. */
  readonly gainDb: number;
}

/**
 * @param played the sweep where it left, once or several times, with silence around
 * @param heard the same stretch of time, of equal rate, where it may have arrived
 * @returns null when nothing stands out
 */
export function findSweep(played: Float32Array, heard: Float32Array, sampleRateHz: number): Found | null {
  const step = Math.max(1, Math.round(sampleRateHz / WORK_RATE_HZ));
  const rateHz = sampleRateHz / step;
  const [dry, wet] = [decimated(played, step), decimated(heard, step)];
  const longest = Math.min(Math.floor(LONGEST_DELAY_S * rateHz), wet.length - 1);
  // Only where the sweep is: silence adds nothing to a correlation.
  const loud = dry.flatMap((sample, n) => (Math.abs(sample) > PEAK / 1000 ? [n] : []));
  const energy = loud.reduce((sum, n) => sum + dry[n]! ** 2, 0);
  if (energy === 0 || longest <= 0) return null;
  const strengths = new Float64Array(longest);
  for (let lag = 0; lag < longest; lag++) {
    let sum = 0;
    for (const n of loud) sum += dry[n]! * (wet[n + lag] ?? 0);
    strengths[lag] = Math.abs(sum) / energy;
  }
  const best = strengths.reduce((most, it, lag) => (it > strengths[most]! ? lag : most), 0);
  const usual = [...strengths].sort((a, b) => a - b)[Math.floor(longest / 2)]!;
  if (!(strengths[best]! > STANDS_OUT * usual) || strengths[best]! < 1e-4) return null;
  return { delayMs: (1000 * best) / rateHz, gainDb: 20 * Math.log10(strengths[best]!) };
}

/** Every `step`-th mean of as many samples: a low pass that is good enough for the sweep's band. */
function decimated(samples: Float32Array, step: number): number[] {
  return Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < step; k++) sum += samples[n * step + k]!;
    return sum / step;
  });
}

/** How far apart two of the same way may be found: the air and the wires of one room do not change. */
const AGREE_MS = 4;

/**
 * Every sweep looked for by itself, each in the stretch up to the next one.
 * @param atSamples where each begins in `played`
 */
export function findEach(
  played: Float32Array,
  heard: Float32Array,
  sampleRateHz: number,
  atSamples: readonly number[],
): readonly Found[] {
  const found = atSamples.map((at, n) => {
    const end = atSamples[n + 1] ?? played.length;
    return findSweep(played.subarray(at, end), heard.subarray(at, end), sampleRateHz);
  });
  return found.filter((it) => it !== null);
}

/**
 * A way that at least two sweeps agree on: speech and noise imitate one, but not twice at one delay. Of those that agree
 * the middle one by level, the louder of two: a dropout of the sound system takes from one, a noise adds to another.
 */
export function agreed(found: readonly Found[]): Found | null {
  const near = (a: Found, b: Found) => Math.abs(a.delayMs - b.delayMs) <= AGREE_MS;
  const sure = found.filter((it) => found.filter((other) => near(it, other)).length >= 2);
  return middleBy(sure, (it) => it.gainDb);
}

/** Where nothing else is heard and the delay moves with a jitter buffer: the middle one. */
export function middle(found: readonly Found[]): Found | null {
  return middleBy(found, (it) => it.delayMs);
}

function middleBy(found: readonly Found[], figure: (it: Found) => number): Found | null {
  return [...found].sort((a, b) => figure(a) - figure(b))[Math.floor(found.length / 2)] ?? null;
}
