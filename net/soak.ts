/** A long call with many faults: what it leaves behind in the page. */
import type { CDPSession, Page } from 'playwright-core';

export interface Residue {
  readonly atMs: number;
  readonly heapBytes: number;
  readonly connections: number;
  readonly audioHandlers: number;
  readonly worklets: number;
  /** Timers that repeat. */
  readonly intervals: number;
}

declare global {
  var liveIntervals: Set<unknown>;
}

/** Runs in the page, before any script of it. */
export function countIntervals(): void {
  const { setInterval: begin, clearInterval: end } = globalThis;
  globalThis.liveIntervals = new Set();
  const counted = (...given: Parameters<typeof begin>) => {
    const id = Reflect.apply(begin, globalThis, given);
    globalThis.liveIntervals.add(id);
    return id;
  };
  const ended = (id: Parameters<typeof end>[0]) => {
    globalThis.liveIntervals.delete(id);
    end(id);
  };
  Object.assign(globalThis, { setInterval: counted, clearInterval: ended });
}

export class SoakWatch {
  readonly residues: Residue[] = [];
  readonly #page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async open(page: Page): Promise<SoakWatch> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return new SoakWatch(page, session);
  }

  /** After a collection, so that only what is held is counted. */
  async look(): Promise<Residue> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    const residue = {
      atMs: performance.now(),
      heapBytes: of('JSHeapUsedSize'),
      connections: of('RTCPeerConnections'),
      audioHandlers: of('AudioHandlers'),
      worklets: of('AudioWorkletProcessors'),
      intervals: await this.#page.evaluate(() => globalThis.liveIntervals.size),
    };
    this.residues.push(residue);
    return residue;
  }
}

/** Least squares over all but the first quarter, in which caches fill. MB per hour. */
export function heapSlopeMbPerH(residues: readonly Residue[]): number {
  const settled = residues.slice(Math.floor(residues.length / 4));
  const meanMs = mean(settled.map(({ atMs }) => atMs));
  const meanBytes = mean(settled.map(({ heapBytes }) => heapBytes));
  let [up, down] = [0, 0];
  for (const { atMs, heapBytes } of settled) {
    up += (atMs - meanMs) * (heapBytes - meanBytes);
    down += (atMs - meanMs) ** 2;
  }
  return down === 0 ? 0 : ((up / down) * 3_600_000) / 1e6;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
