/** Bounds what is shown to one person by how much their way carries, and tells them what pauses. */
import type { PictureKind } from '../call/picturing.ts';
import type { PairCare } from './pair-care.ts';
import type { Pair } from './pair-types.ts';

export class PairPictures {
  readonly #pair: Pick<Pair, 'tracks' | 'tell'>;
  readonly #care: () => Pick<PairCare, 'pictures' | 'stopped'>;
  #rung = 0;
  #told: readonly PictureKind[] = [];

  constructor(pair: Pick<Pair, 'tracks' | 'tell'>, care: () => Pick<PairCare, 'pictures' | 'stopped'>) {
    this.#pair = pair;
    this.#care = care;
  }

  changed(): void {
    const { pictures, stopped } = this.#care();
    if (pictures.rung !== this.#rung) this.#pair.tracks.setRung(pictures.rung);
    this.#rung = pictures.rung;
    if (stopped.join() === this.#told.join()) return;
    this.#told = stopped;
    this.tell();
  }

  /** Also on a channel of its own, where nobody knows what was said on the one before. */
  tell(): void {
    this.#pair.tell({ kind: 'pictures', paused: this.#told });
  }
}
