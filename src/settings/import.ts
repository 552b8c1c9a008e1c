/** Reads a settings file somebody chose: shown before anything is changed, and refused with the exact places at fault. */
import { asRecord, fieldOf, readSettings } from './read.ts';
import { FIELD_NAMES, FIELDS, type Field, isAllowed, pathOf, type Rule, type Settings } from './schema.ts';

/** Longer than any honest file by far. */
const MAX_FILE_LENGTH = 64 * 1024;

/** What is wrong with a file, and where. */
export type ImportFault =
  | { readonly kind: 'too-long' | 'not-json' | 'not-settings' | 'newer' }
  | { readonly kind: 'field'; readonly path: string; readonly must: Rule }
  | { readonly kind: 'unknown'; readonly path: string };

/** One line of the preview; the values are as they stand in the file. */
export interface ImportChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export type ImportPreview =
  | { readonly ok: true; readonly settings: Settings; readonly changes: readonly ImportChange[] }
  | { readonly ok: false; readonly faults: readonly ImportFault[] };

/** Never throws, changes nothing. A field the file leaves out stays as it is now. */
export function previewImport(text: string, now: Settings): ImportPreview {
  if (text.length > MAX_FILE_LENGTH) return refused({ kind: 'too-long' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused({ kind: 'not-json' });
  }
  const record = asRecord(value);
  const version = record?.version;
  if (!record || typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refused({ kind: 'not-settings' });
  }
  if (version > now.version) return refused({ kind: 'newer' });
  return version === now.version ? previewRecord(record, now) : previewOld(record, now);
}

function previewRecord(record: Readonly<Record<string, unknown>>, now: Settings): ImportPreview {
  const faults: ImportFault[] = unknownPaths(record).map((path) => ({ kind: 'unknown', path }));
  let settings = now;
  for (const field of FIELD_NAMES) {
    const found = fieldOf(record, field);
    if (!found) continue;
    const { rule } = FIELDS[field];
    if (isAllowed(rule, found.value)) settings = { ...settings, [field]: found.value };
    else faults.push({ kind: 'field', path: pathOf(field), must: rule });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, settings, changes: changesOf(now, settings) };
}

/** A file of an older version goes the way an older record goes. */
function previewOld(record: Readonly<Record<string, unknown>>, now: Settings): ImportPreview {
  const { settings, repaired } = readSettings(record);
  const faulty = FIELD_NAMES.filter((field) => repaired.includes(pathOf(field)));
  if (faulty.length < repaired.length) return refused({ kind: 'not-settings' });
  const faults = faulty.map((field) => ({ kind: 'field', path: pathOf(field), must: FIELDS[field].rule }) as const);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, settings, changes: changesOf(now, settings) };
}

function changesOf(now: Settings, next: Settings): readonly ImportChange[] {
  const differs = (field: Field) => JSON.stringify(now[field]) !== JSON.stringify(next[field]);
  return FIELD_NAMES.filter(differs).map((field) => ({
    path: pathOf(field),
    before: now[field],
    after: next[field],
  }));
}

function unknownPaths(record: Readonly<Record<string, unknown>>): string[] {
  const known = new Set(FIELD_NAMES.map(pathOf));
  return Object.entries(record)
    .filter(([section]) => section !== 'version')
    .flatMap(([section, value]) => {
      const inside = asRecord(value);
      const paths = inside ? Object.keys(inside).map((key) => `${section}.${key}`) : [section];
      return paths.filter((path) => !known.has(path));
    });
}

function refused(fault: ImportFault): ImportPreview {
  return { ok: false, faults: [fault] };
}
