/**
 * The running call, sealed, for a few minutes at most: it holds the link's secret (PROTOCOL.md, threat 15). Whether it
 * still runs in another tab is told by a lock that ends with the tab (Web Locks, W3C).
 */
import { type CallKeeper, KEPT_CALL_MS, type KeptCall, readKeptCall } from '../call/kept-call.ts';
import { clearLeft, isLeft, markLeft } from './canary.ts';
import { database } from './database.ts';
import { keep } from './keep.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

const KEY = 'running call';
const PURPOSE = purpose('running call');
const LOCK = 'humr-running-call';
/** A page that was just killed or loaded anew lets go of its lock a moment after the next page looks. */
const LOCK_WAIT_MS = 2_000;

export function createCallKeeper(): CallKeeper {
  let release: (() => void) | null = null;
  /** A forgetting that comes while a keeping is under way must come last. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(action: () => Promise<T>, otherwise: T): Promise<T> => {
    const result = queue.then(action).catch(() => otherwise);
    queue = result;
    return result;
  };
  return {
    keep(call) {
      clearLeft();
      release ??= holdLock();
      return inTurn(() => store(call), undefined);
    },
    forget() {
      markLeft();
      release?.();
      release = null;
      return inTurn(drop, undefined);
    },
    find: () => inTurn(find, null),
  };
}

function holdLock(): () => void {
  const over = new AbortController();
  void navigator.locks
    ?.request(
      LOCK,
      { mode: 'shared' },
      () => new Promise<void>((end) => over.signal.addEventListener('abort', () => end())),
    )
    .catch(() => undefined);
  return () => over.abort();
}

async function store(call: KeptCall): Promise<void> {
  const [key] = (await keep()).keys;
  const opened = await database();
  if (!key || opened.state !== 'open') return;
  const sealed = await sealValue(key, PURPOSE, { ...call, untilMs: Date.now() + KEPT_CALL_MS });
  await opened.db.put('settings', sealed, KEY);
}

async function drop(): Promise<void> {
  const opened = await database();
  if (opened.state !== 'open') return;
  await opened.db.delete('settings', KEY);
  clearLeft();
}

async function find(): Promise<KeptCall | null> {
  if (isLeft()) {
    await drop();
    return null;
  }
  const opened = await database();
  const sealed = opened.state === 'open' ? await opened.db.get('settings', KEY) : undefined;
  if (!(sealed instanceof Uint8Array)) return null;
  if (await runsElsewhere()) return null;
  const value = await openValue((await keep()).keys, PURPOSE, sealed);
  const untilMs = Number((value as { untilMs?: unknown } | null)?.untilMs);
  // A clock that was set back must not keep it for ever.
  const isFresh = untilMs > Date.now() && untilMs <= Date.now() + KEPT_CALL_MS;
  const call = isFresh ? readKeptCall(value) : null;
  if (!call) await drop();
  return call;
}

async function runsElsewhere(): Promise<boolean> {
  if (!navigator.locks) return false;
  const signal = AbortSignal.timeout(LOCK_WAIT_MS);
  return navigator.locks.request(LOCK, { signal }, () => false).catch(() => true);
}
