import { describe, expect, it } from 'vitest';
import { Gate } from './gate.ts';
import { noise, rmsDb } from './test-signals.ts';

/** Frames of 10 ms through the gate, with the speech probability asked for each. */
function run(gate: Gate, frames: number, speech: (frame: number) => number): Float32Array {
  const sound = noise(480 * frames, 1, 0.1);
  for (let frame = 0; frame < frames; frame++) {
    gate.speechProbability = speech(frame);
    gate.process(sound.subarray(480 * frame, 480 * (frame + 1)));
  }
  return sound;
}

function enabled(): Gate {
  const gate = new Gate(48000);
  gate.enabled = true;
  return gate;
}

describe('the gate', () => {
  it('lets everything pass unchanged while it is off, and while somebody speaks', () => {
    expect(run(new Gate(48000), 100, () => 0)).toEqual(noise(48000, 1, 0.1));
    expect(run(enabled(), 100, () => 1)).toEqual(noise(48000, 1, 0.1));
  });

  it('holds for a quarter of a second after a word, then goes down by 60 dB', () => {
    const heard = run(enabled(), 200, (frame) => (frame < 50 ? 1 : 0));
    expect(heard.subarray(0, 48000 * 0.74)).toEqual(noise(96000, 1, 0.1).subarray(0, 48000 * 0.74));
    expect(rmsDb(heard, 72000)).toBeCloseTo(rmsDb(noise(96000, 1, 0.1)) - 60, 0);
  });

  it('is open again within the 10 ms that its decision is ahead of the sound', () => {
    const heard = run(enabled(), 200, (frame) => (frame < 150 ? 0 : 1));
    const [before, first, second] = [140, 150, 151].map((frame) => rmsDb(heard, 480 * frame, 480 * (frame + 1)));
    expect(before).toBeLessThan(-80);
    expect(first).toBeGreaterThan(rmsDb(noise(96000, 1, 0.1)) - 4);
    expect(second).toBeGreaterThan(rmsDb(noise(96000, 1, 0.1)) - 0.5);
  });
});
