/**
 * One room on a carrier: greets, answers greetings and keeps one pair per other person. Only what opens with the room's
 * keys gets here, and only what the handshake proves makes a pair.
 */
import { toBase64Url } from '../base/base64url.ts';
import { compareBytes } from '../base/bytes.ts';
import type { CarrierState } from '../call/carrier.ts';
import type { Renewal } from '../call/keeping.ts';
import type { AddedPurpose } from '../call/lines.ts';
import { BEAT_INTERVAL_MS } from '../call/machine.ts';
import type { Message, MicrophoneState, Presented } from '../call/messages.ts';
import type { Ports, TrackLimit } from '../call/ports.ts';
import type { TheirView } from '../call/report.ts';
import { type Envelope, isForUs, MESSAGE_TYPE, openEnvelope } from '../trust/envelope.ts';
import type { Identity } from '../trust/identity.ts';
import { type RoomKeys, roomKeys, SID_BYTES } from '../trust/room.ts';
import { Admission } from './admission.ts';
import { GarbageGate } from './garbage-gate.ts';
import { beginsAnew, ghostsOf, meetsOneself } from './ghosts.ts';
import { GreetingBucket } from './greeting-bucket.ts';
import { type Ground, Grounds } from './grounds.ts';
import { isEstablished, type Member, NEWCOMER } from './member.ts';
import { openPair } from './pair.ts';
import type { Pairing } from './pairing.ts';
import { SharedTracks } from './shared-tracks.ts';
import { SleepWatch } from './sleep-watch.ts';

export interface RoomEvents {
  changed(): void;
  carrier(state: CarrierState): void;
  voice(id: string, track: MediaStreamTrack): void;
  /** How somebody says they hear us. */
  reported(id: string, view: TheirView): void;
  /** Somebody's screen, its sound or a camera, or the end of it (null). */
  added(id: string, purpose: AddedPurpose, track: MediaStreamTrack | null): void;
  /** A frame beside the call from somebody who is connected, proven and not held. */
  side(member: Member, bytes: Uint8Array): void;
  /** Somebody's call ended; they are no longer among the members. */
  gone(member: Member): void;
  /** A key whose handshakes died again and again is not answered any more in this room. */
  gaveUp?(name: string): void;
  /** Somebody was removed, says this member; a claim until it is judged (`trust/kick.ts`). */
  kicked?(id: string, news: Message & { kind: 'kick' }): void;
  /** Somebody says that we are not let in, and why; a claim until it is read (`trust/over.ts`). */
  refused?(statement: Uint8Array): void;
}

export interface RoomOptions {
  readonly ports: Ports<MediaStreamTrack>;
  /** S of the link, or the keys of a room of two contacts. */
  readonly secret: Uint8Array | RoomKeys;
  readonly identity: Identity;
  readonly relayUrls: readonly string[];
  readonly relayOnly: boolean;
  readonly events: RoomEvents;
  self(): { name: string; muted: boolean; microphone: MicrophoneState; track: MediaStreamTrack | null };
  /** Whether somebody with this key (32 bytes) is to be answered at all; asked as soon as it is proven. */
  admits?(key: Uint8Array): boolean;
  /** What to tell somebody who is not let in; null for nothing. */
  refusal?(key: Uint8Array): Uint8Array | null;
  /** One's own change of key, told to everybody. */
  readonly renewal?: Renewal | null;
  /** Newcomers get nothing until `hold(false)`: it is not known yet who they are. */
  readonly holdsNewcomers?: boolean;
}

/** Who one is in this room. */
export interface OwnPart {
  /** Of the room, 16 bytes. */
  readonly topic: Uint8Array;
  /** Of this session, 16 bytes. */
  readonly sid: Uint8Array;
  readonly identity: Identity;
}

export interface Room {
  readonly members: ReadonlyMap<string, Member>;
  readonly own: OwnPart;
  /** Starts greeting and answering; until then everything heard is dropped. */
  enter(): void;
  tellAll(message: Message): void;
  setTrack(track: MediaStreamTrack | null): void;
  /** Sends something beside the voice to everybody, also to those who come later. */
  share(purpose: AddedPurpose, track: MediaStreamTrack): void;
  unshare(purpose: AddedPurpose): void;
  limitShare(purpose: AddedPurpose, limit: TrackLimit): void;
  /** The page woke up, the network is another one, or the person does not want to wait. */
  stir(reason: Stirring): void;
  /** Lets one person go, and hears no more of that session. */
  dismiss(id: string): void;
  /** The same, and tells them that they are removed. */
  expel(id: string): void;
  /**
   * To the room of another secret, without a gap in what is heard. Only those who stay are reached there; calls that had
   * not begun begin anew.
   * @param secret 16 bytes
   * @param stays session ids
   */
  move(secret: Uint8Array, stays: ReadonlySet<string>): void;
  /** They were seen to have moved along. */
  followed(id: string): void;
  leave(): void;
}

