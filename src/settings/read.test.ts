import { describe, expect, it } from 'vitest';
import { readSettings, settingsRecord } from './read.ts';
import { DEFAULT_SETTINGS, FIELD_NAMES, FIELDS, isAllowed, pathOf, type Settings } from './schema.ts';

const KEPT: Settings = {
  version: 2,
  microphoneId: 'a1',
  speakerId: 'b2',
  suppression: false,
  suppressionStrengthRatio: 0.25,
  gainControl: false,
  highPass: false,
  gate: true,
  voiceShell: 'worklet',
  relayUrls: ['wss://relay.example/mqtt'],
  collectorUrl: 'https://collector.example/v1/metrics',
  relayLogins: [{ url: 'wss://relay.example/mqtt', userName: 'anna', password: 'a token' }],
  turnServers: [{ url: 'turn:turn.example', userName: '', password: '' }],
  turnCredentialsUrl: '/turn',
  hideAddress: true,
  selfName: 'Anna',
  language: 'de',
  theme: 'dark',
  talkMode: 'push-to-talk',
  talkKey: 'KeyT',
  muteKey: '',
  deafenKey: 'KeyD',
};
const VERSION_1 = {
  version: 1,
  selfName: 'Anna',
  suppression: false,
  suppressionStrengthRatio: 0.25,
  gainControl: false,
  voiceShell: 'worklet',
  relayUrls: ['wss://relay.example/mqtt'],
};
/** Twenty things that no field may hold; some are right for one field, which then keeps them. */
const JUNK: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  2,
  '1',
  'true',
  'x'.repeat(10_000),
  [],
  [1],
  [null],
  {},
  { length: 1 },
  () => 1,
  Symbol('x'),
  10n,
  new Date(Number.NaN),
  new Map([['a', 1]]),
  Array(100).fill('wss://a'),
];
type Sections = Record<string, Record<string, unknown>>;
const nothingWrong = { repaired: [], mayReplace: true };

function damaged(section: string, key: string, junk: unknown): unknown {
  const record = settingsRecord(KEPT) as Sections;
  return { ...record, [section]: { ...record[section], [key]: junk } };
}

describe('reading stored settings', () => {
  it('gives the defaults, without complaint, to somebody new', () => {
    expect(readSettings(undefined)).toEqual({ settings: DEFAULT_SETTINGS, ...nothingWrong });
  });

  it('gives back what was kept', () => {
    expect(readSettings(settingsRecord(KEPT))).toEqual({ settings: KEPT, ...nothingWrong });
    expect(readSettings(JSON.parse(JSON.stringify(settingsRecord(KEPT))))).toEqual({ settings: KEPT, ...nothingWrong });
  });

  it('has defaults that its own rules allow', () => {
    for (const field of FIELD_NAMES) expect(isAllowed(FIELDS[field].rule, DEFAULT_SETTINGS[field]), field).toBe(true);
    expect(new Set(FIELD_NAMES.map(pathOf)).size).toBe(FIELD_NAMES.length);
  });

  it.each(FIELD_NAMES)('replaces a damaged %s alone', (field) => {
    const { section, key, rule } = FIELDS[field];
    let replaced = 0;
    for (const junk of JUNK) {
      const { settings, repaired, mayReplace } = readSettings(damaged(section, key, junk));
      const fits = isAllowed(rule, junk);
      if (!fits) replaced++;
      expect(repaired).toEqual(fits ? [] : [pathOf(field)]);
      expect(settings).toEqual({ ...KEPT, [field]: fits ? junk : DEFAULT_SETTINGS[field] });
      expect(mayReplace).toBe(true);
    }
    expect(replaced).toBeGreaterThanOrEqual(JUNK.length - 2);
  });

  it.each(['audio', 'processing', 'network', 'interface'])('fills up a record without %s, quietly', (section) => {
    const { [section]: _gone, ...rest } = settingsRecord(KEPT);
    const { settings, repaired } = readSettings(rest);
    expect(repaired).toEqual([]);
    for (const field of FIELD_NAMES) {
      expect(settings[field]).toEqual(FIELDS[field].section === section ? DEFAULT_SETTINGS[field] : KEPT[field]);
    }
  });

  it.each([[null], [7], ['text'], [[]], [{}], [{ version: 'x' }], [{ version: 0 }], [{ version: 1.5 }]])(
    'does not guess at %j',
    (stored) => {
      expect(readSettings(stored)).toEqual({ settings: DEFAULT_SETTINGS, repaired: ['version'], mayReplace: true });
    },
  );

  it('leaves a record of a newer version where it is', () => {
    const newer = { ...settingsRecord(KEPT), version: 3 };
    expect(readSettings(newer)).toEqual({ settings: DEFAULT_SETTINGS, repaired: ['version'], mayReplace: false });
  });

  it('takes no field it does not know, not even __proto__', () => {
    const json = JSON.stringify(settingsRecord(KEPT)).replace(
      '{',
      '{"__proto__":{"interface":{"name":"Eve"}},"more":1,',
    );
    const { settings } = readSettings(JSON.parse(json));
    expect(settings).toEqual(KEPT);
  });
});

describe('migrating', () => {
  it('takes the flat record of version 1 to sections', () => {
    const { settings, repaired } = readSettings({ ...VERSION_1 });
    expect(repaired).toEqual([]);
    // What version 1 did not have is at its default.
    const { version: _version, ...known } = VERSION_1;
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, ...known });
  });

  it('replaces what was damaged in version 1 alone', () => {
    const { settings, repaired } = readSettings({ ...VERSION_1, suppressionStrengthRatio: 7 });
    expect(repaired).toEqual(['processing.strength']);
    expect(settings).toMatchObject({ suppressionStrengthRatio: 0.8, selfName: 'Anna', voiceShell: 'worklet' });
  });

  it('leaves the record as it is when a step fails', () => {
    const failing = () => {
      throw new Error('half way');
    };
    const read = readSettings({ ...VERSION_1 }, [failing]);
    expect(read).toEqual({ settings: DEFAULT_SETTINGS, repaired: ['version'], mayReplace: false });
  });
});
