/**
 * The room carrier: MQTT 3.1.1 over WebSocket, to the first broker of an ordered list that answers.
 * Everybody starts from the head of the list, each time, so that people who share a list end up at the same broker.
 * After a whole round failed it waits, a little longer each time, and starts again; it gives up only when closed.
 */
import {
  type Carrier,
  type CarrierEvents,
  MAX_SEALED_BYTES,
  TOPIC_FORM,
  type Topic,
  type Will,
} from '../call/carrier.ts';
import type { CarrierTrouble } from '../call/trouble.ts';
import { backoffMs } from './backoff.ts';
import type { ConnectRequest } from './mqtt-codec.ts';
import { Connection, type Platform } from './mqtt-connection.ts';
import { openWebSocket } from './wire.ts';

/** Where our topics live on a broker shared with others. */
export const TOPIC_PREFIX = 'humr/1/';

/** A broker drops us after 1.5 times this; longer than a minute in all, for pages whose timers run once a minute. */
const KEEP_ALIVE_S = 45;
/** A relay may take this long in the first round (FAULTS.md, rows 16 and 17); slow ones get more in later rounds. */
const FIRST_PATIENCE_MS = 2_000;
const LONGEST_PATIENCE_MS = 16_000;
const LONGEST_WAIT_MS = 10_000;
/** While joining somebody is watching: come back soon. */
const JOINING_WAIT_MS = 500;
/** A relay that restarts gets its clients back spread over this time (FAULTS.md, row 18). */
const RETURNING_WAIT_MS = 5_000;
/** A relay that held us this long was sound, and its loss starts a new count. */
const STEADY_MS = 10_000;
/** 20 characters of the alphabet every broker accepts (3.1.3.1). */
const CLIENT_ID_LENGTH = 20;

interface Relay {
  /** `wss:`, or `ws:` to this machine; see `relays.ts`. */
  readonly url: string;
  readonly userName?: string;
  readonly password?: string;
}

export interface MqttOptions {
  /** In order of preference. An empty list closes the carrier at once. */
  readonly relays: readonly Relay[];
  readonly will?: Will;
}

/** What the carrier takes from the platform, so that tests can give their own. */
export interface MqttPlatform extends Platform {
  /** A number in [0, 1). */
  dice(): number;
}

const BROWSER: MqttPlatform = {
  openWire: openWebSocket,
  nowMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  dice: () => Math.random(),
};

function makeClientId(platform: MqttPlatform): string {
  return Array.from({ length: CLIENT_ID_LENGTH }, () => Math.floor(platform.dice() * 36).toString(36)).join('');
}

type Phase = 'connecting' | 'open' | 'waiting' | 'closed';

class MqttCarrier implements Carrier {
  readonly #options: MqttOptions;
  readonly #events: CarrierEvents;
  readonly #platform: MqttPlatform;
  /** One per carrier: on return the broker replaces the dead session at once (3.1.4-2). */
  readonly #clientId: string;
  readonly #joined = new Set<Topic>();
  #phase: Phase = 'connecting';
  #connection: Connection | null = null;
  #cancelWait: () => void = () => {};
  /** Which relay of the list is tried or open. */
  #index = 0;
  /** Rounds in a row in which no relay took us. */
  #failedRounds = 0;
  /** The most telling trouble of this round. */
  #roundCode: CarrierTrouble = 'RELAY_UNREACHABLE';
  #openedAtMs: number | null = null;

