/**
 * One connection to one broker: CONNECT, the subscriptions, questions against silence, and one end with a reason.
 * It never tries again; `relay-link.ts` does. Section numbers are those of OASIS MQTT 3.1.1.
 *
 * Two questions are asked. PINGREQ, while nothing happens: is anybody there? And a message to a topic of our own, when
 * it matters: is anybody there who delivers? QoS 0 has no receipts, so nothing else would tell (FAULTS.md, row 17).
 */
import { equalBytes } from '../base/bytes.ts';
import type { CarrierTrouble } from '../call/trouble.ts';
import {
  type BrokerPacket,
  type ConnectRequest,
  DISCONNECT,
  PING_REQUEST,
  SUBSCRIBE_REFUSED,
  writeConnect,
  writePublish,
  writeSubscribe,
} from './mqtt-codec.ts';
import { createPacketStream, type PacketStream } from './mqtt-stream.ts';
import type { Platform } from './platform.ts';
import type { Wire } from './wire.ts';

/** Whoever takes longer is reported, not yet given up: some networks need it (FAULTS.md, rows 16 and 19). */
const LATE_MS = 6_000;
/** Two round trips of eight seconds and some. */
const ABANDON_MS = 20_000;
/** Asks an idle broker whether it lives. A third of the keep-alive, so that a throttled hidden page still makes it. */
const IDLE_PING_MS = 15_000;
/** An answer may take this long beyond what the broker took to let us in (FAULTS.md, row 17). */
const ANSWER_MS = 2_000;
/** A broker heard of within this time needs no question beside what we send. */
const FRESH_MS = 1_000;
/** Beyond this the network does not drain: sending more would only make old messages older. */
const MAX_WAITING_BYTES = 262_144;
/** The smallest size of an envelope, so that a captured question looks like any message. */
const PROBE_BYTES = 256;

export interface ConnectionEvents {
  /** The broker took us and every topic known at the start. */
  opened(): void;
  /** A message of ours came back: it delivers. */
  proved(): void;
  /** It takes longer than it should; the attempt goes on. */
  late(): void;
  received(topic: string, payload: Uint8Array): void;
  /** The last event. */
  ended(code: CarrierTrouble): void;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly request: ConnectRequest;
  /** Broker topics to subscribe to from the start; asked for once the socket is open. */
  readonly topics: () => readonly string[];
  /** A random topic nobody else knows; also subscribed to. */
  readonly probeTopic: string;
}

/** Where a connection stands; `asked` while a ping waits for an answer. */
type Phase = 'connecting' | 'subscribing' | 'open' | 'asked' | 'ended';

export class Connection {
  readonly #platform: Platform;
  readonly #events: ConnectionEvents;
  readonly #options: ConnectionOptions;
  readonly #wire: Wire;
  readonly #stream: PacketStream = createPacketStream();
  #phase: Phase = 'connecting';
  #cancelTimer: () => void;
  #cancelProbe: () => void = () => {};
  /** The message that should come back; null when none is under way. */
  #probe: Uint8Array | null = null;
  #probedAtMs = 0;
  #greetedAtMs = 0;
  /** What the broker took from CONNECT to the last grant: one round trip and its own slowness. */
  #answerMs = 0;
  #heardAtMs: number;
  #lastPacketId = 0;

