/**
 * Looks after one connection while it lasts: beats that measure the way there and back, the shape of what is sent, how
 * much of a picture goes beside it, the jitter buffer, and whether anything is heard at all.
 */

import { FIRST_LATENESS, nextLateness } from '../call/lateness.ts';
import { firstListening, type ListenState, nextListening } from '../call/listening.ts';
import { BEAT_INTERVAL_MS } from '../call/machine.ts';
import type { Beat, Message } from '../call/messages.ts';
import { FIRST_PATH_QUEUE, nextPathQueue, type PathQueue } from '../call/path-queue.ts';
import { FIRST_FLOW, nextFlow, type PictureFlow, pictureCounts, stoppedOf } from '../call/picture-flow.ts';
import {
  FIRST_PICTURES,
  mayTouchVoice,
  meantOf,
  nextPictures,
  type PictureKind,
  type PictureReading,
  type PictureState,
  type Pictures,
} from '../call/picturing.ts';
import type { Peer } from '../call/ports.ts';
import { chosenPair } from '../call/quality-stats.ts';
import { FIRST_SENDING, nextSending, queueMsOf, read, type SendState, SHAPES, USUAL } from '../call/sending.ts';
import { type WayCount, WayLoss } from '../call/way-loss.ts';
import type { Negotiation } from './negotiation.ts';

/** From this shape on the link is so narrow that pictures must wait for the voice. */
const NARROW_SHAPE = 3;
/** Beats that may be on their way at once. */
const BEATS_KEPT = 64;

export interface PairCareOptions {
  readonly peer: Pick<Peer<unknown>, 'stats' | 'setBufferMs' | 'purposes'>;
  readonly negotiation: Pick<Negotiation, 'shape'>;
  nowMs(): number;
  /** Whether they mean to be heard now. */
  isSoundExpected(): boolean;
  /** People in the call beside oneself. */
  others(): number;
  /** A voice packet of theirs came so long ago. */
  flowing(agoMs: number): void;
  /** What there is to be sent beside the voice. */
  shown(): Pictures<boolean>;
  /** `isSilent`, `pictures`, `stopped` or `theirStopped` is another. */
  changed(): void;
  log(event: string, detail: string): void;
}

type Entry = Readonly<Record<string, unknown>>;

export class PairCare {
  readonly #options: PairCareOptions;
  #sending: SendState = FIRST_SENDING;
  #pictures: PictureState = FIRST_PICTURES;
  #sent: PictureFlow = FIRST_FLOW;
  #theirs: PictureFlow = FIRST_FLOW;
  /** What they say. */
  #theirPaused: readonly PictureKind[] = [];
  #path: PathQueue = FIRST_PATH_QUEUE;
  #availableBitsPerS: number | null = null;
  #pictureBytes = 0;
  #isFlowing = false;
  /** Of one's own voice, as they said last. */
  #concealedRatio: number | null = null;
  #listening: ListenState;
  #lateness = FIRST_LATENESS;
  readonly #beats = new Map<number, number>();
  #lastBeat = 0;
  /** The latest of ours that came back. */
  #lastEcho = 0;
  #heardBeat: { readonly number: number; readonly atMs: number } | null = null;
  #roundTripMs: number | null = null;
  #sentPackets = 0;
  #gotPackets = 0;
  readonly #way = new WayLoss();
  /** Of all packets of the connection, for the other side's count of what was lost. */
  #wholeSent = { sentPackets: 0, countedMs: 0 };
  readonly #beganMs: number;
  #isLooking = false;

  constructor(options: PairCareOptions) {
    this.#options = options;
    this.#beganMs = options.nowMs();
    this.#listening = firstListening(this.#beganMs);
  }

  /** Connected, and yet nothing is heard of somebody who means to be heard. */
  get isSilent(): boolean {
    return this.#listening.isSilent;
  }

  /** How much of a picture the way to them carries. */
  get pictures(): PictureState {
    return this.#pictures;
  }

