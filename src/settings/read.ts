/** Reads a stored settings record that may be old, damaged or foreign: a bad field falls back alone, the rest is kept. */
import { DEFAULT_SETTINGS, type Settings } from './schema.ts';

export interface SettingsRead {
  readonly settings: Settings;
  /** Names of the fields that were replaced by their default, in order. */
  readonly repaired: readonly string[];
}

type Field = Exclude<keyof Settings, 'version'>;

/** At most this many relays are tried; a longer list is a mistake. */
const MAX_RELAYS = 8;
const MAX_NAME_LENGTH = 256;
const MAX_URL_LENGTH = 512;

const isBoolean = (value: unknown) => typeof value === 'boolean';
const isRatio = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isVoiceShell = (value: unknown) => value === 'auto' || value === 'worker' || value === 'worklet';
const isText = (value: unknown, maxLength: number) => typeof value === 'string' && value.length <= maxLength;

const IS_VALID: Record<Field, (value: unknown) => boolean> = {
  selfName: (value) => isText(value, MAX_NAME_LENGTH),
  suppression: isBoolean,
  suppressionStrengthRatio: isRatio,
  gainControl: isBoolean,
  voiceShell: isVoiceShell,
  relayUrls: (value) =>
    Array.isArray(value) && value.length <= MAX_RELAYS && value.every((url) => isText(url, MAX_URL_LENGTH)),
};

/** Never throws. A record from the future, or none at all, gives the defaults. */
export function readSettings(stored: unknown): SettingsRead {
  if (stored === undefined) return { settings: DEFAULT_SETTINGS, repaired: [] };
  const record = typeof stored === 'object' && stored !== null ? new Map(Object.entries(stored)) : new Map();
  if (record.get('version') !== DEFAULT_SETTINGS.version) return { settings: DEFAULT_SETTINGS, repaired: ['version'] };
  const fields = Object.keys(IS_VALID) as Field[];
  const repaired = fields.filter((field) => !IS_VALID[field](record.get(field)));
  const kept = fields.filter((field) => !repaired.includes(field)).map((field) => [field, record.get(field)]);
  return { settings: { ...DEFAULT_SETTINGS, ...Object.fromEntries(kept) }, repaired };
}
