/**
 * The page before the call: shows home or join at once and passes every wish on to the conductor, which is loaded at the
 * first wish (or while the page idles), so that the page answers before any voice or relay code has arrived.
 */
import type { TroubleCode } from '../call/trouble.ts';
import type { Conductor } from './conductor.ts';
import type { ViewStore } from './store.ts';
import type { Wishes } from './view.ts';

export interface ShellOptions {
  readonly store: ViewStore;
  load(): Promise<Conductor>;
  /** Whether this platform has a share sheet. */
  readonly canShare: boolean;
}

export interface Shell {
  readonly wishes: Wishes;
  /** Begins to load the conductor, if that has not begun. */
  preload(): void;
  /** Takes the fragment the page was opened with, already stripped from the address bar. */
  openLink(fragment: string): void;
  /** Tells a conductor that exists that the page woke up or the network came back. */
  wake(): void;
}

const INCOMPLETE: TroubleCode = 'APP_INCOMPLETE';

export function createShell({ store, load, canShare }: ShellOptions): Shell {
  let loading: Promise<Conductor> | null = null;
  const conductor = () => {
    loading ??= load().catch((error: unknown) => {
      // A later wish may try again, once the network is back.
      loading = null;
      throw error;
    });
    return loading;
  };
  const wish = (act: (conductor: Conductor) => void) => {
    conductor().then(act, () => store.update({ screen: { name: 'stopped', code: INCOMPLETE } }));
  };
  return {
    wishes: wishesVia(wish, canShare),
    preload: () => void conductor().catch(() => undefined),
    openLink(fragment) {
      store.update({ screen: { name: 'join' } });
      wish((it) => it.openLink(fragment));
    },
    wake: () => void loading?.then((it) => it.wake()).catch(() => undefined),
  };
}

function wishesVia(wish: (act: (conductor: Conductor) => void) => void, canShare: boolean): Wishes {
  return {
    startCall: () => wish((it) => it.startCall()),
    join: () => wish((it) => it.join()),
    joinListening: () => wish((it) => it.joinListening()),
    leave: () => wish((it) => it.leave()),
    goHome: () => wish((it) => it.goHome()),
    tryAgain: () => wish((it) => it.tryAgain()),
    toggleMicrophoneCheck: () => wish((it) => it.toggleMicrophoneCheck()),
    toggleMute: () => wish((it) => it.toggleMute()),
    setSuppression: (suppression) => wish((it) => it.setSuppression(suppression)),
    setSelfName: (text) => wish((it) => it.setSelfName(text)),
    copyInviteLink: () => wish((it) => it.copyInviteLink()),
    dismissNotice: (id) => wish((it) => it.dismissNotice(id)),
    turnOnSound: () => wish((it) => it.turnOnSound()),
    ...(canShare ? { shareInviteLink: () => wish((it) => it.shareInviteLink?.()) } : {}),
  };
}
