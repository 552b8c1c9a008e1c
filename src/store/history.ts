/** Reports of calls between visits: sealed one by one, for a while and a bounded number, never leaving by themselves. */
import type { CallReport } from '../call/report.ts';
import { readReport } from '../call/report-kept.ts';
import { database } from './database.ts';
import { keep } from './keep.ts';
import { openValue, purpose, sealValue } from './sealing.ts';

const PURPOSE = purpose('history');
const MAX_REPORTS = 200;
const KEPT_MS = 90 * 24 * 3_600_000;

/** @returns whether it was kept; a call needs no history */
export async function addReport(report: CallReport): Promise<boolean> {
  try {
    const [key] = (await keep()).keys;
    const opened = await database();
    if (!key || opened.state !== 'open') return false;
    const sealed = await sealValue(key, PURPOSE, report);
    const { store, done } = opened.db.transaction('history', 'readwrite');
    await store.add(sealed);
    const ids = await store.getAllKeys();
    await Promise.all(ids.slice(0, -MAX_REPORTS).map((id) => store.delete(id)));
    await done;
    return true;
  } catch {
    return false;
  }
}

/** Oldest first. What does not open or makes no sense is left out, and what has grown too old is deleted. */
export async function readReports(): Promise<readonly CallReport[]> {
  try {
    const { keys } = await keep();
    const opened = await database();
    if (opened.state !== 'open') return [];
    const [ids, rows] = await Promise.all([opened.db.getAllKeys('history'), opened.db.getAll('history')]);
    const reports = await Promise.all(
      rows.map(async (row) => readReport(row instanceof Uint8Array ? await openValue(keys, PURPOSE, row) : null)),
    );
    const sinceMs = Date.now() - KEPT_MS;
    const old = ids.filter((_, n) => (reports[n]?.endedMs ?? Number.POSITIVE_INFINITY) < sinceMs);
    await Promise.all(old.map((id) => opened.db.delete('history', id)));
    return reports.filter((it) => it !== null && it.endedMs >= sinceMs).filter((it) => it !== null);
  } catch {
    return [];
  }
}

/** @returns whether they are gone */
export async function forgetReports(): Promise<boolean> {
  try {
    const opened = await database();
    if (opened.state !== 'open') return false;
    await opened.db.clear('history');
    return true;
  } catch {
    return false;
  }
}
