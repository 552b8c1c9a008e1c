/** One other person of a room: their connection, and what they said of themselves over it. */
import type { GroupNews } from '../call/group-messages.ts';
import type { Renewal } from '../call/keeping.ts';
import type { DoorNews, MicrophoneState } from '../call/messages.ts';
import type { Pair } from './pair-types.ts';

export interface Member {
  /** Session id as text: the key of this person's tile. */
  readonly id: string;
  readonly pair: Pair;
  readonly name: string;
  readonly muted: boolean;
  /** Their hello came: the name is what they call themselves. */
  readonly presented: boolean;
  /** The change of key they told of; not proven yet. */
  readonly renewal: Renewal | null;
  /** They hold us until their user has decided. */
  readonly holdsUs: boolean;
  /** What they say of their microphone. */
  readonly microphone: MicrophoneState;
  /** What they said last of whom the link lets in. */
  readonly door: DoorNews | null;
  /** What they said last of the whole group. */
  readonly group: GroupNews | null;
  /** They say that we are removed. */
  readonly removesUs: boolean;
}

/** What is known of somebody who has said nothing yet. */
export const NEWCOMER = {
  name: '',
  muted: false,
  presented: false,
  renewal: null,
  holdsUs: false,
  microphone: 'live',
  door: null,
  group: null,
  removesUs: false,
} as const;

/** Connected, or was: what is said reaches them, now or when they are back. */
export function isEstablished({ pair: { call } }: Member): boolean {
  return call.phase === 'connected' || call.phase === 'reconnecting';
}