  constructor(options: MqttOptions, events: CarrierEvents, platform: MqttPlatform) {
    this.#options = options;
    this.#events = events;
    this.#platform = platform;
    this.#clientId = makeClientId(platform);
    if (options.relays.length > 0) this.#connect();
    else queueMicrotask(() => this.#closeWith('RELAY_UNREACHABLE')); // no event before the caller has the carrier
  }

  join(topic: Topic): void {
    if (!TOPIC_FORM.test(topic)) throw new RangeError(`not a topic: ${topic.length} characters`);
    if (this.#joined.has(topic) || this.#phase === 'closed') return;
    this.#joined.add(topic);
    this.#connection?.subscribe(TOPIC_PREFIX + topic);
  }

  send(topic: Topic, sealed: Uint8Array): void {
    if (!TOPIC_FORM.test(topic)) throw new RangeError(`not a topic: ${topic.length} characters`);
    if (sealed.length <= MAX_SEALED_BYTES) this.#connection?.publish(TOPIC_PREFIX + topic, sealed);
  }

  retryNow(): void {
    if (this.#phase === 'open') this.#connection?.probe();
    if (this.#phase !== 'waiting') return;
    this.#failedRounds = 0;
    this.#startRound();
  }

  close(): void {
    this.#closeWith(null);
  }

  #closeWith(code: CarrierTrouble | null): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#cancelWait();
    this.#connection?.close();
    this.#connection = null;
    this.#joined.clear();
    this.#events.changed({ phase: 'closed', code });
  }

  #request(relay: Relay): ConnectRequest {
    const { will } = this.#options;
    return {
      clientId: this.#clientId,
      keepAliveS: KEEP_ALIVE_S,
      userName: relay.userName,
      password: relay.password,
      will: will && { topic: TOPIC_PREFIX + will.topic, payload: will.sealed },
    };
  }

  #connect(): void {
    const relay = this.#options.relays[this.#index]!;
    this.#connection = new Connection(
      {
        url: relay.url,
        request: this.#request(relay),
        topics: () => [...this.#joined].map((topic) => TOPIC_PREFIX + topic),
        patienceMs: Math.min(LONGEST_PATIENCE_MS, FIRST_PATIENCE_MS * 2 ** Math.min(this.#failedRounds, 10)),
      },
      {
        opened: () => this.#opened(),
        received: (topic, payload) => this.#received(topic, payload),
        ended: (code) => (this.#phase === 'open' ? this.#lost(code) : this.#failed(code)),
      },
      this.#platform,
    );
  }

  #opened(): void {
    this.#phase = 'open';
    this.#openedAtMs = this.#platform.nowMs();
    this.#events.changed({ phase: 'open' });
  }

  #received(brokerTopic: string, sealed: Uint8Array): void {
    const topic = brokerTopic.startsWith(TOPIC_PREFIX) ? brokerTopic.slice(TOPIC_PREFIX.length) : '';
    if (this.#joined.has(topic) && sealed.length <= MAX_SEALED_BYTES) this.#events.received(topic, sealed);
  }

  #failed(code: CarrierTrouble): void {
    if (code !== 'RELAY_UNREACHABLE') this.#roundCode = code; // an answer tells more than none
    this.#index += 1;
    if (this.#index < this.#options.relays.length) {
      this.#connect();
      return;
    }
    this.#failedRounds += 1;
    this.#wait(this.#roundCode);
  }

  #lost(code: CarrierTrouble): void {
    const heldMs = this.#platform.nowMs() - this.#openedAtMs!;
    this.#failedRounds = heldMs >= STEADY_MS ? 1 : this.#failedRounds + 1;
    this.#wait(code);
  }

  /** After a loss with another relay at hand hurry; with none, do not run down the one that restarts. */
  #firstWaitMs(): number {
    return this.#openedAtMs !== null && this.#options.relays.length === 1 ? RETURNING_WAIT_MS : JOINING_WAIT_MS;
  }

  #wait(code: CarrierTrouble): void {
    const range = { firstMs: this.#firstWaitMs(), longestMs: LONGEST_WAIT_MS };
    const retryInMs = backoffMs(this.#failedRounds, range, this.#platform.dice());
    this.#connection = null;
    this.#phase = 'waiting';
    this.#cancelWait = this.#platform.after(retryInMs, () => this.#startRound());
    this.#events.changed({ phase: 'waiting', code, retryInMs });
  }

  #startRound(): void {
    this.#cancelWait();
    this.#index = 0;
    this.#roundCode = 'RELAY_UNREACHABLE';
    this.#phase = 'connecting';
    this.#events.changed({ phase: 'connecting' });
    if (this.#phase === 'connecting') this.#connect(); // the listener may have closed us
  }
}

/** Starts connecting at once; events come later, never during this call. */
export function openMqtt(options: MqttOptions, events: CarrierEvents, platform: MqttPlatform = BROWSER): Carrier {
  return new MqttCarrier(options, events, platform);
}
