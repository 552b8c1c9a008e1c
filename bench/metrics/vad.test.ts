import { describe, expect, it } from 'vitest';
import { agreementRatio, areaUnderCurve, labelFrames, onsetDelaysMs } from './vad.ts';

const RATE_HZ = 48_000;
/** Tone from 1.0 to 2.0 s, silence before, and a gap of 100 ms in its middle. */
const clean = Float32Array.from({ length: 3 * RATE_HZ }, (_, n) => {
  const seconds = n / RATE_HZ;
  const sounding = seconds >= 1 && seconds < 2 && !(seconds > 1.45 && seconds < 1.55);
  return sounding ? 0.3 * Math.sin(0.05 * n) : 0;
});

describe('labels', () => {
  const labels = labelFrames(clean);

  it('begin within 20 ms of the voice and reach over short gaps', () => {
    const first = labels.indexOf('speech');
    const last = labels.lastIndexOf('speech');
    expect(first).toBeGreaterThanOrEqual(98);
    expect(first).toBeLessThanOrEqual(102);
    expect(last).toBeGreaterThanOrEqual(199);
    expect(last).toBeLessThan(218);
    expect(labels.slice(first, last + 1).every((label) => label === 'speech')).toBe(true);
  });

  it('leave borders out and the rest is none', () => {
    expect(labels[90]).toBe('none');
    expect(labels[labels.indexOf('speech') - 1]).toBe('border');
    expect(labels[labels.lastIndexOf('speech') + 1]).toBe('border');
    expect(labels[299]).toBe('none');
  });

  it('find nothing in silence', () => {
    expect(new Set(labelFrames(new Float32Array(RATE_HZ)))).toEqual(new Set(['none']));
  });
});

describe('the area under the curve', () => {
  it('is 1, one half and 0 for a perfect, a blind and a perverse detector', () => {
    expect(areaUnderCurve([0.8, 0.9], [0.1, 0.2])).toBe(1);
    expect(areaUnderCurve([0.5, 0.5], [0.5, 0.5])).toBe(0.5);
    expect(areaUnderCurve([0.1], [0.2, 0.9])).toBe(0);
  });

  it('counts the pairs that are in order', () => {
    expect(areaUnderCurve([0.3, 0.7], [0.5, 0.1])).toBe(3 / 4);
  });
});

describe('onsets', () => {
  const labels = labelFrames(clean);
  const first = labels.indexOf('speech');

  it('are late by the frames that were missed, and the one that was not', () => {
    const probabilities = labels.map((_, t) => (t >= first + 4 ? 0.9 : 0.1));
    expect(onsetDelaysMs(labels, probabilities)).toEqual([50]);
  });

  it('cost the whole word when it is never noticed', () => {
    const length = labels.lastIndexOf('speech') - first + 1;
    expect(
      onsetDelaysMs(
        labels,
        labels.map(() => 0),
      ),
    ).toEqual([10 * length]);
  });
});

describe('agreement', () => {
  it('is the share of equal decisions', () => {
    expect(agreementRatio([0.1, 0.6, 0.9, 0.4], [0.2, 0.5, 0.1, 0.3])).toBe(0.75);
  });
});
