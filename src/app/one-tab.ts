/**
 * One call, one tab: marks the call this tab is in, offers to move it where its link is opened again, and leaves when
 * another tab took it over (FAULTS.md, row 45).
 */
import type { OtherTabs } from '../call/other-tabs.ts';
import { decodeInvite } from '../trust/link.ts';
import { roomKeys } from '../trust/room.ts';
import type { ViewStore } from './store.ts';
import type { Screen } from './view.ts';

/** For the other tab to let go; one that does not answer is frozen or dead, and the call replaces its ghost. */
const MOVE_MS = 1_000;

export interface OneTabOptions {
  readonly store: ViewStore;
  readonly otherTabs: OtherTabs;
  readonly call: { leave(): void; join(): void };
}

export interface OneTab {
  /** A link was opened here and its screen is shown: if its call is in another tab, that is said instead. */
  opened(fragment: string): Promise<void>;
  /** Takes the call over from the other tab. */
  move(): Promise<void>;
}

export function createOneTab(options: OneTabOptions): OneTab {
  return new LiveOneTab(options);
}

class LiveOneTab implements OneTab {
  readonly #options: OneTabOptions;
  /** The call this tab is in. */
  #inside: { readonly link: string; readonly topic: string; letGo(): void } | null = null;
  /** The call that was found elsewhere. */
  #topic: string | null = null;

  constructor(options: OneTabOptions) {
    this.#options = options;
    options.store.subscribe(({ screen }) => this.#follow(screen));
    this.#follow(options.store.view.screen);
  }

  async opened(fragment: string): Promise<void> {
    const { store, otherTabs } = this.#options;
    const topic = topicOf(fragment);
    if (topic === null || !(await otherTabs.isHeld(topic))) return;
    if (store.view.screen.name !== 'join' || this.#inside?.topic === topic) return;
    this.#topic = topic;
    store.update({ screen: { name: 'elsewhere' } });
  }

  async move(): Promise<void> {
    const { otherTabs, call } = this.#options;
    if (this.#topic !== null) await otherTabs.ask({ kind: 'move', topic: this.#topic }, MOVE_MS);
    call.join();
  }

  #follow(screen: Screen): void {
    const link = screen.name === 'call' ? screen.call.inviteLink : '';
    if (link === (this.#inside?.link ?? '')) return;
    this.#inside?.letGo();
    const topic = topicOf(link.split('#')[1] ?? '');
    this.#inside = topic === null ? null : { link, topic, letGo: this.#enter(topic) };
  }

  #enter(topic: string): () => void {
    const { store, otherTabs, call } = this.#options;
    const release = otherTabs.hold(topic);
    const stopAnswering = otherTabs.answer((question) => {
      if (question.kind !== 'move' || question.topic !== topic) return false;
      call.leave();
      store.update({ screen: { name: 'note', note: 'moved' } });
      return true;
    });
    return () => {
      release();
      stopAnswering();
    };
  }
}

function topicOf(fragment: string): string | null {
  const invite = decodeInvite(fragment);
  return typeof invite === 'string' ? null : roomKeys(invite.secret).topicText;
}
