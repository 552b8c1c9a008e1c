import { describe, expect, it } from 'vitest';
import { truePeakDbfs } from './peak.ts';

const tone = (hz: number, phase: number, peak = 1) =>
  Float32Array.from({ length: 2000 }, (_, n) => peak * Math.sin((2 * Math.PI * hz * n) / 48_000 + phase));

describe('the true peak', () => {
  it('of a sine is its amplitude, also where no sample hits it', () => {
    expect(truePeakDbfs(tone(997, 0, 0.5))).toBeCloseTo(-6.02, 1);
    // A quarter of the sample rate, every sample at 0.707 of the amplitude.
    expect(truePeakDbfs(tone(12_000, Math.PI / 4))).toBeCloseTo(0, 1);
  });

  it('is found beside quiet samples, and is -Infinity for silence', () => {
    const late = new Float32Array(2000);
    late.set(tone(12_000, Math.PI / 4).subarray(0, 900), 1000);
    expect(truePeakDbfs(late)).toBeGreaterThan(-0.5);
    expect(truePeakDbfs(new Float32Array(200))).toBe(Number.NEGATIVE_INFINITY);
  });
});
