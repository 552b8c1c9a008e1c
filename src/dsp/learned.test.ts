import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CombFrames, HOP_SAMPLES } from './comb-frames.ts';
import { Decision } from './decision.ts';
import { Features } from './features.ts';
import { LearnedSuppressor } from './learned.ts';
import { VoiceNetwork } from './network.ts';
import { PitchTracker } from './pitch.ts';
import { SpeechNetwork } from './speech-network.ts';
import { noise, voiceLike } from './test-signals.ts';
import { readWeights, type Weights } from './weights.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const WEIGHTS_PATH = process.env.HUMR_WEIGHTS ?? resolve(ROOT, 'public/voice/humr-voice-1.bin');
const VECTOR_PATH = process.env.HUMR_VECTOR ?? resolve(ROOT, 'training/test-vector.json');

interface ShownFrame {
  readonly features: number[];
  readonly contrasts: number[];
  readonly outputs: number[];
  readonly gains: number[];
  readonly ownShare: number[];
  readonly combShare: number[];
}

/** training/FORMAT.md, "Test vector". */
interface TestVector {
  readonly samples: number;
  readonly inputAt: Record<string, number>;
  readonly periods: number[];
  readonly strengths: number[];
  readonly voice: number[];
  readonly speech: number[];
  readonly rmsPerHop: number[];
  readonly outputFrom: number;
  readonly output: number[];
  readonly frames: Record<string, ShownFrame>;
}

/** A gliding voice that stops at 0.7 s in noise from a linear congruential generator, as FORMAT.md defines it. */
function testSound(samples: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: samples }, (_, i) => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    const t = i / 48000;
    const phase = 2 * Math.PI * (140 * t + 30 * t * t);
    let voice = 0;
    for (let k = 1; k <= 20; k++) voice += Math.sin(k * phase) / k;
    voice *= Math.sin(Math.PI * Math.min(t / 0.7, 1)) ** 2;
    return 0.1 * voice + 0.01 * (state / 2 ** 31 - 1);
  });
}

/** Largest difference, relative to 1 where values are larger. */
function difference(ours: ArrayLike<number>, theirs: readonly number[]): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...theirs.map((value, n) => Math.abs(ours[n]! - value) / Math.max(1, Math.abs(value))));
}

/** Everything the runtime knows of each frame, by its parts. */
function runParts(weights: Weights, sound: Float32Array) {
  const [frames, pitch, features] = [new CombFrames(), new PitchTracker(), new Features()];
  const [network, decision, speech] = [new VoiceNetwork(weights), new Decision(), new SpeechNetwork(weights)];
  return Array.from({ length: sound.length / HOP_SAMPLES }, (_, t) => {
    pitch.step(sound, t * HOP_SAMPLES);
    frames.analyse(sound, t * HOP_SAMPLES);
    frames.comb(pitch.periodSamples);
    features.update(frames, pitch);
    network.step(features.values);
    decision.update(network.outputs, features);
    speech.step(features);
    return {
      period: pitch.periodSamples,
      strength: pitch.strength[0]!,
      voice: decision.voiceProbability[0]!,
      speech: speech.outputs[0]!,
      features: features.values.slice(),
      contrasts: features.contrasts.flatMap((contrast) => [...contrast.subarray(1, 86)]),
      outputs: network.outputs.slice(),
      gains: [...decision.gain.subarray(1, 86), ...decision.highGains.subarray(1)],
      ownShare: decision.own.slice(1),
      combShare: decision.lag.slice(1),
    };
  });
}

const missing = [WEIGHTS_PATH, VECTOR_PATH].filter((path) => !existsSync(path));
if (missing.length > 0)
  console.log(`The learned suppressor is not held against its reference: no ${missing.join(', no ')}`);

