import { describe, expect, it } from 'vitest';
import { Fade } from './fade.ts';
import { Guard } from './guard.ts';
import { Level } from './level.ts';
import { Meter } from './meter.ts';
import { MissedQuanta } from './missed.ts';
import { mixToMono } from './mix.ts';
import { noise, voiceLike } from './test-signals.ts';
import { createVad } from './vad.ts';
import { Voicing } from './voicing.ts';

function probabilities(sampleRate: number, input: Float32Array): number[] {
  const vad = createVad({ sampleRate });
  return Array.from({ length: Math.floor(input.length / vad.frameSize) }, (_, frame) =>
    vad.process(input.subarray(frame * vad.frameSize, (frame + 1) * vad.frameSize)),
  );
}
const share = (values: number[]) => values.filter((p) => p >= 0.5).length / values.length;

describe('voice activity', () => {
  it.each([8000, 16000, 44100, 48000])('is found in words and not in pauses at %i Hz', (sampleRate) => {
    const sound = voiceLike(6, sampleRate).map((x, n) => x + NOISE[n % NOISE.length]!);
    const found = probabilities(sampleRate, sound);
    const words = found.filter((_, frame) => frame > 120 && frame % 120 > 5 && frame % 120 < 68);
    const pauses = found.filter((_, frame) => frame > 120 && frame % 120 > 100 && frame % 120 < 118);
    expect(share(words)).toBeGreaterThan(0.9);
    expect(share(pauses)).toBeLessThan(0.05);
  });

  it('is not found in steady noise, in silence, or in a constant voltage', () => {
    expect(share(probabilities(48000, noise(480000, 1, 0.1)))).toBeLessThan(0.02);
    expect(share(probabilities(48000, new Float32Array(96000)))).toBe(0);
    expect(share(probabilities(48000, new Float32Array(96000).fill(0.5)).slice(20))).toBe(0);
  });
});
const NOISE = noise(99991, 21, 0.002);

describe('voicing', () => {
  const flat = new Float32Array(1025).fill(1);

  it('is strong for harmonics of any pitch and weak for noise', () => {
    const voicing = new Voicing(23.4375);
    for (const pitchHz of [100, 160, 250]) {
      const power = Float32Array.from(flat, (_, bin) => {
        const away = Math.abs((((bin * 23.4375) / pitchHz + 0.5) % 1) - 0.5) * pitchHz;
        return away < 24 ? 100 : 1;
      });
      expect(voicing.strength(power, flat), `${pitchHz} Hz`).toBeGreaterThan(0.9);
    }
    const strengths = Array.from({ length: 100 }, (_, seed) =>
      voicing.strength(
        noise(1025, seed).map((x) => -Math.log((x + 1) / 2 + 1e-9)),
        flat,
      ),
    );
    expect(strengths.reduce((sum, x) => sum + x, 0) / 100).toBeLessThan(0.65);
    expect(voicing.strength(flat, flat)).toBe(0);
  });
});

describe('the meter', () => {
  it('reports level and speech since the last report, whatever the length of the quanta', () => {
    const meter = new Meter(48000);
    meter.process(new Float32Array(48000).fill(Number.NaN));
    expect(meter.takeReport()).toMatchObject({ kind: 'meter', levelDbfs: -100 });
    const voice = voiceLike(2, 48000);
    for (let at = 0; at < voice.length; at += 100) meter.process(voice.subarray(at, at + 100));
    const report = meter.takeReport();
    expect(report.levelDbfs).toBeGreaterThan(-40);
    expect(report.speechProbability).toBeGreaterThan(0.5);
  });

  it('reads a square of 0.1 as -20 dBFS and then nothing as the floor', () => {
    const level = new Level();
    level.add(new Float32Array(100).fill(-0.1));
    expect(level.takeDbfs()).toBeCloseTo(-20, 5);
    expect(level.takeDbfs()).toBe(-100);
  });
});

describe('small parts', () => {
  it('of the guard keep sound, drop what cannot be sound and count it', () => {
    const guard = new Guard();
    const samples = Float32Array.of(9, 0.5, -1, 99, Number.NaN, Number.POSITIVE_INFINITY, -1e38, 1e-30);
    const passed = new Float32Array(8);
    guard.copy(samples, 1, 7, passed, 0);
    expect([...passed]).toEqual([0.5, -1, 99, 0, 0, 0, 0, 0]);
    expect(guard.badSamples).toBe(3);
  });

  it('of the fade reach exact zero in 10 ms and never leave it while muted', () => {
    const fade = new Fade(1000);
    fade.muted = true;
    const samples = new Float32Array(20).fill(1);
    fade.process(samples);
    expect(samples[0]).toBeLessThan(1);
    expect(samples.subarray(10).every((sample) => sample === 0)).toBe(true);
  });

  it('of the mixer take the mean of the channels, and no channel for silence', () => {
    const mono = new Float32Array(2).fill(7);
    mixToMono([Float32Array.of(1, 0), Float32Array.of(0, 1)], mono);
    expect([...mono]).toEqual([0.5, 0.5]);
    mixToMono([], mono);
    expect([...mono]).toEqual([0, 0]);
  });

  it('of the clock count lost quanta, not bursts', () => {
    const missed = new MissedQuanta(2.5);
    // Four quanta at a time every 10 ms, for 3 s; at 1.5 s 25 ms are lost.
    for (let quantum = 0; quantum < 1200; quantum++) {
      const burstMs = 10 * Math.floor(quantum / 4) + (quantum >= 600 ? 25 : 0);
      missed.note(quantum * 2.5, burstMs);
    }
    expect(missed.count).toBe(10);
  });
});
