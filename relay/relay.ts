/**
 * The relay: WebSockets at one path of an HTTP server, and the broker behind them.
 * It checks who connects and how fast; `broker.ts` checks what they say.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Access, addressOf, DEFAULT_ACCESS, whyNotConnect } from './access.ts';
import { type Broker, createBroker, createRates } from './broker.ts';
import { createCounters, type RefusalReason, type RelayCounters } from './counters.ts';
import { DEFAULT_LIMITS, MAX_FRAME_BYTES, type RelayLimits, TokenBucket } from './limits.ts';
import { SocketStream } from './socket-stream.ts';

/** RFC 6455, section 7.4.1. */
const CLOSE_GOING_AWAY = 1001;
const CLOSE_UNSUPPORTED = 1003;
const CLOSE_POLICY = 1008;
/** Time for closing handshakes on shutdown; then sockets are cut. */
const GOODBYE_MS = 300;
/** Addresses remembered before those that rest are looked for. */
const MAX_ADDRESSES = 10_000;

export interface Relay {
  readonly counters: RelayCounters;
  /** False from the moment `close` is called. */
  isReady(): boolean;
  /** Answers an HTTP upgrade: takes the socket over or refuses and ends it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every client and ends. Safe to call twice. */
  close(): Promise<void>;
}

const REFUSAL_STATUS: Partial<Record<RefusalReason, string>> = {
  host: '421 Misdirected Request',
  origin: '403 Forbidden',
  protocol: '400 Bad Request',
  address: '429 Too Many Requests',
  rate: '429 Too Many Requests',
  full: '503 Service Unavailable',
};

class WebSocketRelay implements Relay {
  readonly counters: RelayCounters;
  readonly #limits: RelayLimits;
  readonly #access: Access;
  readonly #broker: Broker;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false, // a compressed bomb cannot be sent (FAULTS.md, bad input 42)
    handleProtocols: () => 'mqtt',
  });
  readonly #connectionsOf = new Map<string, number>();
  readonly #arrivalsOf: ArrivalRates;
  #closing: Promise<void> | null = null;

  constructor(limits: RelayLimits, access: Access, counters: RelayCounters, broker: Broker) {
    this.#limits = limits;
    this.#arrivalsOf = new ArrivalRates(limits);
    this.#access = access;
    this.counters = counters;
    this.#broker = broker;
  }

  isReady(): boolean {
    return this.#closing === null;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = addressOf(request, this.#access);
    const reason = this.#whyNot(request, address);
    socket.on('error', () => socket.destroy());
    if (reason) {
      this.counters.refusals[reason] += 1;
      socket.end(`HTTP/1.1 ${REFUSAL_STATUS[reason]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket, address));
  }

  close(): Promise<void> {
    this.#closing ??= this.#sayGoodbye();
    return this.#closing;
  }

  #whyNot(request: IncomingMessage, address: string): RefusalReason | null {
    const reason = whyNotConnect(request, this.#access);
    if (reason) return reason;
    if (!this.isReady() || this.#server.clients.size >= this.#limits.connections) return 'full';
    if ((this.#connectionsOf.get(address) ?? 0) >= this.#limits.connectionsPerAddress) return 'address';
    return this.#arrivalsOf.take(address, performance.now()) ? null : 'rate';
  }

  #welcome(webSocket: WebSocket, address: string): void {
    const rates = createRates(this.#limits);
    const stream = new SocketStream(webSocket);
    const drop = (reason: RefusalReason, closeCode: number): void => {
      this.counters.refusals[reason] += 1;
      webSocket.close(closeCode);
      stream.destroy();
    };
    webSocket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) drop('protocol', CLOSE_UNSUPPORTED);
      else if (!rates.takeMessage() || !rates.takeBytes(data.length)) drop('rate', CLOSE_POLICY);
      else stream.accept(data);
    });
    webSocket.on('ping', () => rates.takeMessage() || drop('rate', CLOSE_POLICY));
    webSocket.on('close', () => this.#count(address, -1));
    this.#count(address, 1);
    this.counters.connections += 1;
    this.#broker.serve(stream, rates);
  }

  #count(address: string, change: 1 | -1): void {
    const count = (this.#connectionsOf.get(address) ?? 0) + change;
    if (count > 0) this.#connectionsOf.set(address, count);
    else this.#connectionsOf.delete(address);
    this.counters.openConnections += change;
  }

  async #sayGoodbye(): Promise<void> {
    const clients = [...this.#server.clients];
    for (const client of clients) client.close(CLOSE_GOING_AWAY);
    const gone = Promise.all(clients.map((client) => new Promise((resolve) => client.once('close', resolve))));
    const cut = setTimeout(() => {
      for (const client of clients) client.terminate();
    }, GOODBYE_MS);
    await gone;
    clearTimeout(cut);
    await this.#broker.close();
    this.#server.close();
  }
}

/** How fast each address connects; those that rest are forgotten. */
class ArrivalRates {
  readonly #limits: RelayLimits;
  readonly #buckets = new Map<string, { bucket: TokenBucket; usedMs: number }>();

  constructor(limits: RelayLimits) {
    this.#limits = limits;
  }

  take(address: string, nowMs: number): boolean {
    const { connectionsPerS, connectionBurst } = this.#limits;
    if (this.#buckets.size > MAX_ADDRESSES) this.#forget(nowMs - (1000 * connectionBurst) / connectionsPerS);
    const known = this.#buckets.get(address);
    const bucket = known?.bucket ?? new TokenBucket(connectionsPerS, connectionBurst, nowMs);
    this.#buckets.set(address, { bucket, usedMs: nowMs });
    return bucket.take(1, nowMs);
  }

  /** A bucket that was left alone for so long is full again. */
  #forget(beforeMs: number): void {
    for (const [address, { usedMs }] of this.#buckets) if (usedMs < beforeMs) this.#buckets.delete(address);
  }
}

/** For programs that embed the relay and dial it themselves. */
const PROGRAMS_TOO: Access = { ...DEFAULT_ACCESS, nativeClients: true };

export async function createRelay(limits: RelayLimits = DEFAULT_LIMITS, access: Access = PROGRAMS_TOO): Promise<Relay> {
  const counters = createCounters();
  return new WebSocketRelay(limits, access, counters, await createBroker(limits, counters));
}
