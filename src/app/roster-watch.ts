/**
 * Whether everybody in a call of three or more sees the same people (Humr/1, "Small groups"): each member signs its list
 * and sends it to everybody it is connected to, again at every change; a relay can hide two people from each other, but
 * not from a third. Lists differ for a moment whenever somebody comes or goes; only after three seconds it is said.
 *
 * On a list is whoever proved their key, from then on: while browsers still look for a path, all members list the
 * newcomer already, and their tile shows them. Who sends no list, as earlier versions do, is not held to one.
 */
import { toBase64Url } from '../base/base64url.ts';
import { concatBytes, equalBytes } from '../base/bytes.ts';
import type { RosterNews } from '../call/group-messages.ts';
import type { Ports } from '../call/ports.ts';
import { isSignedRoster, type Member as Listed, rosterOf, signRoster } from '../trust/group.ts';
import type { Member } from './member.ts';
import type { OwnPart, Room } from './room.ts';

export interface RosterWatchOptions {
  readonly ports: Pick<Ports<unknown>, 'nowMs' | 'after'>;
  /** Lists have differed for too long, or agree again. */
  differs(isSo: boolean): void;
}

/** Lists that differ for longer are no race of comings and goings (PROTOCOL, "Small groups"). */
export const DIFFER_MS = 3_000;
/** Changes that come together are looked at together, and nobody can make us check signatures faster than this. */
const SETTLE_MS = 100;
/** From so many on there is a view that could be split. */
export const GROUP_SIZE = 3;

const NOTHING = new Uint8Array(0);

/** What one member last said, and what came of it. */
interface Heard {
  readonly news: RosterNews;
  /** For which room that was looked at: whoever moved before us signs for the one we have yet to move to. */
  readonly topic: Uint8Array;
  readonly isSigned: boolean;
  /** Since when it has not been our list, ms; null while it is. */
  differsSinceMs: number | null;
}

export class RosterWatch {
  readonly #options: RosterWatchOptions;
  #room: Room | null = null;
  #own: RosterNews | null = null;
  /** What it was signed for: topic ‖ list. */
  #ownSubject: Uint8Array = NOTHING;
  /** The same of one for which the signature is being made. */
  #signing: Uint8Array | null = null;
  /** This call is, or was, one of three or more; whoever saw that goes on telling. */
  #isGroup = false;
  readonly #heard = new Map<string, Heard>();
  /** Which list each session was sent, since when it is connected: what went out while a path broke may be lost. */
  readonly #told = new Map<string, string>();
  #isDiffering = false;
  #stopSettling: (() => void) | null = null;
  #stopWaiting: () => void = () => undefined;

  constructor(options: RosterWatchOptions) {
    this.#options = options;
  }

  begin(room: Room): void {
    this.end();
    this.#room = room;
  }

  end(): void {
    this.#room = null;
    this.#own = null;
    this.#ownSubject = NOTHING;
    this.#signing = null;
    this.#isGroup = false;
    this.#heard.clear();
    this.#told.clear();
    this.#stopSettling?.();
    this.#stopSettling = null;
    this.#stopWaiting();
    this.#show(false);
  }

  /** To be called at every change among the members. */
  changed(): void {
    if (!this.#room) return;
    this.#stopSettling ??= this.#options.ports.after(SETTLE_MS, () => {
      this.#stopSettling = null;
      if (this.#room) this.#settle(this.#room);
    });
  }

  #settle(room: Room): void {
    const members = [...room.members.values()];
    const listed = listedOf(members, room.own);
    this.#isGroup ||= listed.length >= GROUP_SIZE || members.some(({ group }) => group?.kind === 'roster');
    if (!this.#isGroup) return;
    const list = rosterOf(listed);
    if (!equalBytes(this.#ownSubject, concatBytes(room.own.topic, list))) void this.#sign(room, list);
    this.#tell(members);
    for (const member of members) this.#hear(member, room.own.topic);
    this.#compare(members, list);
  }

  async #sign(room: Room, list: Uint8Array): Promise<void> {
    const { identity, topic } = room.own;
    const subject = concatBytes(topic, list);
    if (this.#signing && equalBytes(this.#signing, subject)) return;
    this.#signing = subject;
    const epoch = (this.#own?.epoch ?? 0) + 1;
    const signature = await signRoster(identity, topic, epoch, list).catch(() => null);
    // Another list, or another call, in the meantime.
    if (this.#signing !== subject) return;
    this.#signing = null;
    if (!signature) return;
    this.#own = { kind: 'roster', epoch, list, signature };
    this.#ownSubject = subject;
    this.#tell([...room.members.values()]);
  }

  #tell(members: readonly Member[]): void {
    const own = this.#own;
    if (!own) return;
    for (const { id, pair } of members) {
      if (pair.call.phase !== 'connected') continue;
      const said = `${own.epoch} ${pair.call.sinceMs}`;
      if (this.#told.get(id) === said) continue;
      if (pair.tell(own)) this.#told.set(id, said);
    }
  }

  /** Takes a list that is newer than the one before it; its signature is checked once in each room. */
  #hear({ id, pair, group: news }: Member, topic: Uint8Array): void {
    const key = pair.pairing.theirKey();
    const before = this.#heard.get(id);
    const latest = news?.kind === 'roster' && news.epoch > (before?.news.epoch ?? 0) ? news : before?.news;
    if (!latest || !key || (latest === before?.news && equalBytes(before.topic, topic))) return;
    const isSigned = isSignedRoster(key, topic, latest.epoch, latest.list, latest.signature);
    this.#heard.set(id, { news: latest, topic, isSigned, differsSinceMs: before?.differsSinceMs ?? null });
  }

  #compare(members: readonly Member[], list: Uint8Array): void {
    const nowMs = this.#options.ports.nowMs();
    const here = new Map(members.map(({ id, pair }) => [id, pair.call.phase]));
    let oldestMs: number | null = null;
    for (const [id, heard] of this.#heard) {
      const isSame = heard.isSigned && equalBytes(heard.news.list, list);
      if (!here.has(id)) this.#heard.delete(id);
      // Who is away cannot know who came or went meanwhile; their three seconds begin when they are back.
      else if (isSame || here.get(id) !== 'connected') heard.differsSinceMs = null;
      else {
        heard.differsSinceMs ??= nowMs;
        oldestMs = Math.min(heard.differsSinceMs, oldestMs ?? nowMs);
      }
    }
    this.#stopWaiting();
    this.#stopWaiting = () => undefined;
    const leftMs = oldestMs === null ? null : oldestMs + DIFFER_MS - nowMs;
    this.#show(leftMs !== null && leftMs <= 0);
    if (leftMs !== null && leftMs > 0) this.#stopWaiting = this.#options.ports.after(leftMs, () => this.changed());
  }

  #show(isDiffering: boolean): void {
    if (isDiffering === this.#isDiffering) return;
    this.#isDiffering = isDiffering;
    this.#options.differs(isDiffering);
  }
}

/**
 * Everybody whose key is proven, and oneself. One entry for each key: of somebody whose page was loaded anew the session
 * before is still there, and the newest counts.
 */
export function listedOf(members: readonly Member[], own: OwnPart): Listed[] {
  const newest = new Map<string, Listed>();
  for (const { pair } of members) {
    const key = pair.pairing.theirKey();
    if (key && pair.call.phase !== 'over') newest.set(toBase64Url(key), { key, sid: pair.pairing.theirSid });
  }
  newest.delete(toBase64Url(own.identity.publicKey));
  return [{ key: own.identity.publicKey, sid: own.sid }, ...newest.values()];
}
