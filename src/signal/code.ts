/**
 * The carrier that needs no server: a data channel between two browsers whose descriptions people carry across, as codes
 * (PROTOCOL.md, "Human speed"). It is trusted no more than a relay: everything on it is sealed and the handshake runs
 * over it as over any carrier. The call itself gets a connection of its own, agreed on over this one.
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { candidateLine, encodeCandidates, parseCandidate } from '../call/candidate.ts';
import { type Carrier, type CarrierEvents, MAX_SEALED_BYTES, TOPIC_FORM, type Topic } from '../call/carrier.ts';
import type { CodeWay, CodeWayEvents, CodeWayOptions } from '../call/code-way.ts';
import {
  type Description,
  decodeDescription,
  describeSdp,
  descriptionSdp,
  encodeDescription,
} from '../call/description.ts';
import type { Peer } from '../call/ports.ts';
import { BROWSER, type Platform } from './platform.ts';

/** Nothing can be sent after the code, so addresses are waited for; on one network they come at once. */
const GATHER_MS = 700;
/**
 * Firefox gives up for good 5 to 11 s after it answered, unless there are still new addresses to try; Chromium does not
 * mind them.
 */
const HOPE_INTERVAL_MS = 3_000;
/** The discard service (RFC 863) of this machine itself: the packets go nowhere. */
const HOPE_ADDRESS = '127.0.0.1';
const FIRST_HOPE_PORT = 9;
const TOPIC_LENGTH = 22;

export function openCodeWay(options: CodeWayOptions, events: CodeWayEvents, platform: Platform = BROWSER): CodeWay {
  return new LiveCodeWay(options, events, platform);
}

class LiveCodeWay implements CodeWay {
  readonly #options: CodeWayOptions;
  readonly #events: CodeWayEvents;
  readonly #platform: Platform;
  readonly #peer: Peer<never>;
  readonly #lines: string[] = [];
  #phase: 'waiting' | 'open' | 'closed' = 'waiting';
  #carrier: CodeCarrier | null = null;
  #cancelHope: () => void = () => {};
  #hopes = 0;

