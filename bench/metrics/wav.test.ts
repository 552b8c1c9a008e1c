import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readWav, writeWav } from './wav.ts';

const folder = mkdtempSync(join(tmpdir(), 'humr-wav-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('WAV files', () => {
  it('come back as written, to 16 bits, with what is too loud clipped', () => {
    const path = join(folder, 'a.wav');
    writeWav(path, { sampleRateHz: 44_100, samples: Float32Array.from([0, 0.5, -1, 2, 1 / 32768]) });
    const { sampleRateHz, samples } = readWav(path);
    expect(sampleRateHz).toBe(44_100);
    expect([...samples]).toEqual([0, 0.5, -1, 32767 / 32768, 1 / 32768]);
  });

  it('that are something else are refused by name', () => {
    const path = join(folder, 'b.wav');
    writeFileSync(path, 'x'.repeat(100));
    expect(() => readWav(path)).toThrow(/b\.wav: not a WAV file/);
  });
});
