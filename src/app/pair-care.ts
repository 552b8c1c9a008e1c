/**
 * Looks after one connection while it lasts: beats that measure the way there and back, the shape of what is sent, the
 * jitter buffer, and whether anything is heard at all.
 */
import { firstListening, type ListenState, nextListening } from '../call/listening.ts';
import type { Beat } from '../call/messages.ts';
import type { Peer } from '../call/ports.ts';
import { FIRST_SENDING, nextSending, type SendState, SHAPES } from '../call/sending.ts';
import type { Negotiation } from './negotiation.ts';

/** From this shape on the link is so narrow that pictures must wait for the voice. */
const NARROW_SHAPE = 3;
/** Beats that may be on their way at once. */
const BEATS_KEPT = 64;

export interface PairCareOptions {
  readonly peer: Pick<Peer<unknown>, 'stats' | 'setBufferMs'>;
  readonly negotiation: Pick<Negotiation, 'shape'>;
  nowMs(): number;
  /** Whether they mean to be heard now. */
  isSoundExpected(): boolean;
  /** People in the call beside oneself. */
  others(): number;
  /** `isSilent` or `isNarrow` is another. */
  changed(): void;
  log(event: string, detail: string): void;
}

type Entry = Readonly<Record<string, unknown>>;

export class PairCare {
  readonly #options: PairCareOptions;
  #sending: SendState = FIRST_SENDING;
  #listening: ListenState;
  readonly #beats = new Map<number, number>();
  #lastBeat = 0;
  #heardBeat: { readonly number: number; readonly atMs: number } | null = null;
  #roundTripMs: number | null = null;
  #sentPackets = 0;
  #gotPackets = 0;
  #isLooking = false;

  constructor(options: PairCareOptions) {
    this.#options = options;
    this.#listening = firstListening(options.nowMs());
  }

  /** Connected, and yet nothing is heard of somebody who means to be heard. */
  get isSilent(): boolean {
    return this.#listening.isSilent;
  }

  /** The way to them is too narrow for more than a voice. */
  get isNarrow(): boolean {
    return this.#sending.shape >= NARROW_SHAPE;
  }

  /** There and back, by the last beat; null before the first came back. */
  get roundTripMs(): number | null {
    return this.#roundTripMs;
  }

  beat(): Beat {
    const nowMs = this.#options.nowMs();
    const number = ++this.#lastBeat;
    this.#beats.set(number, nowMs);
    this.#beats.delete(number - BEATS_KEPT);
    const heard = this.#heardBeat;
    const echo = heard ? { echo: heard.number, heldMs: Math.round(nowMs - heard.atMs) } : { echo: 0, heldMs: 0 };
    return { kind: 'beat', number, ...echo, gotPackets: this.#gotPackets };
  }

  heard({ number, echo, heldMs, gotPackets }: Beat): void {
    const { nowMs } = this.#options;
    if (number > (this.#heardBeat?.number ?? 0)) this.#heardBeat = { number, atMs: nowMs() };
    const sentMs = this.#beats.get(echo);
    if (sentMs === undefined) return;
    // An echo is measured once: a later beat may repeat it.
    this.#beats.delete(echo);
    this.#roundTripMs = Math.max(0, nowMs() - sentMs - heldMs);
    this.#shape(gotPackets);
  }

  /** A new connection counts from zero, and whoever was away is given time. */
  begin(): void {
    this.#listening = { ...firstListening(this.#options.nowMs()), bufferMs: this.#listening.bufferMs };
    this.#sending = { ...this.#sending, recent: [] };
  }

  /** To be called twice a second while connected. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#read((await this.#options.peer.stats()) as readonly Entry[]);
    } catch {
      // A connection that was closed in the meantime has nothing to tell.
    } finally {
      this.#isLooking = false;
    }
  }

  #read(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    const voice = (type: string) =>
      entries.find((it) => it.type === type && it.kind === 'audio' && (it.mid === undefined || it.mid === '0'));
    const [inbound, outbound] = [voice('inbound-rtp'), voice('outbound-rtp')];
    this.#sentPackets = count(outbound, 'packetsSent');
    this.#gotPackets = count(inbound, 'packetsReceived');
    const before = this.#listening;
    const reading = {
      atMs: this.#options.nowMs(),
      packets: this.#gotPackets,
      energy: count(inbound, 'totalAudioEnergy'),
      seconds: count(inbound, 'totalSamplesDuration'),
      askedAgain: count(inbound, 'nackCount'),
      roundTripMs: this.#roundTripMs ?? 0,
    };
    this.#listening = nextListening(before, reading, this.#options.isSoundExpected());
    if (this.#listening.bufferMs !== before.bufferMs) this.#options.peer.setBufferMs(this.#listening.bufferMs);
    if (this.#listening.isSilent === before.isSilent) return;
    this.#options.log('sound', this.#listening.isSilent ? 'none' : 'back');
    this.#options.changed();
  }

  #shape(gotPackets: number): void {
    const before = this.#sending;
    const wasNarrow = this.isNarrow;
    const reading = {
      atMs: this.#options.nowMs(),
      sentPackets: this.#sentPackets,
      gotPackets,
      roundTripMs: this.#roundTripMs ?? 0,
      others: this.#options.others(),
    };
    this.#sending = nextSending(before, reading);
    const shape = SHAPES[this.#sending.shape];
    if (this.#sending.shape === before.shape || !shape) return;
    this.#options.negotiation.shape(shape);
    this.#options.log('sends', `${shape.packetMs} ms, ${shape.bitsPerS ?? 'usual'} bit/s`);
    if (this.isNarrow !== wasNarrow) this.#options.changed();
  }
}

function count(entry: Entry | undefined, field: string): number {
  const value = entry?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
