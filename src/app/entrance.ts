/** How a call is reached: by a link, by two codes, or by calling a contact. One at a time. */
import type { Ports } from '../call/ports.ts';
import { encodeInvite, type Invite, isInviter } from '../trust/link.ts';
import type { RoomKeys } from '../trust/room.ts';
import type { Entry } from './call-trust.ts';
import type { Screen } from './view.ts';

type OpenCarrier = Ports<MediaStreamTrack>['openCarrier'];

type Way =
  | { readonly kind: 'link'; readonly invite: Invite }
  /** Without a relay: the carrier is what the codes opened. */
  | { readonly kind: 'codes'; readonly invite: Invite; readonly openCarrier: OpenCarrier }
  | { readonly kind: 'contact'; readonly contactId: string; readonly keys: RoomKeys };

export class Entrance {
  #way: Way | null = null;

  set(way: Way | null): void {
    this.#way = way;
  }

  /** The link says it, too. */
  setOneUse(oneUse: boolean): void {
    const way = this.#way;
    if (way?.kind === 'link') this.#way = { kind: 'link', invite: { ...way.invite, oneUse } };
  }

  /** The same call by another secret, 16 bytes. @returns the link from now on; null where none leads in */
  move(secret: Uint8Array): Invite | null {
    const way = this.#way;
    if (way?.kind === 'link') this.#way = { kind: 'link', invite: { ...way.invite, secret } };
    return this.invite;
  }

  get kind(): Way['kind'] | null {
    return this.#way?.kind ?? null;
  }

  /** What the room is opened with; null where nothing leads into a call. */
  get room(): { readonly secret: Uint8Array | RoomKeys; readonly relayOnly: boolean } | null {
    const way = this.#way;
    if (!way) return null;
    if (way.kind === 'contact') return { secret: way.keys, relayOnly: false };
    return { secret: way.invite.secret, relayOnly: way.invite.relayOnly };
  }

  /** Of the link; null where none leads in. */
  get invite(): Invite | null {
    return this.#way?.kind === 'link' ? this.#way.invite : null;
  }

  /** How the room is reached without a relay; null where there is one. */
  get openCarrier(): OpenCarrier | null {
    return this.#way?.kind === 'codes' ? this.#way.openCarrier : null;
  }

  /** Whether the same way leads in once more. */
  get canRepeat(): boolean {
    return this.#way?.kind === 'link';
  }

  /** @param ownKey identity key, 32 bytes */
  entryOf(ownKey: Uint8Array): Entry | null {
    const way = this.#way;
    if (!way) return null;
    if (way.kind === 'contact') return { kind: 'contact', contactId: way.contactId };
    return { kind: 'link', invite: way.invite, isOwn: isInviter(way.invite, ownKey) === true };
  }

  /** The link that invites more people; empty where there is none. */
  link(pageUrl: string): string {
    return this.#way?.kind === 'link' ? `${pageUrl}#${encodeInvite(this.#way.invite)}` : '';
  }

  /** What is shown after leaving. */
  get leftScreen(): Screen {
    if (this.#way?.kind === 'contact') return { name: 'home' };
    return this.#way?.kind === 'codes' ? { name: 'left', final: true } : { name: 'left' };
  }
}
