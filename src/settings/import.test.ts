import { describe, expect, it } from 'vitest';
import { previewImport } from './import.ts';
import { settingsRecord } from './read.ts';
import { DEFAULT_SETTINGS } from './schema.ts';

const NOW = { ...DEFAULT_SETTINGS, selfName: 'Anna' };
const file = (change: object) => JSON.stringify({ version: 2, ...change });

describe('a settings file', () => {
  it('shows what it would change, and only that', () => {
    const text = file({ processing: { strength: 0.3, suppression: true }, interface: { name: 'Ben' } });
    expect(previewImport(text, NOW)).toEqual({
      ok: true,
      settings: { ...NOW, suppressionStrengthRatio: 0.3, selfName: 'Ben' },
      changes: [
        { path: 'processing.strength', before: 0.8, after: 0.3 },
        { path: 'interface.name', before: 'Anna', after: 'Ben' },
      ],
    });
  });

  it('comes back as it was saved', () => {
    const other = { ...NOW, voiceShell: 'worker', relayUrls: ['wss://a.example/mqtt'] } as const;
    const preview = previewImport(JSON.stringify(settingsRecord(other)), NOW);
    expect(preview).toMatchObject({ ok: true, settings: other });
  });

  it('of version 1 is read as an old record is', () => {
    const text = JSON.stringify({ version: 1, suppression: false });
    expect(previewImport(text, NOW)).toMatchObject({ ok: true, settings: { suppression: false } });
    expect(previewImport(JSON.stringify({ version: 1, gainControl: 'yes' }), NOW)).toMatchObject({
      ok: false,
      faults: [{ kind: 'field', path: 'processing.loudness' }],
    });
  });

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['x'.repeat(70_000), 'too-long'],
    ['null', 'not-settings'],
    ['[]', 'not-settings'],
    ['7', 'not-settings'],
    ['{"version":"2"}', 'not-settings'],
    ['{"version":0}', 'not-settings'],
    ['{"version":3}', 'newer'],
    ['{"version":1e400}', 'not-settings'],
  ])('%s is refused', (text, kind) => {
    expect(previewImport(text, NOW)).toEqual({ ok: false, faults: [{ kind }] });
  });

  it('names every place at fault, and what must stand there', () => {
    const text = file({ processing: { strength: 7, loudness: 1 }, audio: { gain: 3 }, extra: 1, interface: 'x' });
    expect(previewImport(text, NOW)).toEqual({
      ok: false,
      faults: [
        { kind: 'unknown', path: 'audio.gain' },
        { kind: 'unknown', path: 'extra' },
        { kind: 'unknown', path: 'interface' },
        { kind: 'field', path: 'processing.strength', must: { kind: 'number', min: 0, max: 1 } },
        { kind: 'field', path: 'processing.loudness', must: { kind: 'flag' } },
      ],
    });
  });
});
