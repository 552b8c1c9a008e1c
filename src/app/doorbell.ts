/**
 * Ringing contacts and being rung while the app is open (Humr/1, "Contacts without link"): one carrier listens on the
 * topics of those who may ring, and a call that is taken goes on in the room of both. Bounded in every direction: who
 * may ring, how often, how long.
 */
import { toBase64Url } from '../base/base64url.ts';
import { equalBytes } from '../base/bytes.ts';
import type { Carrier, Topic } from '../call/carrier.ts';
import type { Contact } from '../call/keeping.ts';
import type { Ports } from '../call/ports.ts';
import { contactDays, contactRoom } from '../trust/contact.ts';
import { isForUs, MESSAGE_TYPE, openEnvelope, sealEnvelope } from '../trust/envelope.ts';
import { RING_ID_BYTES, type Ring, type RingKind, readRing, ringTag, writeRing } from '../trust/ring.ts';
import { type RoomKeys, SID_BYTES } from '../trust/room.ts';
import { nameOf, type PeopleBook } from './people-book.ts';
import type { Bell } from './people-desk.ts';
import type { RingView } from './people-view.ts';

/** The sound of ringing; silent where the browser wants a tap first. */
export interface Tone {
  start(): void;
  stop(): void;
}

export interface DoorbellOptions {
  readonly ports: Pick<Ports<unknown>, 'openCarrier' | 'dice' | 'nowMs' | 'epochS' | 'after' | 'every' | 'log'>;
  readonly book: PeopleBook;
  readonly tone: Tone;
  /** Own identity key, 32 bytes. */
  readonly ownKey: Uint8Array;
  relayUrls(): readonly string[];
  /** Somebody is being talked to, or about to be. */
  isBusy(): boolean;
  show(ring: RingView | null): void;
  enter(contactId: string, keys: RoomKeys): void;
}

/** One topic that is listened on. */
interface Line {
  readonly contactId: string;
  readonly keys: RoomKeys;
  /** Today's: the one to ring on. */
  readonly isToday: boolean;
}

interface Incoming {
  readonly contactId: string;
  readonly line: Line;
  readonly ringId: Uint8Array;
  readonly sinceMs: number;
  heardMs: number;
  silenced: boolean;
}

interface Outgoing {
  readonly contactId: string;
  readonly ringId: Uint8Array;
  readonly sinceMs: number;
  /** On the way to a carrier that is not open yet. */
  rungMs: number | null;
}

const TICK_MS = 500;
const RING_EVERY_MS = 2_000;
/** Whoever calls is gone when nothing came for this long: three rings and some. */
const SILENT_AFTER_MS = 7_000;
const GIVE_UP_MS = 45_000;
const LONGEST_RING_MS = 60_000;
const CARRIER_WAIT_MS = 10_000;
/** A relay lets one connection listen on 64 topics. */
const MAX_LINES = 60;
/** Rings of one contact in ten minutes; more are not even answered. */
const MAX_RINGS = 6;
const RINGS_WINDOW_MS = 600_000;
/** Rings that are over, with the answer they got, so that it can be given again. */
const MAX_ENDED = 64;
const NONCE_BYTES = 24;

export class Doorbell implements Bell {
  readonly #options: DoorbellOptions;
  readonly #sid: Uint8Array;
  readonly #tag: Uint8Array;
  #carrier: Carrier | null = null;
  #isOpen = false;
  #lines = new Map<Topic, Line>();
  #day = 0;
  /** Whom we call: we listen for their answer, even if they may not ring. */
  #called: string | null = null;
  #incoming: Incoming | null = null;
  #outgoing: Outgoing | null = null;
  readonly #ended = new Map<string, RingKind | null>();
  readonly #ringsMs = new Map<string, number[]>();

