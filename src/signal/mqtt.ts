/**
 * The room carrier: MQTT 3.1.1 over WebSocket, on every relay of the list at once.
 *
 * All at once, because two people who share a list must meet whenever there is one relay both can reach. Were each on
 * the first relay that answers, a relay only one of them reaches would part them for good. It also makes the loss of a
 * relay, or its recovery, nobody's concern as long as another is left. The price is one socket per relay, and
 * messages sent to each of them; those that arrive more than once are handed on once.
 */
import {
  type Carrier,
  type CarrierEvents,
  type CarrierState,
  MAX_SEALED_BYTES,
  TOPIC_FORM,
  type Topic,
  type Will,
} from '../call/carrier.ts';
import type { CarrierTrouble } from '../call/trouble.ts';
import type { ConnectRequest } from './mqtt-codec.ts';
import { BROWSER, type Platform } from './platform.ts';
import { type LinkState, RelayLink } from './relay-link.ts';
import { createRepeats } from './repeats.ts';

/** Where our topics live on a broker shared with others. */
export const TOPIC_PREFIX = 'humr/1/';

/** A broker drops us after 1.5 times this; longer than a minute in all, for pages whose timers run once a minute. */
const KEEP_ALIVE_S = 45;
/** 20 characters of the alphabet every broker accepts (OASIS MQTT 3.1.1, 3.1.3.1). */
const CLIENT_ID_LENGTH = 20;
const TOPIC_LENGTH = 22;
const CLIENT_ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const TOPIC_ALPHABET = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${CLIENT_ID_ALPHABET}-_`;

interface Relay {
  /** `wss:`, or `ws:` to this machine; see `relays.ts`. */
  readonly url: string;
  readonly userName?: string;
  readonly password?: string;
}

export interface MqttOptions {
  /** An empty list closes the carrier at once. */
  readonly relays: readonly Relay[];
  /** Each relay sends it when it loses us, though another may still hold us: a hint, no proof. Made for each connection. */
  readonly will?: (() => Will) | undefined;
}

function randomText(alphabet: string, length: number, platform: Platform): string {
  return Array.from({ length }, () => alphabet[Math.floor(platform.dice() * alphabet.length)]).join('');
}

/** Any answer, even a no, tells more than silence. */
function tellingCode(links: readonly LinkState[]): CarrierTrouble {
  const codes = links.flatMap((link) => (link.phase === 'waiting' ? [link.code] : []));
  return codes.find((code) => code !== 'RELAY_UNREACHABLE') ?? 'RELAY_UNREACHABLE';
}

/** What several relays amount to: open when one is, late when one only takes long, waiting when none is under way. */
function sumUp(links: readonly LinkState[], nowMs: number): CarrierState {
  const phases = new Set(links.map(({ phase }) => phase));
  if (phases.has('open')) return { phase: 'open' };
  if (phases.has('connecting') || phases.has('trial')) return { phase: 'connecting' };
  // Where one is only late, trying has not stopped.
  if (phases.has('late')) return { phase: 'late' };
  const waits = links.flatMap((link) => (link.phase === 'waiting' ? [Math.max(0, link.retryAtMs - nowMs)] : []));
  return { phase: 'waiting', code: tellingCode(links), retryInMs: Math.min(...waits) };
}

class MqttCarrier implements Carrier {
  readonly #events: CarrierEvents;
  readonly #platform: Platform;
  readonly #joined = new Set<Topic>();
  readonly #links: readonly RelayLink[];
  /** With one relay everything is handed on: what repeats there, somebody repeated. */
  readonly #repeats = createRepeats();
  #state: CarrierState = { phase: 'connecting' };

  constructor(options: MqttOptions, events: CarrierEvents, platform: Platform) {
    this.#events = events;
    this.#platform = platform;
    this.#links = options.relays.map((relay) => this.#link(relay, options.will));
    // No event before the caller has the carrier.
    if (this.#links.length === 0) queueMicrotask(() => this.#closeWith('RELAY_UNREACHABLE'));
  }

  join(topic: Topic): void {
    if (!TOPIC_FORM.test(topic)) throw new RangeError(`not a topic: ${topic.length} characters`);
    if (this.#joined.has(topic) || this.#state.phase === 'closed') return;
    this.#joined.add(topic);
    for (const link of this.#links) link.subscribe(TOPIC_PREFIX + topic);
  }

  send(topic: Topic, sealed: Uint8Array): void {
    if (!TOPIC_FORM.test(topic)) throw new RangeError(`not a topic: ${topic.length} characters`);
    if (sealed.length > MAX_SEALED_BYTES) return;
    for (const link of this.#links) link.publish(TOPIC_PREFIX + topic, sealed);
  }

  retryNow(): void {
    if (this.#state.phase === 'closed') return;
    for (const link of this.#links) link.retryNow();
  }

  close(): void {
    this.#closeWith(null);
  }

  #link({ url, userName, password }: Relay, makeWill: (() => Will) | undefined): RelayLink {
    const makeRequest = (): ConnectRequest => {
      const will = makeWill?.();
      return {
        // One per connection: nothing then tells a relay which two are one person's.
        clientId: randomText(CLIENT_ID_ALPHABET, CLIENT_ID_LENGTH, this.#platform),
        keepAliveS: KEEP_ALIVE_S,
        userName,
        password,
        will: will && { topic: TOPIC_PREFIX + will.topic, payload: will.sealed },
      };
    };
    return new RelayLink(
      {
        url,
        makeRequest,
        topics: () => [...this.#joined].map((topic) => TOPIC_PREFIX + topic),
        makeProbeTopic: () => TOPIC_PREFIX + randomText(TOPIC_ALPHABET, TOPIC_LENGTH, this.#platform),
      },
      { changed: () => this.#linkChanged(), received: (topic, payload) => this.#received(topic, payload) },
      this.#platform,
    );
  }

  #received(brokerTopic: string, sealed: Uint8Array): void {
    const topic = brokerTopic.startsWith(TOPIC_PREFIX) ? brokerTopic.slice(TOPIC_PREFIX.length) : '';
    if (!this.#joined.has(topic) || sealed.length > MAX_SEALED_BYTES) return;
    if (this.#links.length > 1 && this.#repeats.isRepeat(topic, sealed)) return;
    this.#events.received(topic, sealed);
  }

  #linkChanged(): void {
    if (this.#state.phase === 'closed') return;
    const links = this.#links.map(({ state }) => state);
    const next = sumUp(links, this.#platform.nowMs());
    const same = next.phase === this.#state.phase && next.phase !== 'waiting';
    this.#state = next;
    if (!same) this.#events.changed(next);
  }

  #closeWith(code: CarrierTrouble | null): void {
    if (this.#state.phase === 'closed') return;
    this.#state = { phase: 'closed', code };
    for (const link of this.#links) link.close();
    this.#joined.clear();
    this.#events.changed(this.#state);
  }
}

/** Starts connecting at once; events come later, never during this call. */
export function openMqtt(options: MqttOptions, events: CarrierEvents, platform: Platform = BROWSER): Carrier {
  return new MqttCarrier(options, events, platform);
}
