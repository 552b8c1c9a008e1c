import { describe, expect, it } from 'vitest';
import { createSuppressor, type Suppressor } from './suppressor.ts';
import { lagOf, noise, rmsDb, voiceLike } from './test-signals.ts';

function run(suppressor: Suppressor, input: Float32Array, shadow?: Float32Array): [Float32Array, Float32Array] {
  const frames = Math.floor(input.length / suppressor.frameSize);
  const output = new Float32Array(frames * suppressor.frameSize);
  const shadowOutput = new Float32Array(output.length);
  for (let at = 0; at < output.length; at += suppressor.frameSize) {
    const end = at + suppressor.frameSize;
    const part = output.subarray(at, end);
    if (shadow)
      suppressor.process(input.subarray(at, end), part, shadow.subarray(at, end), shadowOutput.subarray(at, end));
    else suppressor.process(input.subarray(at, end), part);
  }
  return [output, shadowOutput];
}

const mix = (a: Float32Array, b: Float32Array) => a.map((x, n) => x + b[n]!);

describe('the suppressor', () => {
  it.each([8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000])('at %i Hz lags by the samples it names', (rate) => {
    const suppressor = createSuppressor({ sampleRate: rate });
    suppressor.strengthRatio = 0;
    run(suppressor, new Float32Array(rate));
    const input = noise(Math.round(rate / 4), 1, 0.1);
    expect(lagOf(input, run(suppressor, input)[0], Math.round(rate / 50))).toBe(suppressor.latencySamples);
    expect(suppressor.latencySamples / rate).toBeLessThanOrEqual(0.01);
  });

  it('works in frames of 480 samples at 48 kHz', () => {
    expect(createSuppressor({ sampleRate: 48000 }).frameSize).toBe(480);
  });

  it.each([16000, 44100, 48000])('at %i Hz keeps 97 percent of a clean voice', (sampleRate) => {
    const voice = voiceLike(6, sampleRate);
    const [output] = run(createSuppressor({ sampleRate }), voice);
    const keptRatio = 10 ** ((rmsDb(output, sampleRate) - rmsDb(voice, sampleRate, output.length)) / 10);
    expect(keptRatio).toBeGreaterThan(0.97);
    expect(keptRatio).toBeLessThan(1.03);
  });

  it('takes 10 dB off the noise in pauses and less than 3 dB off the voice, at every rate', () => {
    for (const sampleRate of [8000, 16000, 44100, 48000]) {
      const voice = voiceLike(7.2, sampleRate);
      const hiss = noise(voice.length, 11, 0.03);
      const suppressor = createSuppressor({ sampleRate });
      const [output, kept] = run(suppressor, mix(voice, hiss), voice);
      // The sixth pause: syllables until 0.7 s of every 1.2 s.
      const [from, to] = [Math.round(6.85 * sampleRate), Math.round(7.15 * sampleRate)];
      expect(rmsDb(hiss, from, to) - rmsDb(output, from, to), `pause at ${sampleRate} Hz`).toBeGreaterThan(10);
      const word = [6 * sampleRate, Math.round(6.7 * sampleRate)] as const;
      expect(rmsDb(voice, ...word) - rmsDb(kept, ...word), `voice at ${sampleRate} Hz`).toBeLessThan(3);
    }
  });

  it('applies to the shadow the gains of the input, so that input and shadow alike come out alike', () => {
    const sound = mix(voiceLike(2, 48000), noise(96000, 2, 0.05));
    const [output, shadow] = run(createSuppressor({ sampleRate: 48000 }), sound, sound);
    expect(shadow).toEqual(output);
  });

  it('turns noise down further the higher its strength, and lets it pass at zero', () => {
    const hiss = noise(3 * 48000, 12, 0.05);
    const levels = [0, 0.3, 0.6, 1].map((strengthRatio) => {
      const suppressor = createSuppressor({ sampleRate: 48000 });
      suppressor.strengthRatio = strengthRatio;
      return rmsDb(run(suppressor, hiss)[0], 96000);
    });
    expect(levels[0]).toBeCloseTo(rmsDb(hiss), 1);
    for (let k = 1; k < levels.length; k++) expect(levels[k - 1]! - levels[k]!).toBeGreaterThan(4);
  });

  it('leaves no isolated tones where noise was: the residue is as even as the noise', () => {
    const hiss = noise(6 * 48000, 13, 0.05);
    const [output] = run(createSuppressor({ sampleRate: 48000 }), hiss);
    const crest = (sound: Float32Array) => {
      const levels = Array.from({ length: 150 }, (_, k) => rmsDb(sound, 144000 + 960 * k, 144960 + 960 * k));
      return Math.max(...levels) - levels.reduce((sum, level) => sum + level, 0) / levels.length;
    };
    expect(crest(output)).toBeLessThan(crest(hiss) + 3);
  });
});
