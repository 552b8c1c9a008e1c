/**
 * The MQTT side of the embedded broker: aedes, narrowed to what a call needs. Random topics of our form, QoS 0,
 * nothing retained, no session that outlives its connection, bounded rates. Whoever breaks a rule is disconnected.
 */
import type { Duplex } from 'node:stream';
import { Aedes, type Client } from 'aedes';
import { MAX_SEALED_BYTES, TOPIC_FORM } from '../src/call/carrier.ts';
import { TOPIC_PREFIX } from '../src/signal/mqtt.ts';
import type { RefusalReason, RelayCounters } from './counters.ts';
import { ExactTopics } from './exact-topics.ts';
import { type RelayLimits, TokenBucket } from './limits.ts';

export interface Broker {
  /** Speaks MQTT on a stream until either side ends it. */
  serve(stream: Duplex, rates: Rates): void;
  /** Disconnects everybody; wills are not sent, since nobody left. */
  close(): Promise<void>;
}

/** What one connection may still send. */
export interface Rates {
  /** Takes one message; false when the connection is too fast. */
  takeMessage(): boolean;
  takeBytes(bytes: number): boolean;
}

export function createRates(limits: RelayLimits): Rates {
  const messages = new TokenBucket(limits.messagesPerS, limits.messageBurst, performance.now());
  const bytes = new TokenBucket(limits.bytesPerS, limits.byteBurst, performance.now());
  return {
    takeMessage: () => messages.take(1, performance.now()),
    takeBytes: (count) => bytes.take(count, performance.now()),
  };
}

/** What a PUBLISH and a will have in common. */
interface Publication {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: number;
  readonly retain: boolean;
}

function isOurTopic(topic: string): boolean {
  return topic.startsWith(TOPIC_PREFIX) && TOPIC_FORM.test(topic.slice(TOPIC_PREFIX.length));
}

function whyNotPublish(publication: Publication): RefusalReason | null {
  if (!isOurTopic(publication.topic)) return 'topic';
  const fits = publication.payload.length <= MAX_SEALED_BYTES;
  return fits && !publication.retain && publication.qos === 0 ? null : 'content';
}

export async function createBroker(limits: RelayLimits, counters: RelayCounters): Promise<Broker> {
  const ratesOf = new WeakMap<Duplex, Rates>();
  let closing = false;

  function refusal(reason: RefusalReason): Error {
    counters.refusals[reason] += 1;
    return new Error(`refused: ${reason}`);
  }

  function isTooFast(client: Client): boolean {
    return ratesOf.get(client.conn)?.takeMessage() === false;
  }

  const aedes = await Aedes.createBroker({
    mq: new ExactTopics(),
    concurrency: 100, // only bounds the listeners of one connection
    connectTimeout: limits.connectTimeoutMs,
    keepaliveLimit: limits.keepAliveS,
    drainTimeout: limits.drainTimeoutMs,
    preConnect(_client, packet, done) {
      const will = packet.will as Publication | undefined; // aedes has parsed it; its type leaves it open
      if (packet.clean === false) done(refusal('protocol'), false);
      else if (will && whyNotPublish(will)) done(refusal(whyNotPublish(will)!), false);
      else done(null, true);
    },
    authorizePublish(client, packet, done) {
      const reason = client && isTooFast(client) ? 'rate' : whyNotPublish(packet);
      if (closing || reason) return done(closing ? new Error('closing') : refusal(reason!));
      counters.messagesIn += 1;
      counters.bytesIn += packet.payload.length;
      done(null);
    },
    authorizeSubscribe(client, subscription, done) {
      const { topic, qos } = subscription;
      // aedes keeps this record by topic, though its types leave it out.
      const { subscriptions } = client as Client & { subscriptions: Readonly<Record<string, unknown>> };
      const hasRoom = topic in subscriptions || Object.keys(subscriptions).length < limits.topicsPerConnection;
      if (isTooFast(client)) return done(refusal('rate'));
      if (qos === 0 && isOurTopic(topic) && hasRoom) return done(null, subscription);
      refusal('topic');
      done(null, null); // SUBACK with 0x80 (OASIS MQTT 3.1.1, 3.9.3), so that an honest client learns why
    },
    authorizeForward(_client, packet) {
      counters.messagesOut += 1;
      counters.bytesOut += packet.payload.length;
      return packet;
    },
  });

  const dropIfTooFast = (client: Client): void => {
    if (!isTooFast(client)) return;
    refusal('rate');
    client.close();
  };
  aedes.on('ping', (_packet, client) => dropIfTooFast(client));
  aedes.on('unsubscribe', (_topics, client) => dropIfTooFast(client));

  return {
    serve(stream, rates) {
      ratesOf.set(stream, rates);
      aedes.handle(stream);
    },
    close() {
      closing = true;
      return new Promise((resolve) => aedes.close(() => resolve()));
    },
  };
}
