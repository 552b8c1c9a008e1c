/**
 * Removing somebody from a call of three or more (Humr/1, "Small groups"). Only the maker of the link may: it is their
 * call that people were invited to, and one whom everybody could remove would be removed by the first who is hostile.
 * The maker signs who stays and the secret of the room they move to; everybody who stays closes the connection of who
 * does not, moves, and passes the statement on to the others who stay, until each was seen to have it. So whoever
 * missed it, on a path that was broken just then, gets it with the path, from whomever they meet first.
 */
import { toBase64Url } from '../base/base64url.ts';
import { equalBytes } from '../base/bytes.ts';
import type { KickNews } from '../call/kick-message.ts';
import type { Ports } from '../call/ports.ts';
import { type Member as Listed, rosterOf } from '../trust/group.ts';
import type { Identity } from '../trust/identity.ts';
import {
  isNamed,
  isSignedKick,
  joinLists,
  judgeKick,
  type Kick,
  MAX_EPOCH,
  MAX_REMOVED,
  sidsOf,
  signKick,
} from '../trust/kick.ts';
import { type Invite, isInviter, SECRET_BYTES } from '../trust/link.ts';
import { isEstablished, type Member } from './member.ts';
import type { Room } from './room.ts';
import { GROUP_SIZE } from './roster-watch.ts';

export interface RemovalOptions {
  readonly ports: Pick<Ports<unknown>, 'dice' | 'log'>;
  /** By which we are in the call; null where none led in. */
  invite(): Invite | null;
  /** The room has another secret from now on, and so has the link. @param gone keys of who was removed, 32 bytes */
  moved(secret: Uint8Array, gone: readonly Uint8Array[]): void;
  /** Somebody was removed by the maker of the link; null where that one was never met. */
  removed(member: Member, by: Member | 'oneself' | null): void;
  /** Oneself was. */
  expelled(by: Member): void;
}

/** People of this call who are remembered after they went, so that it can be said who was removed. */
const MAX_SEEN = 64;

/** What it needs of a room. */
export type RemovalRoom = Pick<Room, 'members' | 'own' | 'expel' | 'move' | 'followed'>;

export class Removal {
  readonly #options: RemovalOptions;
  #room: RemovalRoom | null = null;
  /** The latest that was followed. */
  #held: KickNews | null = null;
  /** The highest epoch under one's own signature, also of a session before this one. */
  #signedEpoch = 0;
  readonly #seen = new Map<string, Member>();
  /** Which removal went to whom, since when they are connected: what was sent while a path broke may be lost. */
  readonly #told = new Map<string, string>();
  /** One after the other: the next counts on from it. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: RemovalOptions) {
    this.#options = options;
  }

  begin(room: RemovalRoom): void {
    this.end();
    this.#room = room;
  }

  end(): void {
    this.#room = null;
    this.#held = null;
    this.#signedEpoch = 0;
    this.#seen.clear();
    this.#told.clear();
  }

  /** Whoever is not here any more, or is oneself, cannot be removed; nor can anybody by who did not make the link. */
  remove(id: string): void {
    this.#last = this.#last.then(() => this.#remove(id)).catch(() => undefined);
  }

