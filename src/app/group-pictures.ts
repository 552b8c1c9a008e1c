/**
 * Comparing pictures all together, in a call of three or more: whoever wishes it begins a round, everybody's browser
 * takes part by itself, and all come to the same seven pictures (`trust/group-round.ts`). Two rounds that begin at once
 * become one: the lower number stands. Whoever comes or leaves ends it, and what they saw counts for nothing.
 */
import { toBase64Url } from '../base/base64url.ts';
import { compareBytes, equalBytes } from '../base/bytes.ts';
import type { CommitNews, GroupNews } from '../call/group-messages.ts';
import type { Ports } from '../call/ports.ts';
import { rosterOf } from '../trust/group.ts';
import {
  missingCount,
  ownCommit,
  ownOpening,
  picturesOf,
  type Round,
  type RoundRefusal,
  startRound,
  takeCommit,
  takeOpening,
  waysOf,
} from '../trust/group-round.ts';
import { PICTURES } from '../trust/picture-list.ts';
import { Allowance } from './chat-text.ts';
import type { GroupEnding, GroupPicturesView, GroupView } from './group-view.ts';
import type { Member } from './member.ts';
import type { Room } from './room.ts';
import { GROUP_SIZE, listedOf } from './roster-watch.ts';

export interface GroupPicturesOptions {
  readonly ports: Pick<Ports<unknown>, 'after' | 'nowMs' | 'dice' | 'log'>;
  show(change: Partial<Pick<GroupView, 'pictures' | 'askedBy'>>): void;
  /** What somebody of this session is called here. */
  nameOf(id: string): string;
  /** What the user found, about one person. */
  answer(id: string, answer: 'match' | 'differ'): void;
}

/** Browsers answer by themselves; whoever has not after this will not (the ceremony's thirty seconds). */
export const ROUND_MS = 30_000;
/** Rounds the others may begin. */
const ROUNDS = { burst: 4, perS: 0.2 };
const ID_BYTES = 16;
const NONCE_BYTES = 16;
const NONE: GroupPicturesView = { state: 'none' };

/** A round as this browser goes through it. */
interface Live {
  round: Round;
  /** Everybody in it, `rosterOf`. */
  readonly list: Uint8Array;
  /** Which of our messages went to whom, over which of their channels. */
  readonly sent: Set<string>;
  readonly number: number;
  isReady: boolean;
  readonly stopWaiting: () => void;
}

export class GroupPictures {
  readonly #options: GroupPicturesOptions;
  #room: Room | null = null;
  #live: Live | null = null;
  #number = 0;
  #allowance = new Allowance(ROUNDS);
  #read = new WeakSet<GroupNews>();

  constructor(options: GroupPicturesOptions) {
    this.#options = options;
  }

  begin(room: Room): void {
    this.end();
    this.#room = room;
  }

  end(): void {
    this.#drop();
    this.#room = null;
    this.#allowance = new Allowance(ROUNDS);
    this.#options.show({ pictures: NONE, askedBy: null });
  }