  constructor(options: ConnectionOptions, events: ConnectionEvents, platform: Platform) {
    this.#options = options;
    this.#events = events;
    this.#platform = platform;
    this.#heardAtMs = platform.nowMs();
    this.#cancelTimer = platform.after(LATE_MS, () => this.#late());
    this.#wire = platform.openWire(options.url, {
      opened: () => this.#greet(),
      received: (chunk) => this.#receive(chunk),
      closed: (how) => this.#end(how === 'broken' ? 'RELAY_BROKEN' : this.#silenceCode()),
    });
  }

  /** Adds a topic; while connecting there is no need to, `topics` will name it. */
  subscribe(topic: string): void {
    if (this.#phase !== 'connecting' && this.#phase !== 'ended') this.#subscribeTo([topic]);
  }

  /** Dropped while not open and while the network does not drain. */
  publish(topic: string, payload: Uint8Array): void {
    if (!this.#isOpen() || this.#wire.waitingBytes > MAX_WAITING_BYTES) return;
    this.#wire.send(writePublish(topic, payload));
    if (this.#platform.nowMs() - this.#heardAtMs > FRESH_MS) this.probe();
  }

  /** Asks whether the broker delivers; if it does not, the connection ends. */
  probe(): void {
    if (!this.#isOpen() || this.#probe) return;
    this.#probe = Uint8Array.from({ length: PROBE_BYTES }, () => Math.floor(this.#platform.dice() * 256));
    this.#probedAtMs = this.#platform.nowMs();
    this.#wire.send(writePublish(this.#options.probeTopic, this.#probe));
    this.#cancelProbe = this.#platform.after(this.#patienceMs(), () => {
      // Who spoke meanwhile is there, and delivers nothing.
      this.#end(this.#heardAtMs > this.#probedAtMs ? 'RELAY_BROKEN' : 'RELAY_LOST');
    });
  }

  /** Says goodbye, so that the broker discards the will (3.14), and closes without further events. */
  close(): void {
    if (this.#phase === 'ended') return;
    this.#wire.send(DISCONNECT);
    this.#stop();
  }

  #isOpen(): boolean {
    return this.#phase === 'open' || this.#phase === 'asked';
  }

  /** What an end without a reason means. */
  #silenceCode(): CarrierTrouble {
    return this.#isOpen() ? 'RELAY_LOST' : 'RELAY_UNREACHABLE';
  }

  #patienceMs(): number {
    return ANSWER_MS + this.#answerMs;
  }

  #setTimer(delayMs: number, action: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#platform.after(delayMs, action);
  }

  #late(): void {
    this.#setTimer(ABANDON_MS - LATE_MS, () => this.#end('RELAY_UNREACHABLE'));
    this.#events.late();
  }

  /** A client need not wait for CONNACK before it goes on (3.1.4): that saves a round trip. */
  #greet(): void {
    this.#phase = 'subscribing';
    this.#greetedAtMs = this.#platform.nowMs();
    this.#wire.send(writeConnect(this.#options.request));
    this.#subscribeTo([...this.#options.topics(), this.#options.probeTopic]);
  }

  #subscribeTo(topics: readonly string[]): void {
    this.#lastPacketId = (this.#lastPacketId % 0xffff) + 1; // never 0 (2.3.1-1)
    this.#wire.send(writeSubscribe(this.#lastPacketId, topics));
  }

  #receive(chunk: Uint8Array): void {
    const refusal = this.#stream.push(chunk, (packet) => this.#take(packet));
    if (refusal) this.#end('RELAY_BROKEN');
    else if (this.#isOpen()) this.#hear();
  }

  /** Whatever arrives proves that the broker lives. */
  #hear(): void {
    this.#phase = 'open';
    this.#heardAtMs = this.#platform.nowMs();
    this.#setTimer(IDLE_PING_MS, () => this.#ping());
  }

  #ping(): void {
    this.#phase = 'asked';
    this.#wire.send(PING_REQUEST);
    this.#setTimer(this.#patienceMs(), () => this.#end('RELAY_LOST'));
  }

  #take(packet: BrokerPacket): void {
    if (this.#phase === 'ended') return; // a frame may hold more packets after the one that ended us
    if (packet.kind === 'connack') this.#takeConnack(packet.code);
    else if (packet.kind === 'suback') this.#takeSuback(packet.granted);
    else if (packet.kind === 'publish') this.#takePublish(packet);
  }

  /** 3.2.2.3: 0 is accepted, all else is a reason not to. */
  #takeConnack(code: number): void {
    if (code !== 0) this.#end('RELAY_REFUSED');
  }

  #takeSuback(granted: readonly number[]): void {
    if (granted.includes(SUBSCRIBE_REFUSED)) this.#end('RELAY_REFUSED');
    else if (this.#phase === 'subscribing') this.#open();
  }

  #takePublish({ topic, payload, retained }: BrokerPacket & { kind: 'publish' }): void {
    if (retained) return; // older than our subscription; nobody of us retains any (3.3.1.3)
    if (topic !== this.#options.probeTopic) return this.#events.received(topic, payload);
    if (!this.#probe || !equalBytes(payload, this.#probe)) return;
    this.#cancelProbe();
    this.#probe = null;
    this.#events.proved();
  }

  #open(): void {
    this.#answerMs = this.#platform.nowMs() - this.#greetedAtMs;
    this.#hear();
    this.probe();
    this.#events.opened();
  }

  #end(code: CarrierTrouble): void {
    if (this.#phase === 'ended') return;
    this.#stop();
    this.#events.ended(code);
  }

  #stop(): void {
    this.#phase = 'ended';
    this.#cancelTimer();
    this.#cancelProbe();
    this.#wire.close();
  }
}
