import { describe, expect, it } from 'vitest';
import { loadWeights } from '../audio/voice-weights.ts';
import { noise, voiceLike } from '../dsp/test-signals.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { createRenderer } from './render.ts';

const SETTINGS: VoiceSettings = {
  kind: 'settings',
  suppression: true,
  suppressionStrengthRatio: 1,
  gainControl: true,
  muted: false,
};

function noisyTake(sampleRateHz: number) {
  const voice = voiceLike(3, sampleRateHz);
  const room = noise(voice.length, 9, 0.02);
  return { samples: Float32Array.from(voice, (sample, n) => sample + room[n]!), sampleRateHz };
}

const noWeights = async () => null;
const renderTake = createRenderer((url) => url, noWeights);

describe('rendering in a worker', () => {
  it.each([44_100, 48_000])('makes the pauses quieter at %i Hz and tells how far it is', async (sampleRateHz) => {
    const told: number[] = [];
    const take = noisyTake(sampleRateHz);
    const rendered = await renderTake(take, SETTINGS, (doneRatio) => told.push(doneRatio)).result;
    if (typeof rendered === 'string') throw new Error(rendered);
    const { before, after } = rendered.levels;
    // Against the voice, because the gain makes both louder.
    expect(before.pauseDbfs - before.voiceDbfs - (after.pauseDbfs - after.voiceDbfs)).toBeGreaterThan(10);
    expect(rendered.take.samples.length).toBe(take.samples.length);
    expect(take.samples.length).toBeGreaterThan(0); // still the caller's
    expect(told.length).toBeGreaterThan(3);
  });

  it('is through the published weights, as others hear it', async () => {
    const learned = createRenderer((url) => url, loadWeights);
    const rendered = await Promise.all(
      [learned, renderTake].map((render) => render(noisyTake(48_000), SETTINGS, () => undefined).result),
    );
    expect(rendered.map((each) => (typeof each === 'string' ? each : each.estimator))).toEqual([
      'learned',
      'classical',
    ]);
  });

  it('can be cancelled', async () => {
    const job = renderTake(noisyTake(48_000), SETTINGS, () => undefined);
    job.cancel();
    expect(await job.result).toBe('cancelled');
  });

  it('says so when it fails: a rate beyond the chain, a script that is refused', async () => {
    const impossible = { samples: new Float32Array(100), sampleRateHz: 100 };
    expect(await renderTake(impossible, SETTINGS, () => undefined).result).toBe('failed');
    const refused = createRenderer(() => {
      throw new TypeError('foreign script');
    }, noWeights);
    expect(await refused(impossible, SETTINGS, () => undefined).result).toBe('failed');
    const missing = createRenderer(() => '/nothing-here.js', noWeights);
    expect(await missing(impossible, SETTINGS, () => undefined).result).toBe('failed');
  });
});
