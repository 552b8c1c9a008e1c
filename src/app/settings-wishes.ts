/** Wishes about the settings; the desk behind them is loaded at the first of them, or with the conductor. */
import type { SettingsDesk } from './settings-desk.ts';
import type { SettingsWishes } from './view.ts';

/** @param load gives the same desk every time */
export function settingsWishes(load: () => Promise<SettingsDesk>): SettingsWishes {
  // Where the desk does not load the call does not either, and that is what is told.
  const wish = (act: (desk: SettingsDesk) => void) => void load().then(act, () => undefined);
  return {
    changeSettings: (change) => wish((desk) => desk.change(change)),
    resetSettings: () => wish((desk) => desk.reset()),
    saveSettingsFile: () => wish((desk) => desk.exportFile()),
    previewSettingsFile: (text) => wish((desk) => desk.previewFile(text)),
    applySettingsFile: () => wish((desk) => desk.applyFile()),
    dropSettingsFile: () => wish((desk) => desk.dropFile()),
    dismissRepairs: () => wish((desk) => desk.dismissRepairs()),
  };
}