  /** To be called at every change among the members, and with it at every message of theirs. */
  changed(members: readonly Member[]): void {
    const room = this.#room;
    if (!room) return;
    const live = this.#live;
    if (live && !equalBytes(rosterOf(listedOf(members, room.own)), live.list)) this.#finish('changed', members);
    for (const member of members) {
      const { group } = member;
      if (!group || this.#read.has(group)) continue;
      this.#read.add(group);
      this.#hear(room, member, group);
    }
    this.#send(members);
  }

  compare(): void {
    const room = this.#room;
    this.#options.show({ askedBy: null });
    if (!room || this.#live) return;
    const members = [...room.members.values()];
    if (listedOf(members, room.own).length < GROUP_SIZE) return this.#options.show({ pictures: NONE });
    if (this.#enter(room, this.#options.ports.dice(ID_BYTES))) this.#send(members);
    else this.#options.show({ pictures: { state: 'ended', why: 'changed' } });
  }

  stop(): void {
    const live = this.#live;
    if (live?.isReady) return;
    if (live) this.#finish('stopped', [...(this.#room?.members.values() ?? [])]);
    this.#options.show({ pictures: NONE, askedBy: null });
  }

  answer(number: number, answer: 'match' | 'differ'): void {
    const live = this.#live;
    if (!this.#room || !live?.isReady || live.number !== number) return;
    const inRound = [...this.#room.members.values()].filter(({ id }) => live.round.parts.has(id));
    if (answer === 'differ') {
      // Where it came from nobody can tell: the next try needs other nonces.
      this.#drop();
      this.#options.show({ pictures: NONE });
    }
    for (const { id } of inRound) this.#options.answer(id, answer);
  }

  /** @returns whether everybody's certificates are known already */
  #enter(room: Room, id: Uint8Array): boolean {
    const { ports } = this.#options;
    const members = listedOf([...room.members.values()], room.own);
    const inRound = new Set(members.map(({ sid }) => toBase64Url(sid)));
    const others = [...room.members.values()].filter((member) => inRound.has(member.id));
    const used = others.flatMap(({ pair }) =>
      pair.fingerprints ? [{ sid: pair.pairing.theirSid, own: pair.fingerprints.own }] : [],
    );
    if (used.length < others.length) return false;
    this.#drop();
    const nonce = ports.dice(NONCE_BYTES);
    const round = startRound({ id, members, ownSid: room.own.sid, ways: waysOf(used), nonce });
    const stopWaiting = ports.after(ROUND_MS, () => this.#live?.round.id === id && this.#late());
    const list = rosterOf(members);
    this.#live = { round, list, sent: new Set(), number: ++this.#number, isReady: false, stopWaiting };
    this.#showWaiting(round);
    return true;
  }

  #late(): void {
    if (this.#live?.isReady === false) this.#finish('late', [...(this.#room?.members.values() ?? [])]);
  }

  #hear(room: Room, member: Member, news: GroupNews): void {
    if (news.kind === 'roster') return;
    if (news.kind === 'group-commit' && this.#joins(news)) this.#follow(room, member, news);
    const live = this.#live;
    if (!live || !equalBytes(news.round, live.round.id)) return;
    const { theirSid } = member.pair.pairing;
    if (news.kind === 'group-stop') {
      // Who ends a round after everybody has the pictures changes nothing about them.
      if (!live.isReady && live.round.parts.has(member.id)) this.#finish('stopped', []);
      return;
    }
    const seen = member.pair.fingerprints?.theirs ?? new Uint8Array(0);
    const isCommit = news.kind === 'group-commit';
    this.#take(live, isCommit ? takeCommit(live.round, theirSid, news, seen) : takeOpening(live.round, theirSid, news));
  }

  /** Whether this commitment begins a round that takes the place of ours. */
  #joins({ round }: CommitNews): boolean {
    const live = this.#live;
    if (live && equalBytes(round, live.round.id)) return false;
    const isUnderWay = live !== null && !live.isReady;
    // All begin with the same rule, so two rounds begun at once end in one; the other's nonces were never opened.
    if (isUnderWay && (ownOpening(live.round) !== null || compareBytes(round, live.round.id) > 0)) return false;
    return this.#allowance.take(this.#options.ports.nowMs());
  }

  #follow(room: Room, member: Member, { round }: CommitNews): void {
    const isOurs = this.#live !== null && !this.#live.isReady;
    const isEntered = this.#enter(room, round);
    if (isEntered && !isOurs) this.#options.show({ askedBy: this.#options.nameOf(member.id) });
  }

  #take(live: Live, next: Round | RoundRefusal): void {
    const members = [...(this.#room?.members.values() ?? [])];
    if (typeof next === 'string') return this.#refuse(next, members);
    if (next === live.round) return;
    live.round = next;
    const pictures = picturesOf(next);
    if (typeof pictures === 'string') return this.#refuse(pictures, members);
    if (pictures === null) return this.#showWaiting(next);
    live.isReady = true;
    live.stopWaiting();
    const shown = pictures.map((it) => PICTURES[it]!); // the code holds 0..63
    this.#options.show({ pictures: { state: 'ready', number: live.number, pictures: shown } });
  }

  /** A list that is not ours is most often a race with somebody who comes; the watch over the lists says when it is not. */
  #refuse(why: RoundRefusal, members: readonly Member[]): void {
    this.#options.ports.log({ level: 'warn', event: 'group pictures refused', peer: null, detail: why });
    this.#finish(why === 'other-group' ? 'changed' : 'refused', members);
  }

  #showWaiting(round: Round): void {
    this.#options.show({ pictures: { state: 'waiting', missingCount: missingCount(round) } });
  }

  /** @param members whom to tell */
  #finish(why: GroupEnding, members: readonly Member[]): void {
    const live = this.#live;
    if (!live) return;
    this.#drop();
    if (!live.isReady) for (const { pair } of members) pair.tell({ kind: 'group-stop', round: live.round.id });
    this.#options.show({ pictures: { state: 'ended', why }, askedBy: null });
  }

  #drop(): void {
    this.#live?.stopWaiting();
    this.#live = null;
  }

  /** What is due goes to everybody who is connected and in the round; again over a new channel. */
  #send(members: readonly Member[]): void {
    const live = this.#live;
    if (!live) return;
    const round = live.round.id;
    const opening = ownOpening(live.round);
    const due: GroupNews[] = [{ kind: 'group-commit', round, ...ownCommit(live.round) }];
    if (opening) due.push({ kind: 'group-open', round, ...opening });
    for (const { id, pair } of members) {
      if (pair.call.phase !== 'connected' || !live.round.parts.has(id)) continue;
      for (const news of due) {
        const name = `${id} ${pair.channelCount} ${news.kind}`;
        if (live.sent.has(name)) continue;
        // In their order or not at all.
        if (!pair.tell(news)) break;
        live.sent.add(name);
      }
    }
  }
}