  constructor(options: DoorbellOptions) {
    this.#options = options;
    this.#sid = options.ports.dice(SID_BYTES);
    this.#tag = ringTag(options.ownKey);
    options.ports.every(TICK_MS, () => this.#tick());
  }

  /** Listens to whoever is in the book now. */
  refresh(): void {
    const [today] = contactDays(this.#options.ports.epochS());
    this.#day = today;
    this.#called = this.#outgoing?.contactId ?? null;
    const mayRing = ({ id, mayRing }: Contact) => mayRing || id === this.#called;
    const lines = linesOf(this.#options.book.list.contacts.filter(mayRing), this.#options.ports.epochS());
    const isGone = [...this.#lines.keys()].some((topic) => !lines.has(topic));
    this.#lines = lines;
    // A carrier cannot stop listening on one topic, so it begins anew.
    if (isGone || lines.size === 0) this.#closeCarrier();
    if (lines.size === 0) return;
    this.#carrier ??= this.#openCarrier();
    for (const topic of lines.keys()) this.#carrier.join(topic);
  }

  call(contactId: string): void {
    const { ports } = this.#options;
    if (this.#outgoing || this.#incoming || this.#options.isBusy()) return;
    this.#outgoing = { contactId, ringId: ports.dice(RING_ID_BYTES), sinceMs: ports.nowMs(), rungMs: null };
    this.refresh();
    this.#carrier?.retryNow();
    this.#options.show({ state: 'calling', ...this.#named(contactId) });
    this.#ring();
  }

  accept(): void {
    const ringing = this.#incoming;
    if (!ringing) return;
    this.#end(ringing, 'accept');
    this.#options.enter(ringing.contactId, ringing.line.keys);
  }

  decline(): void {
    if (this.#incoming) this.#end(this.#incoming, 'decline');
  }

  silence(): void {
    if (!this.#incoming) return;
    this.#incoming.silenced = true;
    this.#options.tone.stop();
    this.#showIncoming(this.#incoming);
  }

  /** Gives up calling, or puts away what came of it. */
  stop(): void {
    if (this.#outgoing) this.#send(this.#outgoing.contactId, 'cancel', this.#outgoing.ringId);
    this.#outgoing = null;
    if (!this.#incoming) this.#options.show(null);
  }

  /** Nothing is listened to any more; for whoever erases everything. */
  close(): void {
    this.#lines.clear();
    this.#closeCarrier();
  }

  #openCarrier(): Carrier {
    const carrier: Carrier = this.#options.ports.openCarrier(
      { urls: this.#options.relayUrls() },
      {
        received: (topic, sealed) => this.#received(topic, sealed),
        changed: ({ phase }) => {
          this.#isOpen = phase === 'open';
          if (this.#isOpen) this.#ring();
        },
      },
    );
    return carrier;
  }

  #closeCarrier(): void {
    this.#carrier?.close();
    this.#carrier = null;
    this.#isOpen = false;
  }

  #received(topic: Topic, sealed: Uint8Array): void {
    const line = this.#lines.get(topic);
    const envelope = line && openEnvelope(line.keys, sealed);
    if (!line || !envelope || typeof envelope === 'string') return;
    if (envelope.type !== MESSAGE_TYPE.ring || !isForUs(envelope, this.#sid)) return;
    const ring = readRing(envelope.body, this.#options.ports.epochS());
    if (typeof ring === 'string') return;
    if (equalBytes(ring.senderTag, this.#tag)) this.#heardOwn(ring);
    else this.#heard(line, ring);
  }

  /** Another tab of ours answered. */
  #heardOwn({ kind, ringId }: Ring): void {
    const ringing = this.#incoming;
    if (!ringing || !equalBytes(ringing.ringId, ringId) || kind === 'ring' || kind === 'cancel') return;
    this.#end(ringing, null);
  }

  #heard(line: Line, { kind, ringId }: Ring): void {
    switch (kind) {
      case 'ring':
        return this.#rung(line, ringId);
      case 'cancel':
        if (this.#incoming && equalBytes(this.#incoming.ringId, ringId)) this.#endMissed(this.#incoming);
        return;
      default: {
        const calling = this.#outgoing;
        if (!calling || !equalBytes(calling.ringId, ringId)) return;
        this.#outgoing = null;
        if (kind === 'accept') return this.#enter(line);
        return this.#showEnded(calling.contactId, kind === 'busy' ? 'busy' : 'declined');
      }
    }
  }

  #rung(line: Line, ringId: Uint8Array): void {
    const { contactId } = line;
    const ringing = this.#incoming;
    const given = this.#ended.get(toBase64Url(ringId));
    if (given !== undefined) return given === null ? undefined : this.#sendOn(line, given, ringId);
    if (ringing && equalBytes(ringing.ringId, ringId)) {
      ringing.heardMs = this.#options.ports.nowMs();
      return;
    }
    if (!this.#mayRing(contactId)) return this.#remember(ringId, null);
    if (this.#outgoing?.contactId === contactId) {
      // Both ring each other: that is as good as taken.
      this.#outgoing = null;
      this.#remember(ringId, 'accept');
      this.#sendOn(line, 'accept', ringId);
      return this.#enter(line);
    }
    if (ringing || this.#outgoing || this.#options.isBusy()) {
      this.#remember(ringId, 'busy');
      this.#sendOn(line, 'busy', ringId);
      return void this.#options.book.missed(contactId);
    }
    this.#beginRinging(line, ringId);
  }

  #beginRinging(line: Line, ringId: Uint8Array): void {
    const nowMs = this.#options.ports.nowMs();
    const { contactId } = line;
    this.#incoming = { contactId, line, ringId, sinceMs: nowMs, heardMs: nowMs, silenced: false };
    this.#options.ports.log({ level: 'info', event: 'rung', peer: null });
    this.#options.tone.start();
    this.#showIncoming(this.#incoming);
  }

  #enter(line: Line): void {
    this.#options.show(null);
    this.#options.enter(line.contactId, line.keys);
  }

  /** @param answer what to tell them, and to tell again; null to say nothing */
  #end(ringing: Incoming, answer: 'accept' | 'decline' | null): void {
    this.#incoming = null;
    this.#remember(ringing.ringId, answer);
    if (answer) this.#sendOn(ringing.line, answer, ringing.ringId);
    this.#options.tone.stop();
    this.#options.show(null);
  }

  #endMissed(ringing: Incoming): void {
    this.#end(ringing, null);
    void this.#options.book.missed(ringing.contactId);
  }

  #tick(): void {
    const { ports } = this.#options;
    const nowMs = ports.nowMs();
    const ringing = this.#incoming;
    if (ringing && (nowMs - ringing.heardMs > SILENT_AFTER_MS || nowMs - ringing.sinceMs > LONGEST_RING_MS)) {
      this.#endMissed(ringing);
    }
    const calling = this.#outgoing;
    if (calling && nowMs - calling.sinceMs > GIVE_UP_MS) return this.#giveUp(calling, 'no-answer');
    if (calling && calling.rungMs === null && nowMs - calling.sinceMs > CARRIER_WAIT_MS) {
      return this.#giveUp(calling, 'unreachable');
    }
    if (calling && nowMs - (calling.rungMs ?? 0) >= RING_EVERY_MS) this.#ring();
    if ((this.#outgoing?.contactId ?? null) !== this.#called) return this.refresh();
    if (this.#lines.size > 0 && contactDays(ports.epochS())[0] !== this.#day) this.refresh();
  }

  #giveUp(calling: Outgoing, why: 'no-answer' | 'unreachable'): void {
    this.#send(calling.contactId, 'cancel', calling.ringId);
    this.#outgoing = null;
    this.#showEnded(calling.contactId, why);
  }

  #ring(): void {
    const calling = this.#outgoing;
    if (!calling || !this.#isOpen) return;
    calling.rungMs = this.#options.ports.nowMs();
    this.#send(calling.contactId, 'ring', calling.ringId);
  }

  /** On today's topics of both secrets: they may know only one of them. */
  #send(contactId: string, kind: RingKind, ringId: Uint8Array): void {
    for (const line of this.#lines.values()) {
      if (line.contactId === contactId && line.isToday) this.#sendOn(line, kind, ringId);
    }
  }

  #sendOn({ keys }: Line, kind: RingKind, ringId: Uint8Array): void {
    const { ports } = this.#options;
    const body = writeRing({ kind, ringId, senderTag: this.#tag }, ports.epochS());
    const message = { type: MESSAGE_TYPE.ring, from: this.#sid, to: null, body };
    this.#carrier?.send(keys.topicText, sealEnvelope(keys, message, ports.dice(NONCE_BYTES)));
  }

  #mayRing(contactId: string): boolean {
    const nowMs = this.#options.ports.nowMs();
    const recent = (this.#ringsMs.get(contactId) ?? []).filter((atMs) => nowMs - atMs < RINGS_WINDOW_MS);
    if (recent.length >= MAX_RINGS) return false;
    this.#ringsMs.set(contactId, [...recent, nowMs]);
    return true;
  }

  #remember(ringId: Uint8Array, answer: RingKind | null): void {
    this.#ended.set(toBase64Url(ringId), answer);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > MAX_ENDED && oldest !== undefined) this.#ended.delete(oldest);
  }

  #showIncoming({ contactId, silenced }: Incoming): void {
    this.#options.show({ state: 'incoming', silenced, ...this.#named(contactId) });
  }

  #showEnded(contactId: string, why: 'declined' | 'busy' | 'no-answer' | 'unreachable'): void {
    this.#options.show({ state: 'ended', why, ...this.#named(contactId) });
  }

  #named(id: string): { readonly id: string; readonly name: string } {
    const contact = this.#options.book.byId(id);
    return { id, name: contact ? nameOf(contact) : '' };
  }
}

/** The topics of those met last, as many as a relay allows; the day's neighbours for clocks that differ. */
function linesOf(contacts: readonly Contact[], nowS: number): Map<Topic, Line> {
  const lines = new Map<Topic, Line>();
  const [today, ...around] = contactDays(nowS);
  const recent = contacts
    .filter(({ person }) => person.trust.state !== 'revoked')
    .sort((a, b) => b.person.lastSeenMs - a.person.lastSeenMs);
  for (const { id, pairSecret, earlierSecret } of recent) {
    const wanted = [
      ...(pairSecret ? [today, ...around].map((day) => ({ secret: pairSecret, day })) : []),
      ...(earlierSecret ? [{ secret: earlierSecret, day: today }] : []),
    ];
    if (lines.size + wanted.length > MAX_LINES) break;
    for (const { secret, day } of wanted) {
      const keys = contactRoom(secret, day);
      lines.set(keys.topicText, { contactId: id, keys, isToday: day === today });
    }
  }
  return lines;
}
