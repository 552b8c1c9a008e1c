/** One other person as the room sees them: `pair.ts` makes them. */
import type { Renewal } from '../call/keeping.ts';
import type { AddedPurpose } from '../call/lines.ts';
import type { Call, CallEvent } from '../call/machine.ts';
import type { Message, MicrophoneState, Presented } from '../call/messages.ts';
import type { PictureKind } from '../call/picturing.ts';
import type { Ports } from '../call/ports.ts';
import type { TheirView } from '../call/report.ts';
import type { WayCount } from '../call/way-loss.ts';
import type { PairTracks } from './pair-tracks.ts';
import type { Pairing } from './pairing.ts';
import type { ToldFact } from './told-fact.ts';

export interface PairEvents {
  changed(): void;
  /** Their voice; comes once they are connected and proven, never before. */
  track(track: MediaStreamTrack): void;
  /** Something beside their voice arrived, or was taken away (null); only from whoever is connected and proven. */
  added(purpose: AddedPurpose, track: MediaStreamTrack | null): void;
  /** A frame of the side channel; as `added`, and never from whoever is held. */
  side(bytes: Uint8Array): void;
  /** The hello of the data channel and changes to it. */
  presented(change: Presented): void;
  /** How they say they hear us. */
  reported(view: TheirView): void;
  /** Their key has taken the place of another, they say; they hold us, or no longer; whom the link lets in; the group. */
  told(fact: ToldFact): void;
}

export interface PairOptions {
  readonly ports: Ports<MediaStreamTrack>;
  readonly track: MediaStreamTrack | null;
  readonly relayOnly: boolean;
  readonly first: 'greeting' | 'offer';
  readonly pairing: Pairing;
  readonly events: PairEvents;
  /** What to say of oneself when the data channel opens. */
  hello(): { name: string; muted: boolean; microphone: MicrophoneState };
  /** People in the call beside oneself. */
  others(): number;
  /** One's own change of key, to be told first. */
  readonly renewal: Renewal | null;
}

export interface Pair {
  readonly call: Call;
  readonly pairing: Pairing;
  /** They proved over the data channel that it is theirs: from now on their key may be remembered with what is heard. */
  readonly channelProven: boolean;
  /** SHA-256 of the certificates described, 32 bytes each; null while one is unknown. */
  readonly fingerprints: { readonly own: Uint8Array; readonly theirs: Uint8Array } | null;
  event(event: CallEvent): void;
  /** The body of an ANSWER, OPEN or SIG message from this peer. */
  receive(kind: 'answer' | 'open' | 'signal', body: Uint8Array): void;
  /** @returns false when the channel is not open or too full */
  tell(message: Message): boolean;
  /** See `Peer.stats`. */
  stats(): Promise<readonly unknown[]>;
  /** What is lost of theirs on the way; null while nobody knows. */
  readonly way: WayCount | null;
  /** Rises when a new connection brings new channels: what was under way in the old ones is lost. */
  readonly channelCount: number;
  /** How often ICE was begun anew, see `Negotiation.restarts`. */
  readonly restarts: number;
  /** @returns false when they are not connected, held, or their channel is full */
  sendSide(bytes: Uint8Array): boolean;
  /** What is sent to them. */
  readonly tracks: PairTracks;
  /** Nothing is sent to them now. */
  readonly held: boolean;
  /** What is shown and not sent now, counted: one's own to them, and theirs, as they say, too. */
  readonly pausedPictures: Readonly<Record<'own' | 'theirs', readonly PictureKind[]>>;
  /** Connected, and nothing is heard of them, though they mean to be heard. */
  readonly isSilent: boolean;
}
