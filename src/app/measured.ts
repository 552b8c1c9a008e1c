/** What measured sound means: the few thresholds every claim about it is derived from. */
import { FLOOR_DBFS } from '../base/units.ts';
import type { Meter, MuteView } from './view.ts';

/** At or below this an outgoing track carries nothing a decoder would play (PROTOCOL, threat 23). */
export const SILENCE_DBFS = -90;

/** Speech probability above which somebody is shown as speaking. */
export const SPEECH_PROBABILITY = 0.5;

export const SILENT_METER: Meter = { levelDbfs: FLOOR_DBFS, speaking: false };

/**
 * What mute looks like from outside.
 * @param sentDbfs level of the outgoing track now
 * @param speechProbability of the microphone before mute
 */
export function muteView(sentDbfs: number, speechProbability: number): MuteView {
  if (sentDbfs > SILENCE_DBFS) return { state: 'muting' };
  return { state: 'muted', speakingWhileMuted: speechProbability > SPEECH_PROBABILITY };
}
