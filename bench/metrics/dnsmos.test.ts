import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VOICE_FOLDER } from '../clips.ts';
import { createDice } from '../dice.ts';
import { cutWindows, loadDnsmos } from './dnsmos.ts';
import { readWav } from './wav.ts';

const MODEL = `${VOICE_FOLDER}/dnsmos/sig_bak_ovr.onnx`;
const VOICE = `${VOICE_FOLDER}/dev/clean/s00.wav`;

describe('DNSMOS', () => {
  it('hears windows of 9.01 s, one second apart', () => {
    expect(cutWindows(new Float32Array(160_000))).toHaveLength(1);
    expect(cutWindows(new Float32Array(144_160 + 2 * 16_000))).toHaveLength(3);
  });

  it('repeats a short sound until it fills a window', () => {
    const [window] = cutWindows(Float32Array.from([1, 2, 3]));
    expect(window).toHaveLength(144_160);
    expect([...window!.subarray(0, 4)]).toEqual([1, 2, 3, 1]);
  });

  it.skipIf(!existsSync(MODEL))('prefers a clean voice to the same voice in noise', { timeout: 30_000 }, async () => {
    const judge = await loadDnsmos(MODEL);
    const { samples } = readWav(VOICE);
    const dice = createDice(2);
    const clean = await judge(samples);
    const noisy = await judge(samples.map((x) => x + 0.1 * (dice() - 0.5)));
    expect(clean.ovrl).toBeGreaterThan(2.8);
    expect(noisy.ovrl).toBeLessThan(clean.ovrl - 0.7);
    expect(noisy.bak).toBeLessThan(clean.bak - 0.7);
  });
});
