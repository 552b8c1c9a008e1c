/**
 * The settings as this tab knows them: every change goes through here, to whoever listens at once and to the store
 * behind it, where the other tabs find it.
 */
import { previewImport } from '../settings/import.ts';
import { type SettingsRead, settingsRecord } from '../settings/read.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings/schema.ts';
import type { ViewStore } from './store.ts';
import type { SettingsView } from './view.ts';

export interface SettingsPorts {
  /** Writes these fields over what is stored. @returns whether they were kept */
  saveSettings(change: Partial<Settings>): Promise<boolean>;
  /** Tells of changes by other tabs. */
  watchSettings(listener: (read: SettingsRead) => void): void;
  /** Offers a text as a file to be saved. */
  saveTextFile(name: string, text: string): void;
}

export type SettingsListener = (now: Settings, before: Settings) => void;

export interface SettingsDesk {
  readonly current: Settings;
  change(change: Partial<Settings>): void;
  /** Calls back after every change, whoever made it. */
  subscribe(listener: SettingsListener): void;
  reset(): void;
  exportFile(): void;
  /** Shows what a file would change; nothing is changed yet. */
  previewFile(text: string): void;
  applyFile(): void;
  dropFile(): void;
  /** What was repaired has been read. */
  dismissRepairs(): void;
}

export function createSettingsDesk(options: {
  store: ViewStore;
  ports: SettingsPorts;
  read: SettingsRead;
}): SettingsDesk {
  return new LiveDesk(options);
}

class LiveDesk implements SettingsDesk {
  current: Settings;
  readonly #store: ViewStore;
  readonly #ports: SettingsPorts;
  readonly #listeners = new Set<SettingsListener>();
  /** Changed while the store was busy, or not kept yet. */
  #unsaved: Partial<Settings> = {};
  #saving = false;

  constructor({ store, ports, read }: { store: ViewStore; ports: SettingsPorts; read: SettingsRead }) {
    this.#store = store;
    this.#ports = ports;
    this.current = read.settings;
    this.#show({ values: read.settings, repaired: read.repaired, kept: read.mayReplace });
    store.update(shown(read.settings));
    ports.watchSettings((other) => this.#otherTab(other));
  }

  change(change: Partial<Settings>): void {
    this.#adopt({ ...this.current, ...change });
    this.#unsaved = { ...this.#unsaved, ...change };
    void this.#save();
  }

  subscribe(listener: SettingsListener): void {
    this.#listeners.add(listener);
  }

  reset(): void {
    this.change({ ...DEFAULT_SETTINGS, selfName: this.current.selfName });
    this.#show({ repaired: [] });
  }

  exportFile(): void {
    this.#ports.saveTextFile('humr-settings.json', `${JSON.stringify(settingsRecord(this.current), null, 2)}\n`);
  }

  previewFile(text: string): void {
    this.#show({ file: previewImport(text, this.current) });
  }

  applyFile(): void {
    const { file } = this.#store.view.settings;
    this.#show({ file: null });
    if (file?.ok) this.change(file.settings);
  }

  dropFile(): void {
    this.#show({ file: null });
  }

  dismissRepairs(): void {
    this.#show({ repaired: [] });
    // Saving what is in use puts the sound value in the place of the damaged one.
    this.change(this.current);
  }

  /** What is still on its way to the store is newer than what another tab wrote. */
  #otherTab({ settings, mayReplace }: SettingsRead): void {
    if (mayReplace) this.#adopt({ ...settings, ...this.#unsaved });
  }

  #adopt(next: Settings): void {
    const before = this.current;
    this.current = next;
    this.#store.update(shown(next));
    this.#show({ values: next });
    for (const listener of this.#listeners) listener(next, before);
  }

  /** One at a time; what a slider changes meanwhile goes together. */
  async #save(): Promise<void> {
    if (this.#saving) return;
    this.#saving = true;
    while (Object.keys(this.#unsaved).length > 0) {
      const change = this.#unsaved;
      this.#unsaved = {};
      this.#show({ kept: await this.#ports.saveSettings(change) });
    }
    this.#saving = false;
  }

  #show(change: Partial<SettingsView>): void {
    this.#store.update({ settings: { ...this.#store.view.settings, ...change } });
  }
}

function shown({ selfName, suppression, suppressionStrengthRatio }: Settings) {
  return { selfName, suppression: { on: suppression, strengthRatio: suppressionStrengthRatio } };
}
