/** Which microphones and loudspeakers there are, and what happens when one comes or goes during a call. */
import type { Ports, Speaker } from '../call/ports.ts';
import type { CallViewBuilder } from './call-view.ts';
import type { OwnVoice } from './own-voice.ts';
import type { SettingsDesk } from './settings-desk.ts';
import type { ViewStore } from './store.ts';

export interface DevicesOptions {
  readonly ports: Pick<Ports<unknown>, 'listDevices' | 'watchDevices'>;
  readonly store: ViewStore;
  readonly settings: Pick<SettingsDesk, 'current' | 'subscribe'>;
  readonly speaker: Pick<Speaker<never>, 'setSink'>;
  readonly voice: Pick<OwnVoice, 'devicesChanged'>;
  readonly callView: Pick<CallViewBuilder, 'state'>;
  inCall(): boolean;
}

export class Devices {
  readonly #options: DevicesOptions;

  constructor(options: DevicesOptions) {
    this.#options = options;
    const { ports, settings, voice } = options;
    ports.watchDevices(() => {
      void this.refresh();
      void this.#choose();
      voice.devicesChanged();
    });
    settings.subscribe((now, before) => {
      if (now.speakerId !== before.speakerId) void this.#choose();
    });
    if (settings.current.speakerId !== '') void this.#choose();
  }

  /** Reads the list anew: names are told only once the microphone is allowed. */
  async refresh(): Promise<void> {
    this.#options.store.update({ devices: await this.#options.ports.listDevices() });
  }

  /** The chosen loudspeaker, or the default while it is away. */
  async #choose(): Promise<void> {
    const { settings, speaker, callView, inCall } = this.#options;
    const isThere = await speaker.setSink(settings.current.speakerId);
    callView.state('SPEAKER_CHANGED', !isThere && inCall());
  }
}