  constructor(options: CodeWayOptions, events: CodeWayEvents, platform: Platform) {
    this.#options = options;
    this.#events = events;
    this.#platform = platform;
    const { iceServers, relayOnly } = options;
    this.#peer = options.openPeer(
      { track: null, iceServers, relayOnly },
      {
        candidate: (line) => this.#lines.push(line),
        transport: (state) => state === 'closed' && this.#lose(),
        opened: () => this.#open(),
        message: (text) => this.#carrier?.take(text),
        track: () => undefined,
        trackGone: () => undefined,
        side: () => undefined,
        beat: () => undefined,
      },
    );
  }

  async offer(): Promise<Uint8Array | null> {
    return this.#compact(await this.#peer.offer({ restart: false }), 'offer');
  }

  async answer(theirs: Uint8Array): Promise<Uint8Array | null> {
    const offer = decodeDescription(theirs);
    if (offer?.role !== 'offer') return null;
    const own = await this.#compact(await this.#peer.answer(descriptionSdp(offer)), 'answer');
    this.#hope();
    return own;
  }

  async accept(theirs: Uint8Array): Promise<boolean> {
    const answer = decodeDescription(theirs);
    if (answer?.role !== 'answer') return false;
    await this.#peer.acceptAnswer(descriptionSdp(answer));
    return true;
  }

  carrier(events: CarrierEvents): Carrier {
    const carrier = new CodeCarrier(
      (text) => this.#phase === 'open' && this.#peer.send(text),
      () => this.close(),
      events,
    );
    this.#carrier = carrier;
    if (this.#phase === 'open') queueMicrotask(() => carrier.opened());
    if (this.#phase === 'closed') queueMicrotask(() => carrier.lost());
    return carrier;
  }

  close(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#cancelHope();
    this.#peer.close();
  }

  #open(): void {
    if (this.#phase !== 'waiting') return;
    this.#phase = 'open';
    this.#cancelHope();
    this.#events.opened();
    this.#carrier?.opened();
  }

  #lose(): void {
    this.close();
    this.#carrier?.lost();
  }

  /** The description with every address there is, as far as there is room in a code: the nearest first. */
  async #compact(sdp: string, role: Description['role']): Promise<Uint8Array | null> {
    const described = describeSdp(sdp, role);
    if (!described) return null;
    await new Promise<void>((resolve) => void this.#platform.after(GATHER_MS, resolve));
    const later = this.#lines.map(parseCandidate).filter((it) => it !== null);
    const all = [...described.candidates, ...later];
    const distinct = [...new Map(all.map((it) => [encodeCandidates([it]).join(), it])).values()];
    const candidates: Description['candidates'][number][] = [];
    for (const candidate of distinct.sort((a, b) => nearness(a) - nearness(b))) {
      const longer = encodeDescription({ ...described, candidates: [...candidates, candidate] });
      if (longer.length <= this.#options.maxDescriptionBytes) candidates.push(candidate);
    }
    return candidates.length === 0 ? null : encodeDescription({ ...described, candidates });
  }

  #hope(): void {
    if (this.#phase !== 'waiting') return;
    const bytes = Uint8Array.from(HOPE_ADDRESS.split('.'), Number);
    const port = FIRST_HOPE_PORT + this.#hopes++;
    const candidate = { kind: 'host', address: { family: 'ipv4', bytes }, port } as const;
    this.#peer.addCandidate(candidateLine(candidate, this.#hopes));
    this.#cancelHope = this.#platform.after(HOPE_INTERVAL_MS, () => this.#hope());
  }
}

/** Which addresses to keep where not all fit: those of one's own network, and short ones, first. */
function nearness({ kind, address }: Description['candidates'][number]): number {
  const families = { ipv4: 0, mdns: 1, ipv6: 2 } as const;
  const kinds = { host: 0, srflx: 3, relay: 6 } as const;
  return kinds[kind] + families[address.family];
}

class CodeCarrier implements Carrier {
  readonly #send: (text: string) => boolean;
  readonly #leave: () => void;
  readonly #events: CarrierEvents;
  readonly #joined = new Set<Topic>();
  #phase: 'connecting' | 'open' | 'closed' = 'connecting';

  constructor(send: (text: string) => boolean, leave: () => void, events: CarrierEvents) {
    this.#send = send;
    this.#leave = leave;
    this.#events = events;
  }

  opened(): void {
    if (this.#phase !== 'connecting') return;
    this.#phase = 'open';
    this.#events.changed({ phase: 'open' });
  }

  lost(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#events.changed({ phase: 'closed', code: 'RELAY_LOST' });
  }

  /** One text of the channel: a topic, then the envelope; anything else is nobody's. */
  take(text: string): void {
    const topic = text.slice(0, TOPIC_LENGTH);
    if (this.#phase === 'closed' || !this.#joined.has(topic)) return;
    const sealed = fromBase64Url(text.slice(TOPIC_LENGTH));
    if (sealed && sealed.length <= MAX_SEALED_BYTES) this.#events.received(topic, sealed);
  }

  join(topic: Topic): void {
    check(topic);
    this.#joined.add(topic);
  }

  send(topic: Topic, sealed: Uint8Array): void {
    check(topic);
    if (this.#phase === 'open' && sealed.length <= MAX_SEALED_BYTES) this.#send(topic + toBase64Url(sealed));
  }

  /** People would have to carry codes again. */
  retryNow(): void {}

  close(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#leave();
    this.#events.changed({ phase: 'closed', code: null });
  }
}

function check(topic: Topic): void {
  if (!TOPIC_FORM.test(topic)) throw new RangeError(`not a topic: ${topic.length} characters`);
}
