/** Carries out what `Talk` decides: the microphone closes, the others fall silent, and the view says so. */
import type { CallViewBuilder } from './call-view.ts';
import type { Hearing } from './hearing.ts';
import type { OwnVoice } from './own-voice.ts';
import { Talk } from './talk.ts';

export interface TalkDeskOptions {
  readonly voice: Pick<OwnVoice, 'mute'>;
  readonly hearing: Pick<Hearing, 'deafen'>;
  readonly callView: Pick<CallViewBuilder, 'change'>;
  /** At home nothing is sent, and one looks at one's level. */
  inCall(): boolean;
  /** After every change. */
  changed(): void;
}

export class TalkDesk {
  readonly #options: TalkDeskOptions;
  readonly #talk = new Talk();

  constructor(options: TalkDeskOptions) {
    this.#options = options;
  }

  /** Changes nothing by itself when nothing is passed: then only what holds is carried out again. */
  change(change: (talk: Talk) => void = () => undefined): void {
    const { voice, hearing, callView, inCall } = this.#options;
    const talk = this.#talk;
    change(talk);
    voice.mute(talk.muted && inCall());
    hearing.deafen(talk.deafened);
    this.#options.changed();
    callView.change({ talk: { mode: talk.mode, held: talk.held, deafened: talk.deafened } });
  }

  get mutedByHand(): boolean {
    return this.#talk.mutedByHand;
  }

  get deafened(): boolean {
    return this.#talk.deafened;
  }

  /** @param before how it was in the call that is rejoined */
  begin(mode: Talk['mode'], before?: { readonly muted: boolean; readonly deafened: boolean }): void {
    this.change((talk) => {
      talk.setMode(mode);
      talk.begin(before);
    });
  }
}
