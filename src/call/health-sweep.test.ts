import { describe, expect, it } from 'vitest';
import { agreed, findEach, findSweep, middle, sweep } from './health-sweep.ts';

const RATE = 48_000;

/** Three sweeps in two seconds of silence. */
function played(): Float32Array {
  const samples = new Float32Array(2 * RATE);
  for (const atS of [0.1, 0.5, 0.9]) samples.set(sweep(RATE), atS * RATE);
  return samples;
}

/** What a way with this delay and gain makes of it, in noise of this size. */
function heard(delayMs: number, gainDb: number, noise: number): Float32Array {
  const delay = Math.round((delayMs * RATE) / 1000);
  let state = 7;
  return played().map((_, n, all) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 10 ** (gainDb / 20) * (all[n - delay] ?? 0) + noise * (state / 2 ** 31 - 1);
  });
}

describe('the sweep', () => {
  it.each([0, 37, 123.5, 480])('is found %s ms later, within a millisecond', (delayMs) => {
    expect(findSweep(played(), heard(delayMs, -6, 0.01), RATE)?.delayMs).toBeCloseTo(delayMs, -0.3);
    expect(Math.abs(findSweep(played(), heard(delayMs, -6, 0.01), RATE)!.delayMs - delayMs)).toBeLessThan(1);
  });

  it.each([0, -12, -30])('is measured at its level of %s dB, within half a decibel', (gainDb) => {
    expect(Math.abs(findSweep(played(), heard(50, gainDb, 0.001), RATE)!.gainDb - gainDb)).toBeLessThan(0.5);
  });

  it('is not found where it is not', () => {
    expect(findSweep(played(), heard(50, -200, 0.05), RATE)).toBeNull();
    expect(findSweep(played(), new Float32Array(2 * RATE), RATE)).toBeNull();
    expect(findSweep(new Float32Array(RATE), heard(50, 0, 0), RATE)).toBeNull();
  });
});

describe('several sweeps', () => {
  const AT = [0.1, 0.5, 0.9].map((atS) => atS * RATE);

  it('agree on the way they all went', () => {
    const found = findEach(played(), heard(60, -20, 0.01), RATE, AT);
    expect(found.length).toBe(3);
    expect(Math.abs(agreed(found)!.delayMs - 60)).toBeLessThan(1);
  });

  it('give the level of a way, though one of them was partly lost', () => {
    const way = heard(60, -20, 0);
    // A third of the second sweep, as a sound system that comes late leaves it out.
    way.fill(0, 0.58 * RATE, 0.6 * RATE);
    const found = findEach(played(), way, RATE, AT);
    expect(Math.min(...found.map(({ gainDb }) => gainDb))).toBeLessThan(-21);
    expect(agreed(found)!.gainDb).toBeCloseTo(-20, 1);
  });

  it('are not imitated by a voice that sweeps by itself, at other moments', () => {
    const voice = new Float32Array(2 * RATE);
    // Three of its own, each later after the one played: at no common delay.
    for (const [n, atS] of [0.13, 0.6, 1.1].entries()) voice.set(sweep(RATE), Math.round((atS + 0.01 * n) * RATE));
    expect(findSweep(played(), voice, RATE)).not.toBeNull();
    expect(agreed(findEach(played(), voice, RATE, AT))).toBeNull();
  });

  it('give the middle of delays that move, as behind a jitter buffer', () => {
    const way = (delayMs: number) => ({ delayMs, gainDb: 0 });
    expect(middle([way(90), way(60), way(70)])?.delayMs).toBe(70);
    expect(middle([])).toBeNull();
  });
});
