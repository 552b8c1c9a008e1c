/** Reads a stored settings record that may be old, damaged or foreign: a bad field falls back alone, the rest is kept. */
import { SETTINGS_MIGRATIONS, type SettingsRecord } from './migrations.ts';
import { DEFAULT_SETTINGS, FIELD_NAMES, FIELDS, type Field, isAllowed, pathOf, type Settings } from './schema.ts';

export interface SettingsRead {
  readonly settings: Settings;
  /** Paths of the fields that were replaced by their default, in order; `version` stands for the whole record. */
  readonly repaired: readonly string[];
  /**
   * False: the record is a newer version's, or a migration failed. It must stay as it is, so that nothing is lost once
   * the newer or repaired app is back.
   */
  readonly mayReplace: boolean;
}

const NEWEST = DEFAULT_SETTINGS.version;

/** Never throws. A record from the future, or none at all, gives the defaults. */
export function readSettings(stored: unknown, migrations = SETTINGS_MIGRATIONS): SettingsRead {
  if (stored === undefined) return { settings: DEFAULT_SETTINGS, repaired: [], mayReplace: true };
  const record = asRecord(stored);
  const version = record?.version;
  if (!record || typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { settings: DEFAULT_SETTINGS, repaired: ['version'], mayReplace: true };
  }
  const migrated = version <= NEWEST ? migrate(record, version, migrations) : null;
  if (!migrated) return { settings: DEFAULT_SETTINGS, repaired: ['version'], mayReplace: false };
  return { ...readFields(migrated), mayReplace: true };
}

/** The record to store or to export: fields in their sections. */
export function settingsRecord(settings: Settings): SettingsRecord {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const field of FIELD_NAMES) {
    const { section, key } = FIELDS[field];
    sections[section] = { ...sections[section], [key]: settings[field] };
  }
  return { version: settings.version, ...sections };
}

/** Whether the record has the field at all, and with what. */
export function fieldOf(record: SettingsRecord, field: Field): { readonly value: unknown } | null {
  const { section, key } = FIELDS[field];
  const inside = asRecord(record[section]);
  return inside && Object.hasOwn(inside, key) ? { value: inside[key] } : null;
}

/** An object with string keys of its own; null for everything else. */
export function asRecord(value: unknown): SettingsRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function migrate(
  record: SettingsRecord,
  version: number,
  migrations: typeof SETTINGS_MIGRATIONS,
): SettingsRecord | null {
  try {
    return migrations.slice(version - 1).reduce((before, step) => step(before), record);
  } catch {
    return null;
  }
}

function readFields(record: SettingsRecord): { settings: Settings; repaired: readonly string[] } {
  const kept: [string, unknown][] = [];
  const repaired: string[] = [];
  for (const field of FIELD_NAMES) {
    // A field that came with a later version of the app is not there yet: no damage, and nothing to tell.
    const found = fieldOf(record, field);
    if (!found) continue;
    if (isAllowed(FIELDS[field].rule, found.value)) kept.push([field, found.value]);
    else repaired.push(pathOf(field));
  }
  return { settings: { ...DEFAULT_SETTINGS, ...Object.fromEntries(kept) }, repaired };
}
