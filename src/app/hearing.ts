/** How loud one hears each of the others, and whether one hears anybody. Remembered by key, so that it survives a return. */
import { toBase64Url } from '../base/base64url.ts';
import { clamp } from '../base/units.ts';
import type { Speaker } from '../call/ports.ts';
import type { Loudness } from './view.ts';

/** Twice as loud is what a quiet voice needs; more only distorts. */
const MAX_VOLUME_RATIO = 2;

const AS_SENT: Loudness = { volumeRatio: 1, silenced: false };

export class Hearing {
  readonly #speaker: Pick<Speaker<MediaStreamTrack>, 'setVolume' | 'setDeafened'>;
  readonly #chosen = new Map<string, Loudness>();

  constructor(speaker: Pick<Speaker<MediaStreamTrack>, 'setVolume' | 'setDeafened'>) {
    this.#speaker = speaker;
  }

  /** @param key the person's proven key; without one nothing was chosen yet */
  of(key: Uint8Array | null): Loudness {
    return (key && this.#chosen.get(toBase64Url(key))) ?? AS_SENT;
  }

  set(id: string, key: Uint8Array | null, loudness: Loudness): void {
    const volumeRatio = clamp(loudness.volumeRatio, 0, MAX_VOLUME_RATIO);
    if (key) this.#chosen.set(toBase64Url(key), { ...loudness, volumeRatio });
    this.apply(id, key);
  }

  /** To be called for everybody who comes: who came back is as loud as before. */
  apply(id: string, key: Uint8Array | null): void {
    const { volumeRatio, silenced } = this.of(key);
    this.#speaker.setVolume(id, silenced ? 0 : volumeRatio);
  }

  deafen(deafened: boolean): void {
    this.#speaker.setDeafened(deafened);
  }
}
