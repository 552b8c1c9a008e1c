/**
 * Screens, their sound and cameras beside the voices. Voices come first: what is shown gets a bounded share of the
 * network, and its sound gives way while somebody speaks.
 */
import type { AddedPurpose } from '../call/lines.ts';
import type { Speaker, TrackLimit } from '../call/ports.ts';
import type { CameraTrouble, Captured, ScreenTrouble, ShareStyle } from '../call/sharing.ts';
import type { Beside } from './beside.ts';
import type { Member } from './member.ts';
import { pausedView } from './paused-view.ts';
import type { Room } from './room.ts';
import { NOTHING_SHARED, type ScreenView, type SharingView, type SharingWishes } from './sharing-view.ts';
import type { ViewStore } from './store.ts';

export interface SharingPorts {
  readonly canShare: boolean;
  readonly canShareSound: boolean;
  captureScreen(): Promise<Captured<MediaStreamTrack> | ScreenTrouble>;
  captureCamera(): Promise<MediaStreamTrack | CameraTrouble>;
  /** For sound of screens alone, so that it can give way to voices. */
  readonly speaker: Pick<Speaker<MediaStreamTrack>, 'play' | 'stop' | 'setVolume' | 'setDeafened' | 'setSink'>;
  nowMs(): number;
}

/** Letters need bits, not frames; movement needs frames. Together with the voice it fits into 3 Mbit/s. */
const LIMITS: Readonly<Record<ShareStyle, TrackLimit>> = {
  sharp: { maxBitsPerS: 2_500_000, maxFramesPerS: 15, isActive: true },
  smooth: { maxBitsPerS: 2_500_000, maxFramesPerS: 30, isActive: true },
};
const HINTS = { sharp: 'detail', smooth: 'motion' } as const;
const CAMERA_LIMIT: TrackLimit = { maxBitsPerS: 500_000, maxFramesPerS: 24, isActive: true };
/** While somebody speaks, and for so long after that, a screen's sound stands back by 10 dB. */
const DUCKED_RATIO = 0.32;
const DUCKED_AFTER_MS = 800;

export interface Sharing extends Beside, SharingWishes {}

export function createSharing(options: { store: ViewStore; ports: SharingPorts }): Sharing {
  return new LiveSharing(options);
}

class LiveSharing implements Sharing {
  readonly #store: ViewStore;
  readonly #ports: SharingPorts;
  #room: Room | null = null;
  #captured: Captured<MediaStreamTrack> | null = null;
  #camera: MediaStreamTrack | null = null;
  readonly #sounds = new Map<string, MediaStreamTrack>();
  #ducked = false;
  #spokenMs = Number.NEGATIVE_INFINITY;
  /** Rises with every call, so that a picker answered too late shows nothing. */
  #visit = 0;

