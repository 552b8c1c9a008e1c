/** Views for tests: a home, and a call that a test changes where it matters; and where the focus is. */
import { INITIAL_VIEW } from '../app/initial-view.ts';
import { UNKNOWN } from '../app/people-view.ts';
import type { CallView, PersonView, View } from '../app/view.ts';
import { FLOOR_DBFS } from '../base/units.ts';

export const homeView: View = { ...INITIAL_VIEW, nowMs: 1_000_000 };

const emptyCall: CallView = {
  inviteLink: 'https://humr.example/#1.secret',
  invitation: null,
  linkCopied: false,
  people: [],
  mute: { state: 'open' },
  talk: { mode: 'open', held: false, deafened: false },
  relay: { state: 'open' },
  notices: [],
  connectedSinceMs: null,
  soundBlocked: false,
};

export function callView(call: Partial<CallView>, rest: Partial<View> = {}): View {
  const live: View = { ...homeView, microphone: { state: 'live', processing: 'suppressed' } };
  return { ...live, ...rest, screen: { name: 'call', call: { ...emptyCall, ...call } } };
}

export function person(change: Partial<PersonView> = {}): PersonView {
  return {
    id: 'b',
    name: 'Bo',
    connection: { state: 'connected' },
    meter: { levelDbfs: FLOOR_DBFS, speaking: false },
    muted: false,
    sound: 'heard',
    pictures: null,
    trust: 'new',
    quality: null,
    loudness: { volumeRatio: 1, silenced: false },
    known: UNKNOWN,
    ...change,
  };
}

/** What has the focus, however deep in shadow roots. */
export function deepFocus(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}
