import { describe, expect, it } from 'vitest';
import { lagOf, noise, voiceLike } from '../dsp/test-signals.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { randomWeightsFile } from '../dsp/weights.test-kit.ts';
import { renderTake } from './offline.ts';

const SETTINGS: VoiceSettings = {
  kind: 'settings',
  suppression: true,
  suppressionStrengthRatio: 1,
  gainControl: false,
  muted: false,
};

function noisyVoice(sampleRateHz: number): Float32Array<ArrayBuffer> {
  const samples = voiceLike(3, sampleRateHz);
  const room = noise(samples.length, 5, 0.02);
  return Float32Array.from(samples, (sample, n) => sample + room[n]!);
}

describe('a rendered take', () => {
  it.each([8_000, 16_000, 44_100, 48_000])('has quieter pauses at %i Hz', (sampleRateHz) => {
    const { take, levels } = renderTake({ samples: noisyVoice(sampleRateHz), sampleRateHz }, SETTINGS, () => undefined);
    expect(take.samples.length).toBe(3 * sampleRateHz);
    expect(take.samples.every(Number.isFinite)).toBe(true);
    expect(levels.before.pauseDbfs - levels.after.pauseDbfs).toBeGreaterThan(10);
    expect(levels.before.voiceDbfs - levels.after.voiceDbfs).toBeLessThan(3);
  });

  it('is heard through the network where its weights are given, and says so', () => {
    const take = { samples: noisyVoice(16_000).slice(0, 16_000), sampleRateHz: 16_000 };
    const weights = { kind: 'weights', bytes: randomWeightsFile(1) } as const;
    const [classical, learned] = [null, weights].map((each) => renderTake(take, SETTINGS, () => undefined, each));
    expect([classical!.estimator, learned!.estimator]).toEqual(['classical', 'learned']);
    expect(learned!.take.samples).not.toEqual(classical!.take.samples);
    expect(renderTake(take, { ...SETTINGS, suppression: false }, () => undefined, weights).estimator).toBe('off');
  });

  it('is in step with what was recorded', () => {
    const sampleRateHz = 16_000;
    const samples = Float32Array.from(noise(sampleRateHz, 5, 0.1));
    const { take } = renderTake({ samples, sampleRateHz }, { ...SETTINGS, suppression: false }, () => undefined);
    const margin = 200;
    const late = take.samples.subarray(0, -margin);
    expect(lagOf(samples.subarray(margin), late, 2 * margin)).toBe(margin);
  });

  it('is what was sent, in step, where that was recorded', () => {
    const take = { samples: noisyVoice(16_000), sampleRateHz: 16_000 };
    const { take: own } = renderTake(take, SETTINGS, () => undefined);
    const late = new Float32Array(own.samples.length);
    late.set(own.samples.subarray(0, -500), 500);
    const rendered = renderTake(take, SETTINGS, () => undefined, null, { samples: late, sampleRateHz: 16_000 });
    expect(rendered.take.samples.subarray(0, -500)).toEqual(own.samples.subarray(0, -500));
    expect(rendered.levels.before.pauseDbfs - rendered.levels.after.pauseDbfs).toBeGreaterThan(10);
  });

  it('tells how much of the speech is left', () => {
    const take = { samples: noisyVoice(16_000), sampleRateHz: 16_000 };
    const kept = renderTake(take, SETTINGS, () => undefined).keptRatio;
    expect(kept).toBeGreaterThan(0.6);
    const silence = { samples: new Float32Array(16_000), sampleRateHz: 16_000 };
    expect(renderTake(silence, SETTINGS, () => undefined).keptRatio).toBeNull();
  });

  it('tells its progress, rising to one', () => {
    const told: number[] = [];
    renderTake({ samples: noisyVoice(8_000), sampleRateHz: 8_000 }, SETTINGS, (doneRatio) => told.push(doneRatio));
    expect(told.length).toBeGreaterThan(10);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it('of nothing is nothing', () => {
    const { take } = renderTake({ samples: new Float32Array(0), sampleRateHz: 48_000 }, SETTINGS, () => undefined);
    expect(take.samples.length).toBe(0);
  });

  it('is refused at a rate the chain does not know', () => {
    const take = { samples: new Float32Array(10), sampleRateHz: 100 };
    expect(() => renderTake(take, SETTINGS, () => undefined)).toThrow(RangeError);
  });
});
