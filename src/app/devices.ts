/** Which microphones and loudspeakers there are. */
import type { Ports } from '../call/ports.ts';
import type { ViewStore } from './store.ts';

export interface DevicesOptions {
  readonly ports: Pick<Ports<unknown>, 'listDevices' | 'watchDevices'>;
  readonly store: ViewStore;
  /** Something was plugged in or out, or another device is the default now. */
  changed(): void;
}

export class Devices {
  readonly #options: DevicesOptions;

  constructor(options: DevicesOptions) {
    this.#options = options;
    options.ports.watchDevices(() => {
      void this.refresh();
      options.changed();
    });
  }

  /** Reads the list anew: names are told only once the microphone is allowed. */
  async refresh(): Promise<void> {
    this.#options.store.update({ devices: await this.#options.ports.listDevices() });
  }
}
