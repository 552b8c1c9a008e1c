import { describe, expect, it } from 'vitest';
import { DETECTING, hasWholeFrames, Resampler, reachSamples } from './resampler.ts';
import { noise, rmsDb, sine } from './test-signals.ts';

const RATES = [8000, 16000, 24000, 32000, 44100, 88200, 96000, 192000];

/** A whole sound from one rate to the other. */
function resample(fromHz: number, toHz: number, input: Float32Array, delaySamples = reachSamples(fromHz, toHz)) {
  const resampler = new Resampler(fromHz, toHz, delaySamples);
  const [inFrame, outFrame] = [fromHz / 100, toHz / 100];
  const output = new Float32Array(Math.floor(input.length / inFrame) * outFrame);
  for (let at = 0, to = 0; to < output.length; at += inFrame, to += outFrame) {
    resampler.process(input.subarray(at, at + inFrame), output.subarray(to, to + outFrame));
  }
  return output;
}

describe('the resampler', () => {
  it.each(RATES)(
    'takes a tone from %i to 48000 Hz and back: same pitch, level and phase, later by its delays',
    (rate) => {
      const hz = 0.4 * Math.min(rate, 48000);
      const there = Math.ceil(reachSamples(rate, 48000));
      const back = Math.ceil((reachSamples(48000, rate) * rate) / 48000);
      const tone = sine(rate, rate, hz);
      const middle = resample(rate, 48000, tone, there);
      const late = (n: number) => Math.sin(2 * Math.PI * hz * (n / 48000 - there / rate));
      for (let n = 24000; n < 24500; n++) expect(Math.abs(middle[n]! - late(n))).toBeLessThan(0.01);
      const again = resample(48000, rate, middle, (back * 48000) / rate);
      const from = Math.round(rate / 2);
      for (let n = from; n < from + 500; n++) expect(Math.abs(again[n]! - tone[n - there - back]!)).toBeLessThan(0.02);
    },
  );

  it('keeps a constant voltage to 1e-6', () => {
    const output = resample(44100, 48000, new Float32Array(44100).fill(0.5));
    for (let n = 4800; n < output.length; n++) expect(Math.abs(output[n]! - 0.5)).toBeLessThan(1e-6);
  });

  it('takes 55 dB off what the lower rate cannot hold', () => {
    const output = resample(48000, 16000, sine(48000, 48000, 10_000));
    expect(rmsDb(output, 1600)).toBeLessThan(-58);
    const images = resample(8000, 48000, noise(8000, 1));
    const low = resample(48000, 8000, images);
    // All of it lies below 4 kHz: taking it down again loses nothing.
    expect(Math.abs(rmsDb(low, 1000) - rmsDb(images, 6000))).toBeLessThan(0.6);
  });

  it('for a detector is late by a third, and true up to 3.4 kHz from 8 kHz on', () => {
    const delay = reachSamples(8000, 48000, DETECTING);
    expect(delay).toBe(8);
    for (const hz of [300, 1000, 3400]) {
      const resampler = new Resampler(8000, 48000, delay, DETECTING);
      const tone = sine(8000, 8000, hz);
      const part = new Float32Array(480);
      for (let at = 0; at < 4000; at += 80) resampler.process(tone.subarray(at, at + 80), part);
      const first = 48000 * (3920 / 8000);
      const late = (n: number) => Math.sin(2 * Math.PI * hz * ((first + n) / 48000 - delay / 8000));
      for (let n = 0; n < 480; n++) expect(Math.abs(part[n]! - late(n)), `${hz} Hz`).toBeLessThan(0.1);
    }
  });

  it('knows which rates it can take, and refuses a delay that would need the future', () => {
    expect(RATES.every(hasWholeFrames)).toBe(true);
    expect([11025, 22050].some(hasWholeFrames)).toBe(false);
    expect(() => new Resampler(48000, 16000, 71)).toThrow(RangeError);
  });
});
