import { describe, expect, it } from 'vitest';
import { createDice } from '../bench/dice.ts';
import { generateVoice } from '../bench/synthetic.ts';
import { likeness, RATE_HZ } from './voices.ts';

const source = generateVoice(createDice(1), 6);
const turned = (samples: Float32Array, by: number) =>
  samples.map((_, i) => samples[(i + Math.round(by * RATE_HZ)) % samples.length]!);

describe('likeness of a heard voice to its source', () => {
  it('is one for a copy that starts elsewhere, and tells its level', () => {
    const heard = turned(source, 2.3).map((sample) => sample / 2);
    const { correlation, levelDb, inOrderRatio } = likeness(heard, source);
    expect(correlation).toBeGreaterThan(0.98);
    expect(levelDb).toBeCloseTo(-6, 0);
    expect(inOrderRatio).toBe(1);
  });

  it('does not take another voice for it', () => {
    expect(likeness(generateVoice(createDice(2), 6), source).correlation).toBeLessThan(0.5);
  });

  it('does not take its pieces in another order for it', () => {
    const piece = source.length / 6;
    const shuffled = Float32Array.from(source, (_, i) => source[(5 - Math.floor(i / piece)) * piece + (i % piece)]!);
    expect(likeness(shuffled, source).inOrderRatio).toBeLessThan(0.7);
  });

  it('hears nothing in silence', () => {
    expect(likeness(new Float32Array(source.length), source).correlation).toBeNaN();
  });
});
