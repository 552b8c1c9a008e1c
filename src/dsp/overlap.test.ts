import { describe, expect, it } from 'vitest';
import { frameShape, OverlapAdd } from './overlap.ts';
import { noise, rmsDb, sine } from './test-signals.ts';
import { asymmetricWindows } from './windows.ts';

const RATES = [8000, 11025, 16000, 22050, 24000, 44100, 48000, 96000, 192000];

describe('the windows', () => {
  it.each([2, 3, 4])('add up to one at every sample with %i hops of overlap', (overlap) => {
    const [length, hop] = [341, 40];
    const { analysis, synthesis } = asymmetricWindows(length, hop, overlap);
    for (let n = 1; n <= hop; n++) {
      let sum = 0;
      for (let k = 0; k < overlap; k++) sum += analysis[length - n - k * hop]! * synthesis[length - n - k * hop]!;
      expect(sum).toBeCloseTo(1, 6);
    }
    expect(synthesis.subarray(0, length - overlap * hop).every((weight) => weight === 0)).toBe(true);
  });

  it('refuse a synthesis longer than the analysis and an overlap below two', () => {
    expect(() => asymmetricWindows(100, 60, 2)).toThrow(RangeError);
    expect(() => asymmetricWindows(100, 10, 1)).toThrow(RangeError);
  });
});

describe('overlap-add', () => {
  it.each(RATES)('at %i Hz returns what it was given, later by the samples it names', (sampleRate) => {
    const shape = frameShape(sampleRate);
    const stream = new OverlapAdd(shape);
    const ones = new Float32Array(stream.bins).fill(1);
    const input = noise(30 * shape.hopSamples, 9);
    const output = new Float32Array(input.length);
    for (let at = 0; at < input.length; at += shape.hopSamples) {
      stream.analyse(input, at);
      stream.synthesise(ones, output, at);
    }
    for (let n = stream.delaySamples; n < input.length; n++) {
      expect(Math.abs(output[n]! - input[n - stream.delaySamples]!)).toBeLessThan(2e-6);
    }
  });

  it.each(RATES)('at %i Hz spreads a mean square of 1/2 over the bins, most of it at its pitch', (sampleRate) => {
    const shape = frameShape(sampleRate);
    const stream = new OverlapAdd(shape);
    const input = sine(60 * shape.hopSamples, sampleRate, 1000);
    for (let at = 0; at < input.length; at += shape.hopSamples) stream.analyse(input, at);
    const power = new Float32Array(stream.bins);
    stream.power(power);
    // Full-scale sine: mean square 1/2, within 0.1 dB.
    expect(10 * Math.log10(power.reduce((sum, p) => sum + p, 0))).toBeCloseTo(-3.01, 0);
    expect(Math.abs(power.indexOf(Math.max(...power)) * shape.binHz - 1000)).toBeLessThanOrEqual(shape.binHz);
  });

  it('takes a bin out when its gain is zero', () => {
    const shape = frameShape(48000);
    const stream = new OverlapAdd(shape);
    const gains = new Float32Array(stream.bins).fill(1).fill(0, 30, 60); // 0.7..1.4 kHz
    const input = sine(48000, 48000, 1000);
    const output = new Float32Array(input.length);
    for (let at = 0; at < input.length; at += shape.hopSamples) {
      stream.analyse(input, at);
      stream.synthesise(gains, output, at);
    }
    expect(rmsDb(output, 24000)).toBeLessThan(-40);
  });

  it('refuses rates outside 8 to 192 kHz', () => {
    for (const rate of [7999, 192001, Number.NaN]) expect(() => frameShape(rate)).toThrow(RangeError);
  });
});
