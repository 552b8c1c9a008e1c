/** The log between visits: sealed bundles of lines, the oldest dropped first, a bounded number of bytes in all. */
import type { LogLine } from '../call/log-line.ts';
import { database } from './database.ts';
import { keep } from './keep.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

const PURPOSE = purpose('log');
/** All bundles together; about an hour of calls at the log's own worst, days of it at the usual rate. */
const MAX_BYTES = 1 << 20;

/** @returns whether they were kept; a call needs no log */
export async function keepLog(lines: readonly LogLine[]): Promise<boolean> {
  try {
    const [key] = (await keep()).keys;
    const opened = await database();
    if (!key || opened.state !== 'open') return false;
    const sealed = await sealValue(key, PURPOSE, lines);
    const { store, done } = opened.db.transaction('log', 'readwrite');
    await store.add(sealed);
    const [ids, bundles] = await Promise.all([store.getAllKeys(), store.getAll()]);
    let bytes = 0;
    for (let n = bundles.length - 1; n >= 0; n--) {
      const bundle = bundles[n];
      bytes += bundle instanceof Uint8Array ? bundle.length : 0;
      if (bytes > MAX_BYTES) await store.delete(ids[n]!);
    }
    await done;
    return true;
  } catch {
    return false;
  }
}

/** Oldest first; what does not open or makes no sense is left out. */
export async function readLog(): Promise<readonly LogLine[]> {
  try {
    const { keys } = await keep();
    const opened = await database();
    const bundles = opened.state === 'open' ? await opened.db.getAll('log') : [];
    const read = await Promise.all(
      bundles.map(async (it) => (it instanceof Uint8Array ? await openValue(keys, PURPOSE, it) : null)),
    );
    return read.flatMap((bundle) => (Array.isArray(bundle) ? bundle.filter(isLine) : []));
  } catch {
    return [];
  }
}

function isLine(value: unknown): value is LogLine {
  if (typeof value !== 'object' || value === null) return false;
  const { atMs, level, event, call, peer, detail, repeats } = value as Partial<Record<keyof LogLine, unknown>>;
  const isText = (it: unknown) => it === null || typeof it === 'string';
  return (
    Number.isFinite(atMs) &&
    (level === 'info' || level === 'warn') &&
    typeof event === 'string' &&
    isText(call) &&
    isText(peer) &&
    isText(detail) &&
    Number.isFinite(repeats)
  );
}
