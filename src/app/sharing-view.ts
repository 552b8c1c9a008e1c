/** What is shown in a call beside the voices, for the UI, and the wishes about it. */
import type { CameraTrouble, ScreenTrouble, ShareStyle } from '../call/sharing.ts';
import { NOTHING_PAUSED, type PausedView } from './paused-view.ts';

export type OwnShare =
  | { readonly state: 'off' }
  | { readonly state: 'choosing' }
  | {
      readonly state: 'on';
      readonly style: ShareStyle;
      readonly hasSound: boolean;
      /** What the others see. */
      readonly picture: MediaStream;
    };

/** Somebody else's screen. */
export interface ScreenView {
  /** Id of the person. */
  readonly id: string;
  readonly picture: MediaStream;
  readonly hasSound: boolean;
  /** 0..2, before it gives way to voices. */
  readonly volumeRatio: number;
}

export interface SharingView {
  /** Whether this browser can show a screen, and its sound. */
  readonly canShare: boolean;
  readonly canShareSound: boolean;
  readonly own: OwnShare;
  readonly screens: readonly ScreenView[];
  readonly camera: MediaStream | null;
  /** Cameras of the others, by the person's id. */
  readonly cameras: ReadonlyMap<string, MediaStream>;
  readonly paused: PausedView;
  readonly trouble: ScreenTrouble | CameraTrouble | null;
}

export interface SharingWishes {
  shareScreen(): void;
  stopSharing(): void;
  setShareStyle(style: ShareStyle): void;
  setScreenVolume(id: string, ratio: number): void;
  toggleCamera(): void;
}

export const NOTHING_SHARED: SharingView = {
  canShare: false,
  canShareSound: false,
  own: { state: 'off' },
  screens: [],
  camera: null,
  cameras: new Map(),
  paused: NOTHING_PAUSED,
  trouble: null,
};

/** By name, for whoever passes them on. */
export const SHARING_WISHES = [
  'shareScreen',
  'stopSharing',
  'setShareStyle',
  'setScreenVolume',
  'toggleCamera',
] as const satisfies readonly (keyof SharingWishes)[];
