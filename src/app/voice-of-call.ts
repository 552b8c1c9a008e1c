/** One's own voice, tied to the call: what is sent, what the others are told, and what is shown of it. */
import type { Ports } from '../call/ports.ts';
import type { CallViewBuilder } from './call-view.ts';
import type { Watch } from './metrics.ts';
import { OwnVoice } from './own-voice.ts';
import type { Room } from './room.ts';
import type { SettingsDesk } from './settings-desk.ts';
import type { ViewStore } from './store.ts';

export interface VoiceOfCallOptions {
  readonly ports: Ports<MediaStreamTrack>;
  readonly store: ViewStore;
  readonly settings: SettingsDesk;
  readonly view: CallViewBuilder;
  readonly watch: Watch | undefined;
  /** The room one is in. */
  room(): Room | null;
}

export function voiceOfCall({ ports, store, settings, view, watch, room }: VoiceOfCallOptions): OwnVoice {
  return new OwnVoice({
    ports,
    store,
    settings: () => settings.current,
    events: {
      track: (track) => room()?.setTrack(track),
      report: (report) => watch?.voiceReport(report),
      mute: (mute) => view.mute(mute),
      saysMuted: (muted) => room()?.tellAll({ kind: 'muted', muted }),
      saysMicrophone: (state) => room()?.tellAll({ kind: 'microphone', state }),
      notice: (code) => view.notice(code, null),
      recall: (code) => view.recall(code),
    },
  });
}