  /** To be called at every change among the members; the call may be over after it. */
  changed(): void {
    for (const member of this.#members) {
      if (member.removesUs && isProven(member) && this.#isMaker(member)) return this.#options.expelled(member);
      if (isProven(member)) this.#remember(member);
    }
    this.#passOn();
  }

  get #members(): readonly Member[] {
    return [...(this.#room?.members.values() ?? [])];
  }

  async #remove(id: string): Promise<void> {
    const room = this.#room;
    const invite = this.#options.invite();
    const { identity } = room?.own ?? {};
    const target = this.#members.find((member) => member.id === id && isProven(member));
    const key = target?.pair.pairing.theirKey();
    if (!room || !identity || !key || !invite || isInviter(invite, identity.publicKey) !== true) return;
    const isTarget = ({ pair }: Member) => equalBytes(pair.pairing.theirKey() ?? NOBODY, key);
    const proven = this.#members.filter((member) => isProven(member) && isEstablished(member));
    const staying = proven.filter((member) => !isTarget(member));
    if (staying.length + 2 < GROUP_SIZE || equalBytes(key, identity.publicKey)) return;
    const kick = await this.#sign(room, identity, proven.filter(isTarget), staying);
    if (kick && this.#room === room) this.#follow(room, kick, 'oneself');
  }

  #sign(
    room: RemovalRoom,
    identity: Identity,
    targets: readonly Member[],
    staying: readonly Member[],
  ): Promise<Kick | null> {
    const epoch = Math.max(this.#held?.epoch ?? 0, this.#signedEpoch) + 1;
    if (epoch > MAX_EPOCH) return Promise.resolve(null);
    const own = { key: identity.publicKey, sid: room.own.sid };
    const terms = {
      epoch,
      secret: this.#options.ports.dice(SECRET_BYTES),
      removed: joinLists(this.#held?.removed ?? null, rosterOf(targets.map(listed)), MAX_REMOVED),
      staying: rosterOf([own, ...staying.map(listed)]),
    };
    return signKick(identity, terms).catch(() => null);
  }

  /** A member of this id tells of a removal. */
  hear(id: string, news: KickNews): void {
    const room = this.#room;
    const invite = this.#options.invite();
    if (!room || !invite) return;
    const own = { key: room.own.identity.publicKey, sid: room.own.sid };
    const verdict = judgeKick(news, invite, own, this.#held?.epoch ?? 0);
    if (verdict === 'follow') {
      // They may have left since; whoever passes it on is not who did it.
      this.#follow(room, news, [...this.#seen.values()].find((member) => this.#isMaker(member)) ?? null);
      this.#room?.followed(id);
      return;
    }
    if (verdict === 'stale') {
      const isSame = this.#held && equalBytes(this.#held.signature, news.signature);
      if (isSame) room.followed(id);
      return;
    }
    // The one of one's own that led here, before the page was loaded anew: the next counts on from it.
    const isOwn = equalBytes(news.key, own.key) && equalBytes(news.secret, invite.secret);
    if (verdict === 'not-named' && isOwn && isSignedKick(news)) {
      this.#signedEpoch = Math.max(this.#signedEpoch, news.epoch);
    }
    this.#options.ports.log({ level: 'warn', event: 'removal refused', peer: id.slice(0, 6), detail: verdict });
  }

  #follow(room: RemovalRoom, kick: Kick, by: Member | 'oneself' | null): void {
    const { moved, removed, ports } = this.#options;
    const before = this.#held;
    // First of all, as everything that follows is a change among the members.
    this.#held = { kind: 'kick', ...kick };
    this.#told.clear();
    // Before anybody is let go: they hear of it from us, not from who is leaving.
    this.#passOn();
    const goneIds = new Set(sidsOf(kick.removed).map(toBase64Url));
    const news = [...this.#seen.values()].filter(
      (member) => goneIds.has(member.id) && !isAmong(member, before?.removed),
    );
    for (const member of news) removed(member, by);
    for (const { id } of news) room.expel(id);
    const gone = news.flatMap(({ pair }) => pair.pairing.theirKey() ?? []);
    moved(kick.secret, gone);
    room.move(kick.secret, new Set(sidsOf(kick.staying).map(toBase64Url)));
    ports.log({ level: 'info', event: 'room moved', peer: null });
  }

  /** To everybody who stays and was not told since they are connected; and to its maker, back in another session. */
  #passOn(): void {
    const held = this.#held;
    if (!held) return;
    for (const member of this.#members) {
      const { id, pair } = member;
      if (pair.call.phase !== 'connected' || !pair.channelProven) continue;
      const said = `${held.epoch} ${pair.call.sinceMs}`;
      if (this.#told.get(id) === said) continue;
      if (!isAmong(member, held.staying) && !this.#isMaker(member)) continue;
      if (pair.tell(held)) this.#told.set(id, said);
    }
  }

  #isMaker({ pair }: Member): boolean {
    const invite = this.#options.invite();
    const key = pair.pairing.theirKey();
    return invite !== null && key !== null && isInviter(invite, key) === true;
  }

  #remember(member: Member): void {
    this.#seen.delete(member.id);
    this.#seen.set(member.id, member);
    if (this.#seen.size > MAX_SEEN) this.#seen.delete([...this.#seen.keys()][0] ?? member.id);
  }
}

const NOBODY = new Uint8Array(0);

function isProven({ pair }: Member): boolean {
  return pair.channelProven && pair.pairing.theirKey() !== null;
}

function listed({ pair }: Member): Listed {
  return { key: pair.pairing.theirKey() ?? NOBODY, sid: pair.pairing.theirSid };
}

function isAmong(member: Member, list: Uint8Array | undefined): boolean {
  return list !== undefined && isNamed(list, listed(member));
}
