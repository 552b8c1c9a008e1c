/**
 * The page before the call: shows home or join at once and passes every wish on to the conductor, which is loaded at the
 * first wish (or while the page idles), so that the page answers before any voice or relay code has arrived.
 */
import type { TroubleCode } from '../call/trouble.ts';
import type { Conductor } from './conductor-types.ts';
import { SILENT_METER } from './measured.ts';
import type { Stirring } from './room.ts';
import type { ViewStore } from './store.ts';
import type { Trial } from './trial.ts';
import type { TrialSide, TrialWishes } from './trial-view.ts';
import type { CallWishes } from './view.ts';

export interface ShellOptions {
  readonly store: ViewStore;
  load(): Promise<Conductor>;
  loadTrial(): Promise<Trial>;
  /** Whether this platform has a share sheet. */
  readonly canShare: boolean;
}

export interface Shell {
  readonly wishes: CallWishes & TrialWishes;
  /** Begins to load the conductor, if that has not begun. */
  preload(): void;
  /** Takes the fragment the page was opened with, already stripped from the address bar. */
  openLink(fragment: string): void;
  /** A part of the app did not load. */
  incomplete(): void;
  /** Tells a conductor that exists that the page woke up, or is on another network. */
  wake(reason: Stirring): void;
}

type Wish = (act: (conductor: Conductor) => void) => void;

const INCOMPLETE: TroubleCode = 'APP_INCOMPLETE';

export function createShell({ store, load, loadTrial, canShare }: ShellOptions): Shell {
  let loading: Promise<Conductor> | null = null;
  const conductor = () => {
    loading ??= load().catch((error: unknown) => {
      // A later wish may try again, once the network is back.
      loading = null;
      throw error;
    });
    return loading;
  };
  const wish: Wish = (act) => {
    conductor().then(act, () => store.update({ screen: { name: 'stopped', code: INCOMPLETE } }));
  };
  return {
    wishes: { ...wishesVia(wish, canShare), ...trialWishes(store, loadTrial, wish) },
    preload: () => void conductor().catch(() => undefined),
    openLink(fragment) {
      store.update({ screen: { name: 'join' } });
      wish((it) => it.openLink(fragment));
    },
    incomplete: () => store.update({ screen: { name: 'stopped', code: INCOMPLETE } }),
    wake: (reason) => void loading?.then((it) => it.wake(reason)).catch(() => undefined),
  };
}

function wishesVia(wish: Wish, canShare: boolean): CallWishes {
  return {
    startCall: () => wish((it) => it.startCall()),
    join: () => wish((it) => it.join()),
    rejoin: () => wish((it) => it.rejoin()),
    joinListening: () => wish((it) => it.joinListening()),
    leave: () => wish((it) => it.leave()),
    goHome: () => wish((it) => it.goHome()),
    tryAgain: () => wish((it) => it.tryAgain()),
    toggleMicrophoneCheck: () => wish((it) => it.toggleMicrophoneCheck()),
    toggleMute: () => wish((it) => it.toggleMute()),
    holdTalk: (held) => wish((it) => it.holdTalk(held)),
    toggleDeafened: () => wish((it) => it.toggleDeafened()),
    setLoudness: (id, loudness) => wish((it) => it.setLoudness(id, loudness)),
    removePerson: (id) => wish((it) => it.removePerson(id)),
    setSuppression: (suppression) => wish((it) => it.setSuppression(suppression)),
    refreshDevices: () => wish((it) => it.refreshDevices()),
    retryNow: () => wish((it) => it.retryNow()),
    setSelfName: (text) => wish((it) => it.setSelfName(text)),
    copyInviteLink: () => wish((it) => it.copyInviteLink()),
    setInvitation: (terms) => wish((it) => it.setInvitation(terms)),
    answerPictures: (id, answer) => wish((it) => it.answerPictures(id, answer)),
    talkAnyway: (id) => wish((it) => it.talkAnyway(id)),
    dismissNotice: (id) => wish((it) => it.dismissNotice(id)),
    turnOnSound: () => wish((it) => it.turnOnSound()),
    ...(canShare ? { shareInviteLink: () => wish((it) => it.shareInviteLink?.()) } : {}),
  };
}

/** The trial is loaded by itself: few need it, and it needs nothing of a call. */
function trialWishes(store: ViewStore, loadTrial: ShellOptions['loadTrial'], wish: Wish): TrialWishes {
  let loading: Promise<Trial> | null = null;
  let wanted = false;
  const trial = (act: (trial: Trial) => void) => {
    loading ??= loadTrial();
    loading.then(act, () => {
      loading = null;
      store.update({ trial: { state: 'failed', code: 'failed' } });
    });
  };
  return {
    startTrial() {
      // One microphone at a time: some browsers silence the first when a second is opened.
      if (store.view.microphone.state === 'live') wish((it) => it.toggleMicrophoneCheck());
      store.update({ trial: { state: 'asking' } });
      wanted = true;
      // Who cancels before it has arrived must not be asked for the microphone any more.
      trial((it) => wanted && it.start());
    },
    stopTrial() {
      wanted = false;
      store.update({ trial: { state: 'off' }, selfMeter: SILENT_METER });
      void loading?.then((it) => it.stop()).catch(() => undefined);
    },
    toggleTrialPlaying: () => trial((it) => it.togglePlaying()),
    hearTrial: (side: TrialSide) => trial((it) => it.hear(side)),
  };
}
