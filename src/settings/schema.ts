/** What is kept between visits, with its defaults. */

export interface Settings {
  /** Shape of this record; rises with every migration. */
  readonly version: 1;
  /** Own display name, normalised; empty when never given. */
  readonly selfName: string;
  readonly suppression: boolean;
  /** 0..1. */
  readonly suppressionStrengthRatio: number;
  readonly gainControl: boolean;
  /** Relays in order of preference, wss: (or ws: on this machine); empty means the one that served the page. */
  readonly relayUrls: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  selfName: '',
  suppression: true,
  suppressionStrengthRatio: 0.8,
  gainControl: true,
  relayUrls: [],
};