  constructor({ store, ports }: { store: ViewStore; ports: SharingPorts }) {
    this.#store = store;
    this.#ports = ports;
    this.#show({ canShare: ports.canShare, canShareSound: ports.canShareSound });
    store.subscribe(() => this.#listen());
  }

  begin(room: Room): void {
    this.end();
    this.#room = room;
  }

  end(): void {
    this.#visit++;
    this.#release();
    this.#camera?.stop();
    this.#camera = null;
    for (const id of this.#sounds.keys()) this.#ports.speaker.stop(id);
    this.#sounds.clear();
    this.#room = null;
    const { canShare, canShareSound } = this.#ports;
    this.#store.update({ sharing: { ...NOTHING_SHARED, canShare, canShareSound } });
  }

  /** Whoever is gone, or held, shows nothing any more. */
  changed(members: readonly Member[]): void {
    const present = new Set(members.filter(({ pair }) => !pair.held).map(({ id }) => id));
    const { screens, cameras } = this.#view;
    const paused = pausedView(this.#view.paused, members);
    if (paused !== this.#view.paused) this.#show({ paused });
    for (const id of new Set([...screens.map(({ id }) => id), ...cameras.keys(), ...this.#sounds.keys()])) {
      if (present.has(id)) continue;
      for (const purpose of ['screen', 'screen-sound', 'camera'] as const) this.added(id, purpose, null);
    }
  }

  side(): void {}

  added(id: string, purpose: AddedPurpose, track: MediaStreamTrack | null): void {
    switch (purpose) {
      case 'screen':
        return this.#screenAdded(id, track);
      case 'screen-sound':
        return this.#soundAdded(id, track);
      case 'camera': {
        const cameras = new Map(this.#view.cameras);
        if (track) cameras.set(id, new MediaStream([track]));
        else cameras.delete(id);
        return this.#show({ cameras });
      }
    }
  }

  shareScreen(): void {
    if (this.#room && this.#view.own.state === 'off') void this.#share(this.#room);
  }

  stopSharing(): void {
    this.#room?.unshare('screen');
    this.#room?.unshare('screen-sound');
    this.#release();
    this.#show({ own: { state: 'off' } });
  }

  setShareStyle(style: ShareStyle): void {
    const { own } = this.#view;
    if (own.state !== 'on' || !this.#captured) return;
    this.#captured.picture.contentHint = HINTS[style];
    this.#room?.limitShare('screen', LIMITS[style]);
    this.#show({ own: { ...own, style } });
  }

  setScreenVolume(id: string, ratio: number): void {
    const screens = this.#view.screens.map((it) => (it.id === id ? { ...it, volumeRatio: ratio } : it));
    this.#show({ screens });
    this.#setVolumes();
  }

  toggleCamera(): void {
    if (this.#camera) this.#stopCamera();
    else if (this.#room) void this.#startCamera(this.#room);
  }

  get #view(): SharingView {
    return this.#store.view.sharing;
  }

  async #share(room: Room): Promise<void> {
    const visit = this.#visit;
    this.#show({ own: { state: 'choosing' }, trouble: null });
    const captured = await this.#ports.captureScreen();
    if (typeof captured === 'string') {
      // Who closes the picker knows that.
      const trouble = captured === 'SCREEN_DECLINED' ? null : captured;
      if (visit === this.#visit) this.#show({ own: { state: 'off' }, trouble });
      return;
    }
    const { picture, sound } = captured;
    this.#captured = captured;
    if (visit !== this.#visit) return this.#release();
    // The window was closed, or the browser's own button pressed.
    picture.addEventListener('ended', () => this.#captured === captured && this.stopSharing());
    picture.contentHint = HINTS.sharp;
    room.share('screen', picture);
    room.limitShare('screen', LIMITS.sharp);
    if (sound) room.share('screen-sound', sound);
    this.#show({ own: { state: 'on', style: 'sharp', hasSound: sound !== null, picture: new MediaStream([picture]) } });
  }

  async #startCamera(room: Room): Promise<void> {
    const visit = this.#visit;
    const track = await this.#ports.captureCamera();
    if (typeof track === 'string') return this.#show({ trouble: track });
    if (visit !== this.#visit || this.#camera) return track.stop();
    this.#camera = track;
    track.addEventListener('ended', () => this.#camera === track && this.#stopCamera());
    room.share('camera', track);
    room.limitShare('camera', CAMERA_LIMIT);
    this.#show({ camera: new MediaStream([track]), trouble: null });
  }

  #stopCamera(): void {
    this.#room?.unshare('camera');
    this.#camera?.stop();
    this.#camera = null;
    this.#show({ camera: null });
  }

  #release(): void {
    this.#captured?.picture.stop();
    this.#captured?.sound?.stop();
    this.#captured = null;
  }

  #screenAdded(id: string, track: MediaStreamTrack | null): void {
    const others = this.#view.screens.filter((screen) => screen.id !== id);
    if (!track) return this.#show({ screens: others });
    const picture = new MediaStream([track]);
    const screen: ScreenView = { id, picture, hasSound: this.#sounds.has(id), volumeRatio: 1 };
    this.#show({ screens: [...others, screen] });
  }

  #soundAdded(id: string, track: MediaStreamTrack | null): void {
    if (track) {
      this.#sounds.set(id, track);
      this.#ports.speaker.play(id, track);
    } else if (this.#sounds.delete(id)) {
      this.#ports.speaker.stop(id);
    }
    const hasSound = track !== null;
    this.#show({ screens: this.#view.screens.map((it) => (it.id === id ? { ...it, hasSound } : it)) });
    this.#setVolumes();
  }

  /** Follows the view: who speaks, whether anybody is heard, and through which loudspeaker. */
  #listen(): void {
    const { screen, selfMeter, settings } = this.#store.view;
    if (this.#sounds.size === 0 || screen.name !== 'call') return;
    const { talk, mute, people } = screen.call;
    const speaks = (mute.state === 'open' && selfMeter.speaking) || people.some(({ meter }) => meter.speaking);
    if (speaks) this.#spokenMs = this.#ports.nowMs();
    const ducked = this.#ports.nowMs() - this.#spokenMs < DUCKED_AFTER_MS;
    this.#ports.speaker.setDeafened(talk.deafened);
    void this.#ports.speaker.setSink(settings.values.speakerId);
    if (ducked === this.#ducked) return;
    this.#ducked = ducked;
    this.#setVolumes();
  }

  #setVolumes(): void {
    for (const { id, volumeRatio } of this.#view.screens) {
      this.#ports.speaker.setVolume(id, volumeRatio * (this.#ducked ? DUCKED_RATIO : 1));
    }
  }

  #show(change: Partial<SharingView>): void {
    this.#store.update({ sharing: { ...this.#view, ...change } });
  }
}
