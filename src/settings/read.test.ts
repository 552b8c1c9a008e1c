import { describe, expect, it } from 'vitest';
import { readSettings } from './read.ts';
import { DEFAULT_SETTINGS, type Settings } from './schema.ts';

const KEPT: Settings = {
  version: 1,
  selfName: 'Anna',
  suppression: false,
  suppressionStrengthRatio: 0.25,
  gainControl: false,
  voiceShell: 'worklet',
  relayUrls: ['wss://relay.example/mqtt'],
};
const JUNK: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  2,
  'x'.repeat(10_000),
  [],
  [1],
  {},
  { length: 1 },
  () => 1,
  Symbol('x'),
  new Date(Number.NaN),
  Array(100).fill('wss://a'),
];

describe('reading stored settings', () => {
  it('gives the defaults, without complaint, to somebody new', () => {
    expect(readSettings(undefined)).toEqual({ settings: DEFAULT_SETTINGS, repaired: [] });
  });

  it('gives back what was kept', () => {
    expect(readSettings({ ...KEPT })).toEqual({ settings: KEPT, repaired: [] });
  });

  const fields = (Object.keys(KEPT) as (keyof Settings)[]).filter((field) => field !== 'version');
  it.each(fields)('replaces a damaged %s alone', (field) => {
    for (const junk of JUNK) {
      const { settings, repaired } = readSettings({ ...KEPT, [field]: junk });
      const stillValid = Array.isArray(junk) && junk.length === 0 && field === 'relayUrls';
      expect(repaired).toEqual(stillValid ? [] : [field]);
      expect(settings).toEqual({ ...KEPT, [field]: stillValid ? [] : DEFAULT_SETTINGS[field] });
    }
  });

  it.each([[null], [7], ['text'], [[]], [{ ...KEPT, version: 2 }], [{}]])('does not guess at %j', (stored) => {
    expect(readSettings(stored)).toEqual({ settings: DEFAULT_SETTINGS, repaired: ['version'] });
  });

  it('takes no field it does not know, not even __proto__', () => {
    const stored = JSON.parse(JSON.stringify(KEPT).replace('{', '{"__proto__":{"selfName":"Eve"},"more":1,'));
    expect(Object.keys(readSettings(stored).settings).sort()).toEqual(Object.keys(KEPT).sort());
    expect(readSettings(stored).settings.selfName).toBe('Anna');
  });
});
