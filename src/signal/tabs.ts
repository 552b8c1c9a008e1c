/**
 * The carrier between tabs of one browser: for the demo and the tests. It needs no network and carries no will; a tab
 * that vanishes is noticed by the heartbeat, as everywhere.
 */
import { type Carrier, type CarrierEvents, MAX_SEALED_BYTES, TOPIC_FORM, type Topic } from '../call/carrier.ts';

/** One channel for all rooms of this origin; each message names its topic. */
const CHANNEL_NAME = 'humr/1';

interface TabMessage {
  readonly topic: Topic;
  readonly sealed: Uint8Array;
}

/** Other tabs are of our origin, but perhaps of another version. */
function isTabMessage(data: unknown): data is TabMessage {
  if (typeof data !== 'object' || data === null || !('topic' in data) || !('sealed' in data)) return false;
  return typeof data.topic === 'string' && data.sealed instanceof Uint8Array && data.sealed.length <= MAX_SEALED_BYTES;
}

/** Open from the next microtask on. */
export function openTabs(events: CarrierEvents): Carrier {
  const channel = new BroadcastChannel(CHANNEL_NAME);
  const joined = new Set<Topic>();
  let phase: 'connecting' | 'open' | 'closed' = 'connecting';

  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (phase === 'open' && isTabMessage(data) && joined.has(data.topic)) events.received(data.topic, data.sealed);
  };
  queueMicrotask(() => {
    if (phase !== 'connecting') return;
    phase = 'open';
    events.changed({ phase: 'open' });
  });

  function check(topic: Topic): void {
    if (!TOPIC_FORM.test(topic)) throw new RangeError(`not a topic: ${topic.length} characters`);
  }

  return {
    join(topic) {
      check(topic);
      joined.add(topic);
    },
    send(topic, sealed) {
      check(topic);
      const message: TabMessage = { topic, sealed: sealed.slice() };
      if (phase === 'open' && sealed.length <= MAX_SEALED_BYTES) channel.postMessage(message);
    },
    retryNow() {},
    close() {
      if (phase === 'closed') return;
      phase = 'closed';
      channel.close();
      events.changed({ phase: 'closed', code: null });
    },
  };
}