/** Why everybody should be tried at once. */
export type Stirring = 'woke' | 'network-changed' | 'retry';

/** More people than this a browser's mesh does not carry (DESIGN: 16 with a warning). */
const MAX_MEMBERS = 16;
/** Offers to strangers that wait for an answer (PROTOCOL: at most 12 pending responders). */
const MAX_PENDING = 12;
/** Greetings are repeated while nobody answers: a message may be lost, and the other side may still be coming. */
const GREETING_PAUSES_MS = [1_000, 2_000, 4_000, 8_000] as const;
/** Two greetings this close may have crossed; then the lower session answers and the higher waits. */
const CROSSING_MS = 1_500;

export function openRoom(options: RoomOptions): Room {
  return new LiveRoom(options);
}

class LiveRoom implements Room {
  readonly members = new Map<string, Member>();
  readonly #options: RoomOptions;
  readonly #sid: Uint8Array;
  readonly #grounds: Grounds;
  readonly #admission: Admission;
  #carrierOpen = false;
  #inside = false;
  #greetedMs = Number.NEGATIVE_INFINITY;
  #greetings = 0;
  /** Somebody sees us in a newer session: this one does not come back by itself, or the two would throw each other out. */
  #isMoved = false;
  readonly #bucket = new GreetingBucket();
  readonly #garbage = new GarbageGate();
  readonly #shared = new SharedTracks(() => [...this.members.values()].map(({ pair }) => pair));
  readonly #sleep: SleepWatch;
  #stopTicking: () => void = () => undefined;

  constructor(options: RoomOptions) {
    this.#options = options;
    const { ports, secret } = options;
    this.#sleep = new SleepWatch(ports);
    this.#admission = new Admission((key) => options.admits?.(key) ?? true);
    this.#sid = ports.dice(SID_BYTES);
    const received = (ground: Ground, sealed: Uint8Array) => this.#received(ground, sealed);
    const changed = (state: CarrierState) => this.#carrierChanged(state);
    const keys = secret instanceof Uint8Array ? roomKeys(secret) : secret;
    this.#grounds = new Grounds({ ...options, sid: this.#sid, received, changed }, keys);
  }

