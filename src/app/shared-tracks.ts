/** What is shown to everybody beside the voice: sent to whoever is here, and to whoever comes later. */
import type { AddedPurpose } from '../call/lines.ts';
import type { TrackLimit } from '../call/ports.ts';
import type { Pair } from './pair-types.ts';

type Sending = Pick<Pair, 'tracks'>;

export class SharedTracks {
  readonly #pairs: () => Iterable<Sending>;
  readonly #shared = new Map<AddedPurpose, { track: MediaStreamTrack; limit: TrackLimit | null }>();

  constructor(pairs: () => Iterable<Sending>) {
    this.#pairs = pairs;
  }

  share(purpose: AddedPurpose, track: MediaStreamTrack): void {
    this.#shared.set(purpose, { track, limit: null });
    for (const { tracks } of this.#pairs()) tracks.add(purpose, track);
  }

  unshare(purpose: AddedPurpose): void {
    this.#shared.delete(purpose);
    for (const { tracks } of this.#pairs()) tracks.remove(purpose);
  }

  limit(purpose: AddedPurpose, limit: TrackLimit): void {
    const shared = this.#shared.get(purpose);
    if (shared) shared.limit = limit;
    for (const { tracks } of this.#pairs()) tracks.limit(purpose, limit);
  }

  /** To somebody who came. */
  giveTo({ tracks }: Sending): void {
    for (const [purpose, { track, limit }] of this.#shared) {
      tracks.add(purpose, track);
      if (limit) tracks.limit(purpose, limit);
    }
  }
}