  /** What pauses for them, by what is counted of it. */
  get stopped(): readonly PictureKind[] {
    return stoppedOf(this.#sent);
  }

  /** What pauses of theirs: they say so, and nothing of it arrives. */
  get theirStopped(): readonly PictureKind[] {
    return stoppedOf(this.#theirs);
  }

  /** There and back, by the last beat; null before the first came back. */
  get roundTripMs(): number | null {
    return this.#roundTripMs;
  }

  /** What is lost of theirs on the way to us; null while nobody knows. */
  get way(): WayCount | null {
    return this.#way.count;
  }

  beat(): Beat {
    const nowMs = this.#options.nowMs();
    const number = ++this.#lastBeat;
    this.#beats.set(number, nowMs);
    this.#beats.delete(number - BEATS_KEPT);
    const heard = this.#heardBeat;
    const echo = heard ? { echo: heard.number, heldMs: Math.round(nowMs - heard.atMs) } : { echo: 0, heldMs: 0 };
    const saidMs = Math.round(nowMs - this.#beganMs);
    const lateMs = Math.round(this.#lateness.lateMs);
    return { kind: 'beat', number, ...echo, gotPackets: this.#gotPackets, ...this.#wholeSent, saidMs, lateMs };
  }

  heard({ number, echo, heldMs, gotPackets, lateMs, ...said }: Beat): void {
    const nowMs = this.#options.nowMs();
    if (number <= (this.#heardBeat?.number ?? 0)) return; // overtaken
    this.#heardBeat = { number, atMs: nowMs };
    this.#way.said(said, nowMs);
    this.#lateness = nextLateness(this.#lateness, said.saidMs, nowMs);
    const sentMs = this.#beats.get(echo);
    if (sentMs !== undefined) {
      // An echo is measured once: a later beat repeats it when none of ours came in between.
      this.#beats.delete(echo);
      this.#lastEcho = Math.max(this.#lastEcho, echo);
      this.#roundTripMs = Math.max(0, nowMs - sentMs - heldMs);
    }
    if (this.#roundTripMs !== null) this.#shape(gotPackets, lateMs);
  }

  /** What they say that bears on the way, or on what is sent over it. */
  hear(message: Message): void {
    if (message.kind === 'beat') this.heard(message);
    else if (message.kind === 'report') this.#concealedRatio = message.view.concealedPercent / 100;
    else if (message.kind === 'pictures') this.#theirPaused = message.paused;
  }

  /** A new connection counts from zero, and whoever was away is given time. */
  begin(): void {
    this.#listening = { ...firstListening(this.#options.nowMs()), bufferMs: this.#listening.bufferMs };
    this.#sending = { ...this.#sending, recent: [] };
    this.#lastEcho = this.#lastBeat;
    this.#path = FIRST_PATH_QUEUE;
    this.#way.begin();
  }

  /** To be called twice a second while connected. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const atMs = this.#options.nowMs();
    try {
      this.#read((await this.#options.peer.stats()) as readonly Entry[], atMs);
    } catch {
      // A connection that was closed in the meantime has nothing to tell.
    } finally {
      this.#isLooking = false;
    }
  }

  /** @param askedMs when the browser was asked to count */
  #read(entries: readonly Entry[], askedMs: number): void {
    if (entries.length === 0) return;
    const transport = entries.find(({ type }) => type === 'transport');
    this.#wholeSent = {
      sentPackets: count(transport, 'packetsSent'),
      countedMs: Math.round(askedMs - this.#beganMs),
    };
    this.#way.received(count(transport, 'packetsReceived'), askedMs);
    const voice = (type: string) =>
      entries.find((it) => it.type === type && it.kind === 'audio' && (it.mid === undefined || it.mid === '0'));
    const [inbound, outbound] = [voice('inbound-rtp'), voice('outbound-rtp')];
    // What was sent again is no packet more: they count it once, however often it comes.
    this.#sentPackets = count(outbound, 'packetsSent') - count(outbound, 'retransmittedPacketsSent');
    this.#gotPackets = count(inbound, 'packetsReceived');
    this.#path = nextPathQueue(this.#path, entries, this.#options.nowMs());
    this.#availableBitsPerS = count(chosenPair(entries), 'availableOutgoingBitrate') || null;
    const pictureBytes = bytesOfPictures(entries);
    this.#isFlowing = pictureBytes > this.#pictureBytes;
    this.#pictureBytes = pictureBytes;
    this.#boundPictures(this.#options.nowMs());
    this.#followPictures(entries);
    const agoMs = sincePacketMs(inbound);
    if (agoMs !== null) this.#options.flowing(agoMs);
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

  /** A rule pauses pictures; whether they pause is counted. */
  #followPictures(entries: readonly Entry[]): void {
    const atMs = this.#options.nowMs();
    const purposes = this.#options.peer.purposes();
    const before = [this.stopped, this.theirStopped].join('; ');
    this.#sent = nextFlow(this.#sent, {
      atMs,
      counts: pictureCounts(entries, purposes, 'outbound-rtp'),
      meant: meantOf(this.#pictures, this.#options.shown()),
    });
    const theirs = (kind: PictureKind) => (this.#theirPaused.includes(kind) ? 'paused' : 'flowing');
    this.#theirs = nextFlow(this.#theirs, {
      atMs,
      counts: pictureCounts(entries, purposes, 'inbound-rtp'),
      meant: { camera: theirs('camera'), screen: theirs('screen') },
    });
    if ([this.stopped, this.theirStopped].join('; ') !== before) this.#options.changed();
  }

  #shape(gotPackets: number, lateMs: number): void {
    const reading = {
      atMs: this.#options.nowMs(),
      sentPackets: this.#sentPackets,
      gotPackets,
      roundTripMs: this.#roundTripMs ?? 0,
      lateMs,
      others: this.#options.others(),
    };
    const pictures = this.#boundPictures(reading.atMs);
    // Pictures give way first; only what is narrow without them is the voice's own trouble.
    const next = nextSending(this.#sending, reading);
    const isWorse = next.shape > this.#sending.shape;
    if (!isWorse || mayTouchVoice(this.#pictures, pictures)) return this.#shapeVoice(next);
    const { shape } = this.#sending;
    this.#shapeVoice({ ...read(this.#sending, reading), shape: Math.max(shape, USUAL) });
  }

  #shapeVoice(next: SendState): void {
    const before = this.#sending;
    this.#sending = next;
    const shape = SHAPES[next.shape];
    if (next.shape === before.shape || !shape) return;
    this.#options.negotiation.shape(shape);
    this.#options.log('sends', `${shape.packetMs} ms, ${shape.bitsPerS ?? 'usual'} bit/s`);
  }

  /** How much later than usual the beat is that should have come back next; 0 while none is. */
  #overdueMs(atMs: number): number {
    const sentMs = this.#beats.get(this.#lastEcho + 1);
    return sentMs === undefined ? 0 : Math.max(0, atMs - sentMs - (this.#roundTripMs ?? 0) - 2 * BEAT_INTERVAL_MS);
  }

  #boundPictures(atMs: number): PictureReading {
    const before = this.#pictures;
    const reading = {
      atMs,
      queueMs: Math.max(queueMsOf(this.#sending) ?? 0, this.#overdueMs(atMs)),
      pathQueueMs: this.#path.queueMs,
      lossRatio: this.#path.lossRatio,
      concealedRatio: this.#concealedRatio,
      availableBitsPerS: this.#availableBitsPerS,
      isFlowing: this.#isFlowing,
      isVoiceWhole: this.#sending.shape < NARROW_SHAPE,
      shown: this.#options.shown(),
    };
    this.#pictures = nextPictures(before, reading);
    if (this.#pictures.rung === before.rung) return reading;
    this.#options.log('pictures', `rung ${this.#pictures.rung}`);
    this.#options.changed();
    return reading;
  }
}

function bytesOfPictures(entries: readonly Entry[]): number {
  const sent = entries.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  return sent.reduce((sum, it) => sum + count(it, 'bytesSent'), 0);
}

/** Both times are the browser's, on one clock (W3C webrtc-stats, lastPacketReceivedTimestamp); null where it has none. */
function sincePacketMs(inbound: Entry | undefined): number | null {
  const [nowMs, lastMs] = [inbound?.timestamp, inbound?.lastPacketReceivedTimestamp];
  return typeof nowMs === 'number' && typeof lastMs === 'number' ? Math.max(0, nowMs - lastMs) : null;
}

function count(entry: Entry | undefined, field: string): number {
  const value = entry?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
