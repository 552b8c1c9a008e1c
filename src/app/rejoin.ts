/** Keeps the running call, so that it can be offered again after a reload, a crash or a closed tab. */
import type { CallKeeper, KeptCall } from '../call/kept-call.ts';
import type { Ports } from '../call/ports.ts';
import { decodeInvite, encodeInvite, type Invite } from '../trust/link.ts';
import type { Door } from './door.ts';
import type { OwnVoice } from './own-voice.ts';
import type { ViewStore } from './store.ts';
import type { Talk } from './talk.ts';

/** Kept anew so often, that what is left lasts from the end of the call, not from its beginning. */
const REFRESH_MS = 60_000;

export interface RejoinOptions {
  readonly ports: Pick<Ports<unknown>, 'every' | 'calls'>;
  readonly store: ViewStore;
  readonly talk: Pick<Talk, 'mutedByHand' | 'deafened'>;
  readonly voice: Pick<OwnVoice, 'isOpen'>;
  invite(): Invite | null;
  readonly door: Pick<Door, 'kept'>;
}

export class Rejoin {
  readonly #options: RejoinOptions;
  readonly #calls: CallKeeper | undefined;
  #stop: (() => void) | null = null;
  #kept = '';

  constructor(options: RejoinOptions) {
    this.#options = options;
    this.#calls = options.ports.calls;
  }

  begin(): void {
    this.#stop?.();
    this.#keep();
    this.#stop = this.#options.ports.every(REFRESH_MS, () => this.#keep());
  }

  /** Muted or not: kept as it is now. */
  changed(): void {
    if (this.#stop && JSON.stringify(this.#current()) !== this.#kept) this.#keep();
  }

  end(): void {
    if (!this.#stop) return;
    this.#stop();
    this.#stop = null;
    void this.#calls?.forget();
  }

  /** Asks whether to go back to a call that was left without a word, as long as nothing else was begun. */
  async offer(): Promise<void> {
    const { store, invite } = this.#options;
    const found = await this.find();
    if (found && store.view.screen.name === 'home' && !invite()) store.update({ screen: { name: 'rejoin' } });
  }

  /** What was left behind, if anything; it stays until somebody decides. */
  async find(): Promise<{ readonly invite: Invite; readonly call: KeptCall } | null> {
    const call = await this.#calls?.find();
    const invite = call && decodeInvite(call.link);
    return call && invite && typeof invite !== 'string' ? { invite, call } : null;
  }

  decline(): void {
    if (this.#options.store.view.screen.name === 'rejoin') void this.#calls?.forget();
  }

  #current(): KeptCall {
    const { talk, voice, door } = this.#options;
    const invite = this.#options.invite();
    const { mutedByHand: muted, deafened } = talk;
    return { link: invite ? encodeInvite(invite) : '', muted, deafened, listening: !voice.isOpen, door: door.kept };
  }

  #keep(): void {
    const call = this.#current();
    this.#kept = JSON.stringify(call);
    void this.#calls?.keep(call);
  }
}
