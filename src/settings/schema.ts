/** What is kept between visits, with its defaults. */

/** Where the voice chain runs: `auto` is the quickest place that keeps up. Each choice falls back on the others. */
export type VoiceShellChoice = 'auto' | 'worker' | 'worklet';

export interface Settings {
  /** Shape of this record; rises with every migration. */
  readonly version: 1;
  /** Own display name, normalised; empty when never given. */
  readonly selfName: string;
  readonly suppression: boolean;
  /** 0..1. */
  readonly suppressionStrengthRatio: number;
  readonly gainControl: boolean;
  readonly voiceShell: VoiceShellChoice;
  /** Relays in order of preference, wss: (or ws: on this machine); empty means the one that served the page. */
  readonly relayUrls: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  selfName: '',
  suppression: true,
  suppressionStrengthRatio: 0.8,
  gainControl: true,
  voiceShell: 'auto',
  relayUrls: [],
};
