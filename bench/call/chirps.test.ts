import { describe, expect, it } from 'vitest';
import { createDice } from '../dice.ts';
import { chirps, delaysMs, RATE_HZ, type Recording } from './chirps.ts';

const FRAME = 480;

/** Four seconds of a repeating sound, heard from `startMs` on, `lateMs` after it was said. */
function recording(startMs: number, lateMs: number, change = (sample: number) => sample): Recording {
  const source = chirps();
  const first = Math.round(((startMs - lateMs) * RATE_HZ) / 1000);
  const samples = Float32Array.from({ length: 4 * RATE_HZ }, (_, n) => {
    const at = (first + n) % source.length;
    return change(source[at < 0 ? at + source.length : at]!);
  });
  const frameMs = Array.from({ length: samples.length / FRAME }, (_, frame) => startMs + frame * 10);
  return { samples, frameMs, frameSamples: FRAME };
}

describe('the delay of chirps', () => {
  it.each([0, 12.5, 47.25, 480])('is found to a tenth of a millisecond: %d ms', (delayMs) => {
    const dice = createDice(5);
    const noisy = (sample: number) => 0.3 * sample + 0.01 * (dice() - 0.5);
    const found = delaysMs(recording(5_300, 0), recording(5_000, delayMs, noisy));
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const ms of found) expect(Math.abs(ms - delayMs)).toBeLessThan(0.1);
  });

  it('is nothing where something else is heard', () => {
    const dice = createDice(6);
    expect(
      delaysMs(
        recording(0, 0),
        recording(0, 0, () => dice() - 0.5),
      ),
    ).toEqual([]);
    expect(
      delaysMs(
        recording(0, 0),
        recording(0, 0, () => 0),
      ),
    ).toEqual([]);
  });

  it('is not taken from chirps that are cut', () => {
    expect(delaysMs(recording(9_000, 0), recording(13_500, 20))).toEqual([]);
  });
});
