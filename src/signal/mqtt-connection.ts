/**
 * One connection to one broker: CONNECT, the subscriptions, pings against silence, and one end with a reason.
 * It never tries again; `mqtt.ts` does. Section numbers are those of OASIS MQTT 3.1.1.
 */
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
import type { OpenWire, Wire } from './wire.ts';

/** Asks an idle broker whether it lives. A third of the keep-alive, so that a throttled hidden page still makes it. */
const IDLE_PING_MS = 15_000;
/** A broker that answers nothing for this long after a ping is gone (FAULTS.md, row 17). */
const PING_TIMEOUT_MS = 2_000;
/** A broker heard of within this time needs no ping beside what we send. */
const FRESH_MS = 1_000;
/** Beyond this the network does not drain: sending more would only make old messages older. */
const MAX_WAITING_BYTES = 262_144;

export interface ConnectionEvents {
  /** The broker took us and every topic known at the start. */
  opened(): void;
  received(topic: string, payload: Uint8Array): void;
  /** The last event. */
  ended(code: CarrierTrouble): void;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly request: ConnectRequest;
  /** Broker topics to subscribe to from the start; asked for once the socket is open. */
  readonly topics: () => readonly string[];
  /** How long the broker may take until `opened`. */
  readonly patienceMs: number;
}

/** What the platform gives: sockets and time. Injected, so that tests need neither. */
export interface Platform {
  readonly openWire: OpenWire;
  nowMs(): number;
  /** Runs `action` once after `delayMs`. @returns what cancels it */
  after(delayMs: number, action: () => void): () => void;
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
  #heardAtMs: number;
  #lastPacketId = 0;

  constructor(options: ConnectionOptions, events: ConnectionEvents, platform: Platform) {
    this.#options = options;
    this.#events = events;
    this.#platform = platform;
    this.#heardAtMs = platform.nowMs();
    this.#cancelTimer = platform.after(options.patienceMs, () => this.#end('RELAY_UNREACHABLE'));
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
    // QoS 0 has no receipt; asking along finds out whether anybody is there to deliver this.
    if (this.#platform.nowMs() - this.#heardAtMs > FRESH_MS) this.probe();
  }

  /** Asks whether the broker still lives; silence ends the connection. */
  probe(): void {
    if (this.#phase !== 'open') return;
    this.#phase = 'asked';
    this.#wire.send(PING_REQUEST);
    this.#setTimer(PING_TIMEOUT_MS, () => this.#end('RELAY_LOST'));
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

  #setTimer(delayMs: number, action: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#platform.after(delayMs, action);
  }

  /** A client need not wait for CONNACK before it goes on (3.1.4): that saves a round trip. */
  #greet(): void {
    this.#phase = 'subscribing';
    this.#wire.send(writeConnect(this.#options.request));
    const topics = this.#options.topics();
    if (topics.length > 0) this.#subscribeTo(topics);
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
    this.#setTimer(IDLE_PING_MS, () => this.probe());
  }

  #take(packet: BrokerPacket): void {
    if (this.#phase === 'ended') return; // a frame may hold more packets after the one that ended us
    if (packet.kind === 'connack') this.#takeConnack(packet.code);
    else if (packet.kind === 'suback') this.#takeSuback(packet.granted);
    // A retained message is older than our subscription; nobody of us retains any (3.3.1.3).
    else if (packet.kind === 'publish' && !packet.retained) this.#events.received(packet.topic, packet.payload);
  }

  /** 3.2.2.3: 0 is accepted, all else is a reason not to. */
  #takeConnack(code: number): void {
    if (code !== 0) this.#end('RELAY_REFUSED');
    else if (this.#lastPacketId === 0) this.#open(); // no SUBACK is on its way
  }

  #takeSuback(granted: readonly number[]): void {
    if (granted.includes(SUBSCRIBE_REFUSED)) this.#end('RELAY_REFUSED');
    else if (this.#phase === 'subscribing') this.#open();
  }

  #open(): void {
    this.#hear();
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
    this.#wire.close();
  }
}
