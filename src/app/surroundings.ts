/** Tells the system of the call, from its first moment to its last: one subscription to the view, nothing else. */
import type { CallAround } from '../call/around.ts';
import type { ViewStore } from './store.ts';

/** @param open tells the system that a call began */
export function followCall(store: ViewStore, open: () => CallAround): void {
  let around: CallAround | null = null;
  let told = '';
  store.subscribe(({ screen, chat }) => {
    if (screen.name !== 'call') {
      around?.close();
      around = null;
      told = '';
      return;
    }
    around ??= open();
    const state = { muted: screen.call.mute.state !== 'open', unread: chat.unread };
    const now = JSON.stringify(state);
    if (now === told) return; // views come many times a second
    told = now;
    around.show(state);
  });
}
