/** Whose voice is played and who gets ours: nobody before it is known who they are, and nobody who is held. */
import type { Speaker } from '../call/ports.ts';
import type { CallTrust } from './call-trust.ts';
import type { Member } from './member.ts';

export class SoundGate {
  readonly #speaker: Speaker<MediaStreamTrack>;
  readonly #trust: CallTrust;
  /** Every voice that arrived, also those not played. */
  readonly #voices = new Map<string, MediaStreamTrack>();
  readonly #playing = new Set<string>();
  /** Who was told that we hold them. */
  readonly #told = new Set<string>();

  constructor(speaker: Speaker<MediaStreamTrack>, trust: CallTrust) {
    this.#speaker = speaker;
    this.#trust = trust;
  }

  arrived(id: string, track: MediaStreamTrack, member: Member | undefined): void {
    this.#voices.set(id, track);
    this.#playing.delete(id);
    if (member) this.follow(member);
  }

  /** Holds whoever is to be held, in both directions, and lets go of the others. */
  follow(member: Member): void {
    const { id, pair } = member;
    const { silent, known } = this.#trust.look(member);
    if (silent !== pair.held) pair.tracks.hold(silent);
    this.#tell(member, silent && known.hold !== null);
    const voice = this.#voices.get(id);
    if (silent && this.#playing.delete(id)) this.#speaker.stop(id);
    if (silent || !voice || this.#playing.has(id)) return;
    this.#playing.add(id);
    this.#speaker.play(id, voice);
  }

  gone(id: string): void {
    this.#speaker.stop(id);
    for (const memory of [this.#voices, this.#playing, this.#told]) memory.delete(id);
  }

  /** They are told in words why it is quiet; once, and once more when it is over. */
  #tell({ id, pair }: Member, held: boolean): void {
    if (held === this.#told.has(id)) return;
    if (held) this.#told.add(id);
    else this.#told.delete(id);
    pair.tell({ kind: 'held', held });
  }
}
