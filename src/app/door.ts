/**
 * Whom the link of this call still lets in. Its maker chooses: anybody or one person, and for how long; the link itself
 * says little of it (Humr/1 gives it one bit), so its maker turns late comers away, and tells everybody in the call to do
 * the same. Whoever was inside may always come back: a closed page, another network.
 */
import { toBase64Url } from '../base/base64url.ts';
import { type KeptDoor, MAX_INSIDE } from '../call/invitation.ts';
import { DEFAULT_TERMS, type InvitationTerms, type Lasting } from '../call/invitation-terms.ts';
import type { DoorNews } from '../call/messages.ts';
import type { Ports } from '../call/ports.ts';
import type { Identity } from '../trust/identity.ts';
import { type Invite, isInviter } from '../trust/link.ts';
import { makeOver, type Over, readOver } from '../trust/over.ts';
import type { Entry } from './call-trust.ts';
import type { Member } from './member.ts';
import type { InvitationView } from './view.ts';

/** How long each choice lasts; `call` ends when its maker leaves. */
const LASTING_MS: Readonly<Record<Lasting, number | null>> = {
  always: null,
  call: null,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * A refusal is believed after this, if nobody let us in meanwhile: somebody who has it from an earlier time could say it
 * again to whoever comes back into the call.
 */
const GRACE_MS = 1_500;

export interface DoorOptions {
  readonly ports: Pick<Ports<unknown>, 'nowMs' | 'epochS' | 'after'>;
  /** What holds for one's own link is another. */
  changed(view: InvitationView | null): void;
  /** Everybody in the call; none after it. */
  members(): readonly Member[];
  dismiss(id: string): void;
  /** The maker of our link does not let us in. */
  turnedAway(over: Over): void;
}

type Side =
  | { readonly kind: 'none' }
  | { readonly kind: 'maker'; readonly identity: Identity }
  /** `news`: what the maker last told of it. */
  | { readonly kind: 'guest'; news: DoorNews | null };

export class Door {
  readonly #options: DoorOptions;
  #side: Side = { kind: 'none' };
  #invite: Invite | null = null;
  #terms = DEFAULT_TERMS;
  #endsMs: number | null = null;
  #isRefused = false;
  /** Keys that came in by this link. */
  #inside = new Set<string>();
  /** What each session was told last. */
  readonly #told = new Map<string, string>();
  /** Prepared as soon as they may be needed: leaving does not wait. */
  readonly #signed = new Map<Over, Uint8Array>();
  #cancelEnd: () => void = () => undefined;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** The same link again, after leaving, is held to the same terms. */
  begin(entry: Entry, identity: Identity): void {
    this.#told.clear();
    if (entry.kind !== 'link') return this.#forget({ kind: 'none' }, null);
    const { invite, isOwn } = entry;
    const isSame = this.#invite !== null && toBase64Url(this.#invite.secret) === toBase64Url(invite.secret);
    const side: Side = isOwn ? { kind: 'maker', identity } : { kind: 'guest', news: null };
    if (isSame && isOwn) this.#side = side;
    else this.#forget(side, invite);
    void this.#prepare();
  }

  /** As it was before the page was loaded anew; to be followed by `begin`. */
  restore(kept: KeptDoor, invite: Invite): void {
    this.#forget({ kind: 'none' }, invite);
    const { oneUse, lasting, endsS, inside } = kept;
    this.#terms = { oneUse, lasting };
    this.#inside = new Set(inside);
    const leftMs = endsS === null ? null : (endsS - this.#options.ports.epochS()) * 1000;
    const longestMs = LASTING_MS[lasting];
    // A clock that was set back must not lengthen it.
    if (leftMs !== null && longestMs !== null) this.#endAfter(Math.max(0, Math.min(leftMs, longestMs)));
  }

  /** For `restore`; null where there is nothing to keep. */
  get kept(): KeptDoor | null {
    if (this.#side.kind !== 'maker') return null;
    const { nowMs, epochS } = this.#options.ports;
    const endsS = this.#endsMs === null ? null : Math.round(epochS() + (this.#endsMs - nowMs()) / 1000);
    return { ...this.#terms, endsS, inside: [...this.#inside] };
  }

  /** Null where somebody else made the link. */
  get view(): InvitationView | null {
    return this.#side.kind === 'maker' ? { ...this.#terms, over: this.#over() } : null;
  }

  change(terms: InvitationTerms): void {
    if (this.#side.kind !== 'maker') return;
    const isOther = terms.lasting !== this.#terms.lasting;
    this.#terms = terms;
    if (isOther) this.#endAfter(LASTING_MS[terms.lasting]);
    void this.#prepare();
    this.#changed();
  }

  /** Whether somebody with this key may come in, or back in. @param key 32 bytes */
  admits(key: Uint8Array): boolean {
    const side = this.#side;
    if (side.kind === 'none') return true;
    if (side.kind === 'maker') return this.#over() === null || this.#inside.has(toBase64Url(key));
    if (!this.#invite || isInviter(this.#invite, key) !== false) return true;
    return !side.news?.statement || side.news.inside.includes(toBase64Url(key));
  }

  /** What to answer somebody with this key who is not let in; null for nothing. */
  refusal(key: Uint8Array): Uint8Array | null {
    if (this.admits(key)) return null;
    if (this.#side.kind === 'guest') return this.#side.news?.statement ?? null;
    const over = this.#over();
    return (over && this.#signed.get(over)) ?? null;
  }

  /** Somebody says that we are not let in: heard if it is the maker of our link who signed it. */
  refused(statement: Uint8Array): void {
    const { ports, members, turnedAway } = this.#options;
    const invite = this.#side.kind === 'guest' ? this.#invite : null;
    const over = invite && readOver(invite, statement);
    if (!over || this.#isRefused) return;
    this.#isRefused = true;
    ports.after(GRACE_MS, () => {
      this.#isRefused = false;
      if (this.#invite === invite && !members().some(({ pair }) => pair.channelProven)) turnedAway(over);
    });
  }

  /** To be called at every change among the members. */
  follow(): void {
    const here = this.#options.members().filter(({ pair }) => pair.call.phase === 'connected');
    if (this.#side.kind === 'guest') return this.#listen(this.#side, here);
    if (this.#side.kind !== 'maker') return;
    const before = this.#inside.size;
    for (const { pair } of here) {
      const key = pair.pairing.theirKey();
      if (key) this.#inside.add(toBase64Url(key));
    }
    if (this.#inside.size > before) this.#options.changed(this.view);
    this.#tell(here, this.#over());
  }

  /** The same call by another link, to the same terms; whoever was removed is no more somebody who was inside. */
  moved(invite: Invite, gone: readonly Uint8Array[]): void {
    this.#invite = invite;
    for (const key of gone) this.#inside.delete(toBase64Url(key));
    this.#signed.clear();
    this.#told.clear();
    void this.#prepare();
  }

  /** Before the room is left: a link that lasts as long as the call lets nobody in any more. */
  leave(): void {
    const { lasting } = this.#terms;
    if (this.#side.kind === 'maker' && lasting === 'call') this.#tell(this.#options.members(), 'LINK_EXPIRED');
  }

  #changed(): void {
    this.#options.changed(this.view);
    this.follow();
  }

  #over(): Over | null {
    if (this.#endsMs !== null && this.#options.ports.nowMs() >= this.#endsMs) return 'LINK_EXPIRED';
    return this.#terms.oneUse && this.#inside.size > 0 ? 'LINK_USED' : null;
  }

  /** Only what the maker of the link says counts. */
  #listen(side: Side & { kind: 'guest' }, members: readonly Member[]): void {
    for (const { pair, door } of members) {
      const key = pair.pairing.theirKey();
      if (!door || door === side.news || !key || !this.#invite || isInviter(this.#invite, key) !== true) continue;
      if (door.statement === null || readOver(this.#invite, door.statement) !== null) side.news = door;
    }
    // Somebody may have come in here while the maker of the link was letting in another.
    for (const { id, pair } of members) {
      const key = pair.pairing.theirKey();
      if (key && !this.admits(key)) this.#options.dismiss(id);
    }
  }

  /** Tells everybody inside who else is, once it matters; and again when that changes. */
  #tell(members: readonly Member[], over: Over | null): void {
    const statement = (over && this.#signed.get(over)) ?? null;
    if (over !== null && statement === null) return; // it is told as soon as it is signed
    const inside = over === null ? [] : [...this.#inside].slice(-MAX_INSIDE);
    const text = [over ?? '', ...inside].join();
    for (const { id, pair } of members) {
      if ((this.#told.get(id) ?? '') === text) continue;
      this.#told.set(id, text);
      pair.tell({ kind: 'door', statement, inside });
    }
  }

  async #prepare(): Promise<void> {
    const [side, invite] = [this.#side, this.#invite];
    const isFree = !this.#terms.oneUse && this.#terms.lasting === 'always';
    if (side.kind !== 'maker' || !invite || isFree || this.#signed.size > 0) return;
    const [expired, used] = await Promise.all([
      makeOver(invite.secret, 'LINK_EXPIRED', side.identity),
      makeOver(invite.secret, 'LINK_USED', side.identity),
    ]);
    if (this.#invite?.secret !== invite.secret) return;
    this.#signed.set('LINK_EXPIRED', expired).set('LINK_USED', used);
    this.#changed();
  }

  #endAfter(delayMs: number | null): void {
    this.#cancelEnd();
    this.#cancelEnd = () => undefined;
    this.#endsMs = delayMs === null ? null : this.#options.ports.nowMs() + delayMs;
    if (delayMs !== null) this.#cancelEnd = this.#options.ports.after(delayMs, () => this.#changed());
  }

  #forget(side: Side, invite: Invite | null): void {
    this.#side = side;
    this.#invite = invite;
    this.#terms = { ...DEFAULT_TERMS, oneUse: side.kind === 'maker' && invite?.oneUse === true };
    this.#inside = new Set();
    this.#signed.clear();
    this.#endAfter(null);
  }
}
