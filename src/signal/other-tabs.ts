/** The other tabs of this app: a Web Lock marks who is in a call, a BroadcastChannel carries what they ask each other. */
import { TOPIC_FORM } from '../call/carrier.ts';
import type { OtherTabs, TabQuestion } from '../call/other-tabs.ts';

const CHANNEL_NAME = 'humr-tabs';
const LOCK_PREFIX = 'humr-call-';
const MAX_FRAGMENT_CHARACTERS = 1024;

type TabMessage =
  | { readonly kind: 'question'; readonly id: string; readonly question: TabQuestion }
  | { readonly kind: 'yes'; readonly id: string };

/** Where there is neither, as in old browsers, there are no other tabs. */
export function openOtherTabs(): OtherTabs {
  return {
    hold,
    isHeld,
    ask,
    answer,
  };
}

function hold(topic: string): () => void {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Who comes second waits in line: while the first lets go, the call is moving here.
  navigator.locks?.request(LOCK_PREFIX + topic, () => until).catch(() => undefined);
  return release;
}

async function isHeld(topic: string): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
  return held.some(({ name }) => name === LOCK_PREFIX + topic);
}

function ask(question: TabQuestion, withinMs: number): Promise<boolean> {
  if (typeof BroadcastChannel !== 'function') return Promise.resolve(false);
  const channel = new BroadcastChannel(CHANNEL_NAME);
  const id = crypto.randomUUID();
  return new Promise((resolve) => {
    const end = (answer: boolean) => {
      clearTimeout(timer);
      channel.close();
      resolve(answer);
    };
    const timer = setTimeout(() => end(false), withinMs);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = readMessage(data);
      if (message?.kind === 'yes' && message.id === id) end(true);
    };
    channel.postMessage({ kind: 'question', id, question } satisfies TabMessage);
  });
}

function answer(take: (question: TabQuestion) => boolean): () => void {
  if (typeof BroadcastChannel !== 'function') return () => undefined;
  const channel = new BroadcastChannel(CHANNEL_NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = readMessage(data);
    if (message?.kind !== 'question' || !take(message.question)) return;
    channel.postMessage({ kind: 'yes', id: message.id } satisfies TabMessage);
  };
  return () => channel.close();
}

/** A tab may run another version of the app, so nothing is taken for granted. */
function readMessage(data: unknown): TabMessage | null {
  const { kind, id, question } = (data ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string') return null;
  if (kind === 'yes') return { kind, id };
  const asked = kind === 'question' ? readQuestion(question) : null;
  return asked && { kind: 'question', id, question: asked };
}

function readQuestion(value: unknown): TabQuestion | null {
  const { kind, topic, fragment } = (value ?? {}) as Record<string, unknown>;
  if (kind === 'move' && typeof topic === 'string' && TOPIC_FORM.test(topic)) return { kind, topic };
  const isCode = kind === 'code' && typeof fragment === 'string' && fragment.length <= MAX_FRAGMENT_CHARACTERS;
  return isCode ? { kind, fragment } : null;
}
