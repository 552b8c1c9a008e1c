/** What the conductor is given, and what others may ask of it beside the wishes. */

import type { OwnSound, Ports } from '../call/ports.ts';
import type { RoomKeys } from '../trust/room.ts';
import type { Beside } from './beside.ts';
import type { CodeCaller } from './codes.ts';
import type { Watch } from './metrics.ts';
import type { PeopleBook } from './people-book.ts';
import type { Decision } from './people-view.ts';
import type { Stirring } from './room.ts';
import type { SettingsDesk } from './settings-desk.ts';
import type { ViewStore } from './store.ts';
import type { CallWishes } from './view.ts';

export interface ConductorOptions {
  readonly ports: Ports<MediaStreamTrack>;
  readonly store: ViewStore;
  readonly settings: SettingsDesk;
  /** Measures the calls; a call needs none. */
  readonly watch?: Watch;
  /** What lives beside the voice. */
  readonly beside?: Beside;
  readonly people: PeopleBook;
}

export interface Conductor extends CallWishes, CodeCaller {
  /** Takes the fragment of the address the page was opened with, already stripped from it. */
  openLink(fragment: string): void;
  /** The page woke up, or is on another network. */
  wake(reason: Stirring): void;
  /** What the user decided about a held person of the call. */
  decide(id: string, decision: Decision): void;
  /** One's microphone, before and behind the chain; null while it is closed. */
  ownSound(): OwnSound<MediaStreamTrack> | null;
  /** Calls a contact in the room of both; see `doorbell.ts`. */
  enterContact(contactId: string, keys: RoomKeys): void;
}