  get own(): OwnPart {
    return { topic: this.#grounds.newest.keys.topic, sid: this.#sid, identity: this.#options.identity };
  }

  enter(): void {
    if (this.#inside) return;
    this.#inside = true;
    this.#sleep.slept();
    this.#stopTicking = this.#options.ports.every(BEAT_INTERVAL_MS, () => this.#tick());
    this.#greet();
  }

  tellAll(message: Message): void {
    for (const { pair } of this.members.values()) pair.tell(message);
  }

  setTrack(track: MediaStreamTrack | null): void {
    for (const { pair } of this.members.values()) pair.tracks.setVoice(track);
  }

  share(purpose: AddedPurpose, track: MediaStreamTrack): void {
    this.#shared.share(purpose, track);
  }

  unshare(purpose: AddedPurpose): void {
    this.#shared.unshare(purpose);
  }

  limitShare(purpose: AddedPurpose, limit: TrackLimit): void {
    this.#shared.limit(purpose, limit);
  }

  stir(reason: Stirring): void {
    if (reason === 'retry') this.#isMoved = false;
    this.#grounds.retryNow();
    for (const { pair } of [...this.members.values()]) pair.event({ kind: reason });
  }

  dismiss(id: string): void {
    this.#admission.ignore(id);
    this.members.get(id)?.pair.event({ kind: 'leave' });
  }

  expel(id: string): void {
    this.#admission.ignore(id);
    this.members.get(id)?.pair.event({ kind: 'remove' });
  }

  move(secret: Uint8Array, stays: ReadonlySet<string>): void {
    for (const member of this.members.values()) {
      if (!isEstablished(member)) this.#dropQuietly(member);
      else if (!stays.has(member.id)) this.dismiss(member.id);
    }
    this.#carrierOpen = false;
    this.#greetings = 0;
    this.#grounds.move(roomKeys(secret), this.members.keys());
  }

  followed(id: string): void {
    this.#grounds.settled(id);
  }

  leave(): void {
    this.#inside = false;
    this.#stopTicking();
    for (const { pair } of [...this.members.values()]) pair.event({ kind: 'leave' });
    this.#grounds.close();
  }

  #carrierChanged(state: CarrierState): void {
    const opened = state.phase === 'open' && !this.#carrierOpen;
    this.#carrierOpen = state.phase === 'open';
    this.#options.events.carrier(state);
    if (!opened || !this.#inside) return;
    this.#greet();
    // Restarts that were lost with the relay are worth saying again.
    for (const { pair } of [...this.members.values()]) pair.event({ kind: 'retry' });
  }

  #tick(): void {
    if (this.#sleep.slept()) this.stir('woke');
    const dice = (this.#options.ports.dice(1)[0] ?? 0) / 256;
    for (const { pair } of [...this.members.values()]) pair.event({ kind: 'tick', dice });
    const pauseMs = GREETING_PAUSES_MS[Math.min(this.#greetings, GREETING_PAUSES_MS.length) - 1] ?? 0;
    const alone = ![...this.members.values()].some(({ pair }) => pair.call.phase === 'connected');
    if (alone && this.#options.ports.nowMs() - this.#greetedMs >= pauseMs) this.#greet();
  }

  #greet(): void {
    if (!this.#carrierOpen || this.#isMoved) return;
    this.#greetings++;
    this.#greetedMs = this.#options.ports.nowMs();
    this.#grounds.send(null, MESSAGE_TYPE.hello, this.#grounds.newest.greeter.greeting());
  }

  #received({ keys, awaited }: Ground, sealed: Uint8Array): void {
    const { ports } = this.#options;
    if (!this.#inside || this.#garbage.isDeaf(ports.nowMs())) return;
    const envelope = openEnvelope(keys, sealed);
    if (typeof envelope === 'string') {
      if (this.#garbage.count(ports.nowMs())) ports.log({ level: 'warn', event: 'relay floods', peer: null });
      return ports.log({ level: 'debug', event: 'envelope refused', peer: null, detail: envelope });
    }
    if (!isForUs(envelope, this.#sid) || this.#admission.isIgnored(envelope.from)) return;
    const member = this.members.get(toBase64Url(envelope.from));
    // Where we were before, nobody comes in: only whoever has yet to follow is listened to.
    if (awaited) return member && awaited.has(member.id) ? this.#receivedFrom(member, envelope) : undefined;
    switch (envelope.type) {
      case MESSAGE_TYPE.hello:
        return this.#receivedHello(envelope, member);
      case MESSAGE_TYPE.offer:
        return this.#receivedOffer(envelope, member);
      case MESSAGE_TYPE.gone:
        // A hint: anybody with the link can say it, and a relay may lose somebody whose call goes on. So they are asked.
        if (member?.pair.call.phase === 'connected') member.pair.event({ kind: 'woke' });
        return;
      case MESSAGE_TYPE.over:
        return this.#options.events.refused?.(envelope.body);
      default:
        return member && this.#receivedFrom(member, envelope);
    }
  }

  /** What only the other side of a session could write. */
  #receivedFrom({ pair }: Member, { type, body }: Envelope): void {
    if (type === MESSAGE_TYPE.answer) pair.receive('answer', body);
    if (type === MESSAGE_TYPE.open) pair.receive('open', body);
    if (type === MESSAGE_TYPE.signal) pair.receive('signal', body);
  }

  #receivedHello({ from, body }: Envelope, member: Member | undefined): void {
    if (member) return member.pair.event({ kind: 'greeted-again' });
    const { ports } = this.#options;
    const pending = [...this.members.values()].filter(({ pair }) => pair.call.phase === 'offering').length;
    if (this.members.size >= MAX_MEMBERS || pending >= MAX_PENDING || !this.#bucket.has(ports.nowMs())) return;
    // A false greeting costs nobody's token and gets no answer.
    const { greeter } = this.#grounds.newest;
    if (!greeter.isGreeting(from, body)) return;
    this.#bucket.take(ports.nowMs());
    const justGreeted = this.#options.ports.nowMs() - this.#greetedMs < CROSSING_MS;
    // Greetings may have crossed: the lower session answers. It may also have come too late for ours, so say it again.
    if (justGreeted && compareBytes(this.#sid, from) > 0) {
      return this.#grounds.send(from, MESSAGE_TYPE.hello, greeter.greeting());
    }
    const pairing = greeter.readGreeting(from, body);
    if (pairing) this.#addMember(from, 'greeting', pairing);
  }

  #receivedOffer({ from, body }: Envelope, member: Member | undefined): void {
    if (member?.pair.pairing.isSameOffer(body)) return member.pair.event({ kind: 'offered-again' });
    const phase = member?.pair.call.phase;
    // Both offered: the lower session's offer stands, the other side will answer it.
    if (phase === 'offering' && compareBytes(this.#sid, from) < 0) return;
    if (phase ? phase !== 'offering' && phase !== 'reconnecting' : this.members.size >= MAX_MEMBERS) return;
    const pairing = this.#grounds.newest.greeter.readOffer(from, body);
    if (!pairing || (phase === 'reconnecting' && !beginsAnew(member, pairing))) return;
    if (!this.#admission.admits(pairing)) return void this.#refuse(pairing);
    if (member) this.#dropQuietly(member);
    this.#addMember(from, 'offer', pairing);
  }

  #addMember(sid: Uint8Array, first: 'greeting' | 'offer', pairing: Pairing): void {
    const id = toBase64Url(sid);
    const { ports, relayOnly, self, events } = this.#options;
    const pair = openPair({
      ports,
      track: self().track,
      relayOnly,
      first,
      pairing,
      hello: () => self(),
      others: () => this.members.size,
      renewal: this.#options.renewal ?? null,
      events: {
        changed: () => this.#pairChanged(id),
        track: (track) => events.voice(id, track),
        reported: (view) => events.reported(id, view),
        added: (purpose, track) => events.added(id, purpose, track),
        side: (bytes) => {
          const here = this.members.get(id);
          if (here) events.side(here, bytes);
        },
        presented: (change) => this.#presented(id, change),
        told: (fact) => ('kick' in fact ? events.kicked?.(id, fact.kick) : this.#changeMember(id, fact)),
      },
    });
    this.members.set(id, { id, pair, ...NEWCOMER });
    if (this.#options.holdsNewcomers) pair.tracks.hold(true);
    this.#shared.giveTo(pair);
    // A description that cannot be read ends the call before it began, and nobody was listening yet.
    this.#pairChanged(id);
  }

  #presented(id: string, said: Presented): void {
    this.#changeMember(id, 'name' in said ? { ...said, presented: true } : said);
  }

  #changeMember(id: string, change: Partial<Member>): void {
    const member = this.members.get(id);
    if (!member) return;
    this.members.set(id, { ...member, ...change });
    this.#options.events.changed();
  }

  #pairChanged(id: string): void {
    const member = this.members.get(id);
    if (!member) return;
    if (member.pair.call.phase === 'over') {
      this.members.delete(id);
      this.#grounds.settled(id);
      if (this.#inside && this.#admission.died(member.pair)) this.#options.events.gaveUp?.(member.name);
      if (member.pair.call.code === 'PEER_MOVED') this.#isMoved = true;
      this.#options.events.gone(member);
      this.#greetings = 0;
    } else if (!this.#admission.admits(member.pair.pairing)) {
      this.#admission.ignore(id);
      this.members.delete(id);
      this.#grounds.settled(id);
      const isTold = this.#refuse(member.pair.pairing) && member.pair.call.phase === 'connected';
      member.pair.event({ kind: isTold ? 'leave' : 'replaced' });
    }
    if (member.pair.call.phase === 'connected') this.#dropGhosts(member);
    this.#options.events.changed();
  }

  /** @returns whether there was something to say */
  #refuse(pairing: Pairing): boolean {
    const key = pairing.theirKey();
    const statement = (key && this.#options.refusal?.(key)) ?? null;
    if (statement) this.#grounds.send(pairing.theirSid, MESSAGE_TYPE.over, statement);
    return statement !== null;
  }

  /** Another session of one's own, or a newer one of somebody who was here already. */
  #dropGhosts(arrived: Member): void {
    const over = meetsOneself(arrived, this.#options.identity.publicKey);
    if (over === 'ours') return arrived.pair.event({ kind: 'moved' });
    if (over === 'theirs') return this.#dropQuietly(arrived);
    for (const { pair } of ghostsOf(arrived, this.members.values())) {
      pair.tell({ kind: 'moved' });
      pair.event({ kind: 'replaced' });
    }
  }

  #dropQuietly(member: Member): void {
    this.members.delete(member.id);
    this.#grounds.settled(member.id);
    member.pair.event({ kind: 'replaced' });
  }
}
