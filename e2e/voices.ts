/** The sounds the fake microphones play: recorded speech where `../shared/voice` is, a synthesised voice elsewhere. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createDice } from '../bench/dice.ts';
import { createFft } from '../bench/metrics/fft.ts';
import { resample } from '../bench/metrics/resample.ts';
import { readWav, writeWav } from '../bench/metrics/wav.ts';
import { generateVoice } from '../bench/synthetic.ts';

export const RATE_HZ = 48_000;
/** Every command of the project runs in its root; a bundled program's own place says nothing. */
const ROOT = process.cwd();
const RECORDINGS = resolve(ROOT, '../shared/voice/dev');
const FOLDER = join(ROOT, 'build/e2e-sound');

/** RMS over the whole clip of a talker near the loudness the gain aims at: louder or quieter ones are moved by design. */
const VOICE_DBFS = -23;
const PAUSE_S = 1.5;

/** Speech of about eight seconds at 48 kHz and −23 dBFS. */
export function speech(): Float32Array {
  const path = join(RECORDINGS, 'clean/s01.wav');
  if (!existsSync(path)) {
    console.log('No ../shared/voice: a synthesised voice speaks in these tests.');
    return atLevel(generateVoice(createDice(7), 8), VOICE_DBFS);
  }
  const { sampleRateHz, samples } = readWav(path);
  return atLevel(resample(samples, sampleRateHz, RATE_HZ).slice(0, 8 * RATE_HZ), VOICE_DBFS);
}

export interface NoisySpeech {
  readonly samples: Float32Array;
  /** Where nobody speaks and where somebody does, in samples, borders left out. */
  readonly pause: readonly [from: number, to: number];
  readonly speech: readonly [from: number, to: number];
}

/** Speech in steady broadband noise at `snrDb`, then the noise alone, again and again. */
export function noisySpeech(snrDb: number): NoisySpeech {
  const voice = speech().subarray(0, 5 * RATE_HZ);
  const pauseSamples = Math.round(PAUSE_S * RATE_HZ);
  const samples = new Float32Array(voice.length + pauseSamples);
  samples.set(voice);
  const noise = atLevel(fanNoise(samples.length), VOICE_DBFS - snrDb);
  for (let i = 0; i < samples.length; i++) samples[i] = samples[i]! + noise[i]!;
  const margin = 0.4 * RATE_HZ;
  return {
    samples,
    pause: [voice.length + margin, samples.length - margin / 4],
    speech: [margin, voice.length - margin],
  };
}

/** White noise through a one-pole low pass: like a fan, falling by 6 dB an octave above 1 kHz. */
function fanNoise(length: number): Float32Array {
  const dice = createDice(11);
  const share = 1 - Math.exp((-2 * Math.PI * 1000) / RATE_HZ);
  let state = 0;
  return Float32Array.from({ length }, () => {
    state += share * (2 * dice() - 1 - state);
    return state;
  });
}

export function rmsDbfs(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return 10 * Math.log10(power / samples.length + 1e-12);
}

function atLevel(samples: Float32Array, dbfs: number): Float32Array {
  const gain = 10 ** ((dbfs - rmsDbfs(samples)) / 20);
  return samples.map((sample) => sample * gain);
}

/** Writes a sound for `--use-file-for-fake-audio-capture`; @returns its path */
export function soundFile(name: string, samples: Float32Array): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.wav`);
  writeWav(path, { sampleRateHz: RATE_HZ, samples });
  return path;
}

export const SILENCE = new Float32Array(RATE_HZ);

/** The search runs at 8 kHz: the speech is still there, and it is a sixth of the work. */
const SEARCH_STEP = 6;

export interface Match {
  /** 1 for a copy at any level, about 0 for something else. */
  readonly correlation: number;
  /** Where in the source the heard sound began, samples. */
  readonly at: number;
}

/** Best normalised correlation of a heard sound with any stretch of a source that repeats for ever. */
export function bestMatch(heard: Float32Array, source: Float32Array): Match {
  const short = resample(heard, RATE_HZ, RATE_HZ / SEARCH_STEP);
  const once = resample(source, RATE_HZ, RATE_HZ / SEARCH_STEP);
  // The source goes on as long as the heard sound, wherever that begins.
  const loop = Float32Array.from({ length: once.length + short.length }, (_, i) => once[i % once.length]!);
  const products = correlate(loop, short);
  const heardPower = short.reduce((sum, sample) => sum + sample * sample, 0);
  let sourcePower = loop.subarray(0, short.length).reduce((sum, sample) => sum + sample * sample, 0);
  let best: Match = { correlation: 0, at: 0 };
  for (let at = 0; at < once.length; at++) {
    const correlation = Math.abs(products[at]!) / Math.sqrt(heardPower * sourcePower + 1e-20);
    if (correlation > best.correlation) best = { correlation, at: at * SEARCH_STEP };
    sourcePower += loop[at + short.length]! ** 2 - loop[at]! ** 2;
  }
  return best;
}

export interface Likeness {
  /** Median correlation of the stretches in which anything was said. */
  readonly correlation: number;
  /** Level of those stretches against the source's at the places they match, dB. */
  readonly levelDb: number;
  /** Share of them that lie where the source went on, give or take what a jitter buffer moves. */
  readonly inOrderRatio: number;
}

const STRETCH_S = 0.5;
const SILENT_DBFS = -45;
const MOVES_S = 0.5;

/**
 * How much a heard sound is the source. Aligned stretch by stretch: a jitter buffer, and a busy machine, move
 * sound in time, which a listener does not notice and one alignment for all would count as something else.
 */
export function likeness(heard: Float32Array, source: Float32Array): Likeness {
  const length = STRETCH_S * RATE_HZ;
  const stretches = Array.from({ length: Math.floor(heard.length / length) }, (_, i) => {
    const samples = heard.slice(i * length, (i + 1) * length);
    const { correlation, at } = bestMatch(samples, source);
    const said = Float32Array.from(samples, (_sample, k) => source[(at + k) % source.length]!);
    const offset = (at - i * length + 2 * heard.length) % source.length;
    return { correlation, offset, heardDbfs: rmsDbfs(samples), levelDb: rmsDbfs(samples) - rmsDbfs(said) };
  }).filter(({ heardDbfs }) => heardDbfs > SILENT_DBFS);
  const usual = median(stretches.map(({ offset }) => offset));
  const inOrder = stretches.filter(({ offset }) => {
    const away = Math.abs(offset - usual);
    return Math.min(away, source.length - away) < MOVES_S * RATE_HZ;
  });
  return {
    correlation: median(stretches.map(({ correlation }) => correlation)),
    levelDb: median(stretches.map(({ levelDb }) => levelDb)),
    inOrderRatio: inOrder.length / stretches.length,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Products of `pattern` with `signal` at every lag, by way of the spectrum. */
function correlate(signal: Float32Array, pattern: Float32Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(signal.length + pattern.length));
  const fft = createFft(size);
  const [aRe, aIm, bRe, bIm] = Array.from({ length: 4 }, () => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  aRe.set(signal);
  bRe.set(pattern);
  fft.forward(aRe, aIm);
  fft.forward(bRe, bIm);
  for (let i = 0; i < size; i++) {
    const re = aRe[i]! * bRe[i]! + aIm[i]! * bIm[i]!;
    const im = aIm[i]! * bRe[i]! - aRe[i]! * bIm[i]!;
    aRe[i] = re;
    aIm[i] = im;
  }
  fft.forward(aIm, aRe); // with the parts swapped it goes back, unscaled
  return aRe.map((product) => product / size);
}
