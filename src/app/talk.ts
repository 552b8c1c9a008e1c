/**
 * When one's voice is sent: muted by hand, a key held to talk or to be silent, and hearing nobody. Pure, and closed by
 * default: whatever lets go of a key, or changes how keys are meant, ends at "muted" where a key opens the microphone.
 */
import type { TalkMode } from '../settings/schema.ts';

export class Talk {
  #mode: TalkMode = 'open';
  #byHand = false;
  #held = false;
  #deafened = false;

  get mode(): TalkMode {
    return this.#mode;
  }

  get held(): boolean {
    return this.#held;
  }

  get mutedByHand(): boolean {
    return this.#byHand;
  }

  get deafened(): boolean {
    return this.#deafened;
  }

  /** Who hears nobody is not heard either: they would talk into a conversation they cannot follow. */
  get muted(): boolean {
    if (this.#deafened) return true;
    if (this.#mode === 'push-to-talk') return !this.#held;
    return this.#byHand || this.#held; // where everything is open nothing is ever held
  }

  /** Every call begins unmuted and with nothing held; where a key opens the microphone that means muted. */
  begin({ muted = false, deafened = false } = {}): void {
    this.#byHand = muted;
    this.#held = false;
    this.#deafened = deafened;
  }

  /** By button or key. Where only a held key opens the microphone there is nothing to toggle. */
  toggleMute(): void {
    if (this.#deafened) {
      // Wishing to be heard means wishing to hear as well.
      this.#deafened = false;
      this.#byHand = false;
    } else if (this.#mode !== 'push-to-talk') {
      this.#byHand = !this.#byHand;
    }
  }

  toggleDeafened(): void {
    this.#deafened = !this.#deafened;
  }

  hold(held: boolean): void {
    this.#held = held && this.#mode !== 'open';
  }

  setMode(mode: TalkMode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#held = false;
  }
}
