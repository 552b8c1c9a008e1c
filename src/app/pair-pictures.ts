/** Bounds what is shown to one person by how much their way carries, and tells them what pauses. */
import { type PictureKind, type PictureState, pausedOf } from '../call/picturing.ts';
import type { Pair } from './pair-types.ts';

export class PairPictures {
  readonly #pair: Pick<Pair, 'tracks' | 'tell'>;
  readonly #state: () => PictureState;
  #told: readonly PictureKind[] = [];

  constructor(pair: Pick<Pair, 'tracks' | 'tell'>, state: () => PictureState) {
    this.#pair = pair;
    this.#state = state;
  }

  get paused(): readonly PictureKind[] {
    return pausedOf(this.#state(), this.#pair.tracks.shown);
  }

  changed(): void {
    this.#pair.tracks.setRung(this.#state().rung);
    const { paused } = this;
    if (paused.join() === this.#told.join()) return;
    this.#told = paused;
    this.tell();
  }

  /** Also on a channel of its own, where nobody knows what was said on the one before. */
  tell(): void {
    this.#pair.tell({ kind: 'pictures', paused: this.#told });
  }
}
