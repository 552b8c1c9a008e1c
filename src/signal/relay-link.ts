/**
 * One relay of the list, for as long as the carrier lives: connects, stays, comes back. What is known of the relay's
 * health decides how soon it is tried again and whether its word is enough.
 */
import type { CarrierTrouble } from '../call/trouble.ts';
import { afterFailure, afterWaking, type Health, restMs, UNKNOWN_HEALTH } from './breaker.ts';
import type { ConnectRequest } from './mqtt-codec.ts';
import { Connection } from './mqtt-connection.ts';
import type { Platform } from './platform.ts';

/** A relay that held us this long was sound, and its loss starts a new count. */
const STEADY_MS = 10_000;

/** Where one relay stands. */
export type LinkState =
  | { readonly phase: 'connecting' }
  /** It took us, and has yet to deliver something before that counts. */
  | { readonly phase: 'trial' }
  /** It takes longer than it should; the attempt goes on. */
  | { readonly phase: 'late' }
  | { readonly phase: 'open' }
  | { readonly phase: 'waiting'; readonly code: CarrierTrouble; readonly retryAtMs: number }
  | { readonly phase: 'closed' };

export interface LinkEvents {
  changed(): void;
  received(topic: string, payload: Uint8Array): void;
}

export interface LinkOptions {
  readonly url: string;
  /** Each connection has its own. */
  readonly makeRequest: () => ConnectRequest;
  /** Broker topics to receive from, at the time of asking. */
  readonly topics: () => readonly string[];
  /** A new random topic; each connection gets its own, so that two of them cannot be told to be one person's. */
  readonly makeProbeTopic: () => string;
}

export class RelayLink {
  readonly #options: LinkOptions;
  readonly #events: LinkEvents;
  readonly #platform: Platform;
  #state: LinkState = { phase: 'connecting' };
  #health: Health = UNKNOWN_HEALTH;
  #connection: Connection | null = null;
  #cancelWait: () => void = () => {};
  #openedAtMs: number | null = null;

  constructor(options: LinkOptions, events: LinkEvents, platform: Platform) {
    this.#options = options;
    this.#events = events;
    this.#platform = platform;
    this.#connect();
  }

  get state(): LinkState {
    return this.#state;
  }

  subscribe(topic: string): void {
    this.#connection?.subscribe(topic);
  }

  publish(topic: string, payload: Uint8Array): void {
    this.#connection?.publish(topic, payload);
  }

  /** The page woke up or the network came back: what was known is old. */
  retryNow(): void {
    const { phase } = this.#state;
    if (phase === 'open') this.#connection?.probe();
    if (phase !== 'waiting' && phase !== 'late') return;
    this.#health = afterWaking(this.#health);
    this.#reconnect();
  }

  close(): void {
    this.#state = { phase: 'closed' };
    this.#cancelWait();
    this.#connection?.close();
    this.#connection = null;
  }

  #connect(): void {
    const { url, makeRequest, topics, makeProbeTopic } = this.#options;
    this.#connection = new Connection(
      { url, request: makeRequest(), topics, probeTopic: makeProbeTopic() },
      {
        opened: () => this.#opened(),
        proved: () => this.#proved(),
        late: () => this.#become({ phase: 'late' }),
        received: (topic, payload) => this.#events.received(topic, payload),
        ended: (code) => this.#ended(code),
      },
      this.#platform,
    );
  }

  #reconnect(): void {
    this.#cancelWait();
    this.#connection?.close();
    this.#state = { phase: 'connecting' };
    this.#connect();
    this.#events.changed();
  }

  #become(state: LinkState): void {
    this.#state = state;
    this.#events.changed();
  }

  #opened(): void {
    if (!this.#health.tripped) this.#openedAtMs = this.#platform.nowMs();
    this.#become({ phase: this.#health.tripped ? 'trial' : 'open' });
  }

  #proved(): void {
    if (this.#state.phase !== 'trial') return;
    this.#openedAtMs = this.#platform.nowMs();
    this.#become({ phase: 'open' });
  }

  #ended(code: CarrierTrouble): void {
    const held = this.#state.phase === 'open' && this.#platform.nowMs() - this.#openedAtMs! >= STEADY_MS;
    this.#health = afterFailure(held ? UNKNOWN_HEALTH : this.#health, code);
    const waitMs = restMs(this.#health, this.#openedAtMs !== null, this.#platform.dice());
    this.#connection = null;
    this.#cancelWait = this.#platform.after(waitMs, () => this.#reconnect());
    this.#become({ phase: 'waiting', code, retryAtMs: this.#platform.nowMs() + waitMs });
  }
}