describe.skipIf(missing.length > 0)('the learned suppressor equals its reference to 1e-4', () => {
  const weights = missing.length > 0 ? 'foreign' : readWeights(new Uint8Array(readFileSync(WEIGHTS_PATH)));
  // Made by training/export.py, so its shape is known.
  const vector = missing.length > 0 ? null : (JSON.parse(readFileSync(VECTOR_PATH, 'utf8')) as TestVector);
  const sound = testSound(vector?.samples ?? 0);
  const parts = typeof weights === 'string' ? [] : runParts(weights, sound);

  it('in the sound both are given', () => {
    for (const [at, value] of Object.entries(vector!.inputAt)) expect(sound[Number(at)]).toBeCloseTo(value, 7);
  });

  it('in pitch periods, within one sample, and their strengths', () => {
    const periods = vector!.periods.slice(0, parts.length);
    const same = periods.filter((period, t) => period === parts[t]!.period).length;
    for (const [t, period] of periods.entries()) expect(Math.abs(period - parts[t]!.period), `${t}`).toBeLessThan(2);
    expect(same / periods.length).toBeGreaterThan(0.9);
    const strengths = parts.map(({ strength }) => strength);
    expect(difference(strengths, vector!.strengths.slice(0, parts.length))).toBeLessThan(1e-4);
  });

  it.each(['voice', 'speech'] as const)('in what it thinks of voices: %s', (what) => {
    const ours = parts.map((part) => part[what]);
    expect(difference(ours, vector![what].slice(0, parts.length))).toBeLessThan(1e-4);
  });

  it.each(['features', 'contrasts', 'outputs', 'gains', 'ownShare', 'combShare'] as const)('in %s', (what) => {
    for (const [t, shown] of Object.entries(vector!.frames)) {
      expect(difference(parts[Number(t)]![what], shown[what]), `frame ${t}`).toBeLessThan(1e-4);
    }
  });

  it('in what comes out', () => {
    if (typeof weights === 'string') throw new Error(weights);
    const suppressor = new LearnedSuppressor(weights);
    const output = new Float32Array(sound.length);
    for (let at = 0; at < sound.length; at += HOP_SAMPLES) {
      suppressor.process(sound.subarray(at, at + HOP_SAMPLES), output.subarray(at, at + HOP_SAMPLES));
    }
    const aligned = output.subarray(suppressor.latencySamples);
    const rms = vector!.rmsPerHop.slice(0, aligned.length / HOP_SAMPLES).map((_, h) => {
      const hop = aligned.subarray(h * HOP_SAMPLES, (h + 1) * HOP_SAMPLES);
      return Math.sqrt(hop.reduce((sum, x) => sum + x * x, 0) / HOP_SAMPLES);
    });
    expect(difference(rms, vector!.rmsPerHop.slice(0, rms.length))).toBeLessThan(1e-4);
    const { outputFrom, output: shown } = vector!;
    expect(difference(aligned.subarray(outputFrom, outputFrom + shown.length), shown)).toBeLessThan(1e-4);
  });
});

describe.skipIf(!existsSync(WEIGHTS_PATH))('the noise beside a voice', () => {
  const NOISE_POWER = 0.01 ** 2 / 3;

  /** By how much the noise is told wrong on average, dB, over some rounds of two seconds without and four with a voice. */
  function errorDb(quietS: number): number {
    const weights = readWeights(readFileSync(WEIGHTS_PATH));
    if (typeof weights === 'string') throw new Error(weights);
    const suppressor = new LearnedSuppressor(weights);
    const [hop, output] = [new Float32Array(HOP_SAMPLES), new Float32Array(HOP_SAMPLES)];
    const voice = voiceLike(0.7, 48000);
    const hiss = noise(48000, 5, 0.01);
    const [round, hops] = [100 * (quietS + 4), 2000];
    let sum = 0;
    for (let t = 0; t < hops; t++) {
      const isTalking = t % round >= 100 * quietS;
      for (let n = 0; n < HOP_SAMPLES; n++) {
        const at = t * HOP_SAMPLES + n;
        hop[n] = (isTalking ? voice[at % voice.length]! : 0) + hiss[at % hiss.length]!;
      }
      suppressor.process(hop, output);
      if (t >= hops / 2) sum += 10 * Math.log10(suppressor.noisePower / NOISE_POWER);
    }
    return sum / (hops / 2);
  }

  it('is the one that was heard in the pauses', () => {
    expect(Math.abs(errorDb(2))).toBeLessThan(0.2);
  });

  it('is not what a clear voice leaves behind when it begins softly', () => {
    const weights = readWeights(readFileSync(WEIGHTS_PATH));
    if (typeof weights === 'string') throw new Error(weights);
    const suppressor = new LearnedSuppressor(weights);
    const output = new Float32Array(HOP_SAMPLES);
    const voice = voiceLike(4, 48000, 0.03);
    const breath = noise(0.7 * 48000, 6, 0.02);
    const told: number[] = [];
    // A breath, then four seconds of a clear voice.
    for (let at = 0; at + HOP_SAMPLES <= breath.length + voice.length; at += HOP_SAMPLES) {
      const hop = new Float32Array(HOP_SAMPLES).map((_, n) => breath[at + n] ?? voice[at + n - breath.length]!);
      suppressor.process(hop, output);
      told.push(10 * Math.log10(suppressor.noisePower + 1e-12));
    }
    expect(told[65]).toBeGreaterThan(-45);
    expect(told.at(-1)).toBeLessThan(-60);
  });

  it('is told without a pause, too, if less well', () => {
    expect(Math.abs(errorDb(0))).toBeLessThan(6);
  });
});
