/** The door to a way between two browsers that no server knows of; two people carry a code each across (see `trust/code`). */
import type { Carrier, CarrierEvents } from './carrier.ts';
import type { IceServer, Peer, PeerEvents, PeerOptions } from './ports.ts';

export interface CodeWayOptions {
  openPeer(options: PeerOptions<never>, events: PeerEvents<unknown>): Peer<never>;
  readonly iceServers: readonly IceServer[];
  readonly relayOnly: boolean;
  /** Room for a description in a code, bytes. */
  readonly maxDescriptionBytes: number;
}

export interface CodeWayEvents {
  /** The other side is there. */
  opened(): void;
}

export interface CodeWay {
  /** @returns the own description for the first code; null when this device has no address anybody could reach */
  offer(): Promise<Uint8Array | null>;
  /** @returns the description for the second code; null when theirs is none, or as above */
  answer(theirs: Uint8Array): Promise<Uint8Array | null>;
  /** Takes the description of the second code. @returns false when it is none */
  accept(theirs: Uint8Array): Promise<boolean>;
  /** What a room speaks through; one for each way. Closing it closes the way. */
  carrier(events: CarrierEvents): Carrier;
  close(): void;
}
