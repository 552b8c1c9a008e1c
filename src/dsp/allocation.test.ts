import { describe, expect, it } from 'vitest';
import { Meter } from './meter.ts';
import { noise } from './test-signals.ts';
import { createVoiceChain } from './voice.ts';
import { randomWeightsFile } from './weights.test-kit.ts';

const QUANTA_PER_ROUND = 1500;
const WARM_UP_ROUNDS = 16;
const ROUNDS = 9;

/**
 * Heap growth in bytes per quantum: the least of all rounds without a collection, since what every quantum allocates shows
 * in each of them, and what the compiler and the runner do does not.
 */
function bytesPerQuantum(quantum: () => void): number {
  const growth: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    const before = process.memoryUsage().heapUsed;
    for (let k = 0; k < QUANTA_PER_ROUND; k++) quantum();
    if (round >= WARM_UP_ROUNDS) growth.push(process.memoryUsage().heapUsed - before);
  }
  return Math.min(...growth.filter((bytes) => bytes >= 0)) / QUANTA_PER_ROUND;
}

describe('while running', () => {
  const input = noise(128, 1, 0.1);
  const output = new Float32Array(128);

  it('the measurement sees a single small array per quantum', () => {
    const held: number[][] = [];
    expect(
      bytesPerQuantum(() => {
        held[held.length % 8] = [held.length, 1, 2];
      }),
    ).toBeGreaterThan(24);
  });

  it.each(['without', 'with'])('the voice chain %s the network allocates nothing', { timeout: 30_000 }, (way) => {
    const chain = createVoiceChain({ sampleRate: 48000 });
    if (way === 'with') chain.configure({ kind: 'weights', bytes: randomWeightsFile(1) });
    chain.configure({
      kind: 'settings',
      suppression: true,
      suppressionStrengthRatio: 0.8,
      gainControl: true,
      muted: false,
    });
    expect(bytesPerQuantum(() => chain.process(input, output))).toBeLessThan(8);
  });

  it('the meter allocates nothing', { timeout: 30_000 }, () => {
    const meter = new Meter(48000);
    expect(bytesPerQuantum(() => meter.process(input))).toBeLessThan(8);
  });
});
