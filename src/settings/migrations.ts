/** Older records, brought up to date one step at a time. A step is pure: if it throws, nothing has changed. */

export type SettingsRecord = Readonly<Record<string, unknown>>;

/** The step at place n takes a record of version n + 1 to version n + 2. */
export const SETTINGS_MIGRATIONS: readonly ((record: SettingsRecord) => SettingsRecord)[] = [toSections];

/** Version 1 was one flat list; from version 2 on the fields stand in sections, as people read them in a file. */
function toSections(old: SettingsRecord): SettingsRecord {
  return {
    version: 2,
    processing: picked(old, {
      suppression: 'suppression',
      strength: 'suppressionStrengthRatio',
      loudness: 'gainControl',
      shell: 'voiceShell',
    }),
    network: picked(old, { relays: 'relayUrls' }),
    interface: picked(old, { name: 'selfName' }),
  };
}

/** @param names new name → old name; what is not there stays away */
function picked(old: SettingsRecord, names: Readonly<Record<string, string>>): SettingsRecord {
  const pairs = Object.entries(names).filter(([, before]) => Object.hasOwn(old, before));
  return Object.fromEntries(pairs.map(([now, before]) => [now, old[before]]));
}
