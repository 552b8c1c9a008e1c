/** What the UI shows before anything has happened. */
import { DEFAULT_SETTINGS } from '../settings/schema.ts';
import { EMPTY_CHAT } from './empty-chat.ts';
import { NO_GROUP } from './group-view.ts';
import { SILENT_METER } from './measured.ts';
import { NO_PEOPLE } from './people-view.ts';
import { NOTHING_SHARED } from './sharing-view.ts';
import type { View } from './view.ts';

const { selfName, suppression, suppressionStrengthRatio } = DEFAULT_SETTINGS;

export const INITIAL_VIEW: View = {
  screen: { name: 'home' },
  selfName,
  microphone: { state: 'off' },
  selfMeter: SILENT_METER,
  voice: null,
  suppression: { on: suppression, strengthRatio: suppressionStrengthRatio },
  devices: { microphones: [], speakers: [] },
  trial: { state: 'off' },
  listenBack: { state: 'off' },
  settings: { values: DEFAULT_SETTINGS, repaired: [], kept: true, file: null },
  people: NO_PEOPLE,
  chat: EMPTY_CHAT,
  group: NO_GROUP,
  sharing: NOTHING_SHARED,
  app: { install: 'none', updateWaiting: false },
  nowMs: 0,
};
