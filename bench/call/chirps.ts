/** The sound whose way is timed: chirps that every suppressor takes for a voice, and where they are found again. */
import { delaySamples } from '../metrics/delay.ts';

export const RATE_HZ = 48_000;
/** Between two beginnings: longer than any delay that is looked for, so that none is taken for another. */
const CHIRP_PERIOD_S = 1;
const CHIRP_S = 0.3;
const MAX_DELAY_S = 0.6;
/** Like a voice: harmonics of a pitch that glides, so that no period resembles the next. */
const [LOW_HZ, HIGH_HZ] = [110, 330];
const HIGHEST_HARMONIC_HZ = 4_000;
const PEAK = 0.4;
/** Weaker likeness than this is not the chirp but what is left of it. */
const MIN_CORRELATION = 0.25;

/** One chirp and the silence after it; the fake microphone repeats it for ever. */
export function chirps(): Float32Array {
  const samples = new Float32Array(CHIRP_PERIOD_S * RATE_HZ);
  const length = CHIRP_S * RATE_HZ;
  let phase = 0;
  for (let n = 0; n < length; n++) {
    const pitchHz = LOW_HZ * (HIGH_HZ / LOW_HZ) ** (n / length);
    phase += (2 * Math.PI * pitchHz) / RATE_HZ;
    for (let harmonic = 1; harmonic * pitchHz < HIGHEST_HARMONIC_HZ; harmonic++) {
      samples[n]! += Math.sin(harmonic * phase) / harmonic;
    }
    samples[n]! *= Math.sin((Math.PI * n) / length) ** 0.5;
  }
  const highest = samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  return samples.map((sample) => (sample * PEAK) / highest);
}

/** What passed through a track. */
export interface Recording {
  readonly samples: Float32Array;
  /** When each frame passed, ms since 1970 on this machine's clock. */
  readonly frameMs: readonly number[];
  readonly frameSamples: number;
}

function timeMs({ frameMs, frameSamples }: Recording, sample: number): number {
  return frameMs[Math.floor(sample / frameSamples)]! + ((sample % frameSamples) / RATE_HZ) * 1000;
}

/** First sample at or after this time; the end when there is none. */
function sampleAt({ frameMs, frameSamples, samples }: Recording, ms: number): number {
  const next = frameMs.findIndex((startMs) => startMs > ms);
  if (next < 0) return samples.length;
  const frame = Math.max(0, next - 1);
  return frame * frameSamples + Math.max(0, Math.round(((ms - frameMs[frame]!) * RATE_HZ) / 1000));
}

/** Where the chirps of a clean recording begin. */
function beginnings(samples: Float32Array): number[] {
  const found: number[] = [];
  for (let n = 0; n < samples.length; n++) {
    if (Math.abs(samples[n]!) < PEAK / 20) continue;
    found.push(n);
    n += 0.9 * CHIRP_PERIOD_S * RATE_HZ;
  }
  return found;
}

/** Delay of every chirp that is whole in both recordings, ms from mouth to ear. */
export function delaysMs(mouth: Recording, ear: Recording): number[] {
  const length = CHIRP_S * RATE_HZ;
  return beginnings(mouth.samples)
    .filter((from) => from > 0 && from + length <= mouth.samples.length)
    .flatMap((from) => {
      const saidMs = timeMs(mouth, from);
      const earFrom = sampleAt(ear, saidMs);
      const said = mouth.samples.subarray(from, from + length);
      const heard = ear.samples.subarray(earFrom, earFrom + length + MAX_DELAY_S * RATE_HZ);
      if (ear.frameMs[0]! > saidMs || heard.length < length + MAX_DELAY_S * RATE_HZ) return [];
      const lag = delaySamples(said, heard, MAX_DELAY_S * RATE_HZ);
      const place = Math.floor(lag);
      if (likeness(said, heard.subarray(place, place + length)) < MIN_CORRELATION) return [];
      return [timeMs(ear, earFrom + place) - saidMs + ((lag - place) / RATE_HZ) * 1000];
    });
}

/** 1 for a copy at any level, about 0 for something else. */
function likeness(a: Float32Array, b: Float32Array): number {
  let [product, aPower, bPower] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    product += a[n]! * b[n]!;
    aPower += a[n]! ** 2;
    bPower += b[n]! ** 2;
  }
  return product / Math.sqrt(aPower * bPower + 1e-20);
}
