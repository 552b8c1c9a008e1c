/** What the view says of the settings until the stored ones have been read. */
import { DEFAULT_SETTINGS } from '../settings/schema.ts';
import type { SettingsView } from './view.ts';

export const INITIAL_SETTINGS: SettingsView = { values: DEFAULT_SETTINGS, repaired: [], kept: true, file: null };
