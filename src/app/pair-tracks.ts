/** What is sent to one person: the voice, and whatever is beside it; nothing of it while they are held. */
import type { AddedPurpose } from '../call/lines.ts';
import { type PictureBound, type Pictures, RUNGS } from '../call/picturing.ts';
import type { Peer, TrackLimit } from '../call/ports.ts';

type Track = MediaStreamTrack;

const UNLIMITED: TrackLimit = { maxBitsPerS: null, maxFramesPerS: null, isActive: true };

export interface PairTracksOptions {
  readonly peer: Pick<Peer<Track>, 'setTrack' | 'addTrack' | 'removeTrack' | 'limitTrack'>;
  readonly voice: Track | null;
  /** The lines are other ones now: tell the other side, if there is one. */
  negotiate(): void;
}

export class PairTracks {
  isHeld = false;
  readonly #options: PairTracksOptions;
  readonly #added = new Map<AddedPurpose, { readonly track: Track; limit: TrackLimit }>();
  #voice: Track | null;
  #bounds: Pictures<PictureBound> = { camera: 'free', screen: 'free' };

  constructor(options: PairTracksOptions) {
    this.#options = options;
    this.#voice = options.voice;
  }

  /** What they are to have lines for. */
  get purposes(): readonly AddedPurpose[] {
    return this.isHeld ? [] : [...this.#added.keys()];
  }

  /** What there is to be sent to them beside the voice. */
  get shown(): Pictures<boolean> {
    const sends = (purpose: AddedPurpose) => !this.isHeld && (this.#added.get(purpose)?.limit.isActive ?? false);
    return { screen: sends('screen'), camera: sends('camera') };
  }

  setVoice(track: Track | null): void {
    this.#voice = track;
    if (!this.isHeld) this.#options.peer.setTrack(track);
  }

  hold(isHeld: boolean): void {
    const { peer, negotiate } = this.#options;
    this.isHeld = isHeld;
    peer.setTrack(isHeld ? null : this.#voice);
    for (const [purpose, { track }] of this.#added) {
      if (isHeld) peer.removeTrack(purpose);
      else peer.addTrack(purpose, track);
    }
    if (this.#added.size > 0) negotiate();
  }

  add(purpose: AddedPurpose, track: Track): void {
    this.#added.set(purpose, { track, limit: this.#added.get(purpose)?.limit ?? UNLIMITED });
    if (this.isHeld) return;
    this.#options.peer.addTrack(purpose, track);
    this.#applyLimit(purpose);
    this.#options.negotiate();
  }

  remove(purpose: AddedPurpose): void {
    if (!this.#added.delete(purpose)) return;
    this.#options.peer.removeTrack(purpose);
    this.#options.negotiate();
  }

  limit(purpose: AddedPurpose, limit: TrackLimit): void {
    const added = this.#added.get(purpose);
    if (!added) return;
    added.limit = limit;
    this.#applyLimit(purpose);
  }

  /** How much of what is beside the voice the way carries, `call/picturing.ts`. */
  setRung(rung: number): void {
    this.#bounds = RUNGS[rung] ?? this.#bounds;
    for (const purpose of this.#added.keys()) this.#applyLimit(purpose);
  }

  #applyLimit(purpose: AddedPurpose): void {
    const limit = this.#added.get(purpose)?.limit ?? UNLIMITED;
    this.#options.peer.limitTrack(purpose, bounded(limit, purpose, this.#bounds));
  }
}

/** A screen that is bounded further has no room for a sound beside it. */
const MIN_WITH_SOUND_BITS_PER_S = 500_000;

/** The wished limit below the bound of the way. */
function bounded(limit: TrackLimit, purpose: AddedPurpose, bounds: Pictures<PictureBound>): TrackLimit {
  const bound = purpose === 'camera' ? bounds.camera : bounds.screen;
  if (bound === 'paused') return { ...limit, isActive: false };
  if (bound === 'free') return limit;
  if (purpose === 'screen-sound') {
    return { ...limit, isActive: limit.isActive && bound.maxBitsPerS >= MIN_WITH_SOUND_BITS_PER_S };
  }
  return {
    ...limit,
    scaleDownBy: bound.scaleDownBy,
    maxBitsPerS: Math.min(limit.maxBitsPerS ?? bound.maxBitsPerS, bound.maxBitsPerS),
    maxFramesPerS: Math.min(limit.maxFramesPerS ?? bound.maxFramesPerS, bound.maxFramesPerS),
  };
}
