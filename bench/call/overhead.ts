/** What the measuring of a call costs: one call, in which it is switched off and on again and again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Plugin } from 'vite';
import { openCaller } from '../../e2e/caller.ts';
import { Collector, giveAddress } from '../../net/collector.ts';
import { NO_TALLY } from '../../net/tally.ts';
import { connected, startCall } from './humr-call.ts';
import { median } from './statistics.ts';

const MODULE = '/app/metrics.ts';
const SWITCHED = '\0switched-metrics';

declare global {
  /** False while nothing is measured; only in the build of this bench. */
  var humrMeasures: boolean | undefined;
}

/**
 * What is measured once a second is measured so much more often: its cost stands out from what else a machine does, and
 * is divided again. Not more, as Chromium hands out the same figures for 50 ms.
 */
const TIMES = 8;

/** The same module with a switch: what ticks stands still, and what is handed to it is dropped. */
const source = (path: string) => `
import { createWatch as open } from ${JSON.stringify(path)};
const isOn = () => globalThis.humrMeasures !== false;
const DROPPED = ['voiceReport', 'heard', 'reported', 'logged', 'over', 'graph'];
export function createWatch(ports, events) {
  const watch = open({ ...ports, every: (ms, act) => ports.every(ms / ${TIMES}, () => isOn() && act()) }, events);
  return new Proxy(watch, {
    get(it, key) {
      const value = Reflect.get(it, key, it);
      if (typeof value !== 'function') return value;
      return DROPPED.includes(key) && !isOn() ? () => null : value.bind(it);
    },
  });
}`;

export function switchPlugin(): Plugin {
  let path = '';
  return {
    name: 'switched-metrics',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(MODULE) || importer === SWITCHED) return null;
      path = (await this.resolve(id, importer, { skipSelf: true }))?.id ?? '';
      return SWITCHED;
    },
    load: (id) => (id === SWITCHED ? source(path) : null),
  };
}

export interface Overhead {
  /** Of one core, 0..1, all processes of the browser together, with nothing measured; median. */
  readonly offRatio: number;
  /** What measuring adds: median of the differences of neighbours, and how sure it is: twice its standard error. */
  readonly costRatio: number;
  readonly sureRatio: number;
  readonly rounds: number;
}

const SEGMENT_S = 4;
const SETTLE_MS = 500;
const WARM_UP_MS = 8_000;

/** Anna talks all the time and is watched; figures go to a collector as well. */
export async function measureOverhead(
  url: string,
  sounds: { readonly voice: string },
  rounds: number,
  tell: (done: number) => void,
): Promise<Overhead> {
  const collector = new Collector();
  const anna = await openCaller({
    soundPath: sounds.voice,
    baseURL: url,
    prepare: (context) => collector.attach(context, () => [NO_TALLY, NO_TALLY]),
  });
  const ben = await openCaller({ soundPath: sounds.voice, baseURL: url });
  try {
    await anna.page.goto('/');
    await giveAddress(anna.page);
    await ben.page.goto(await startCall(anna.page));
    await ben.page.getByRole('button', { name: 'Join' }).click();
    await connected(anna.page);
    await sleep(WARM_UP_MS);
    const pairs: { on: number; off: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      // Who comes first changes, so that what drifts falls out.
      const order = round % 2 === 0 ? [true, false] : [false, true];
      const found: number[] = [];
      for (const isOn of order) found.push(await share(anna.page, isOn));
      const [first = 0, second = 0] = found;
      pairs.push(order[0] ? { on: first, off: second } : { on: second, off: first });
      tell(round + 1);
    }
    if (collector.exports.length === 0) throw new Error('nothing was exported: nothing was measured');
    return overheadOf(pairs);
  } finally {
    await anna.close();
    await ben.close();
  }
}

/** Of one core that the browser takes for a while. */
async function share(page: Page, isOn: boolean): Promise<number> {
  await page.evaluate((on) => {
    globalThis.humrMeasures = on;
  }, isOn);
  await sleep(SETTLE_MS);
  const [startS, startMs] = [await cpuS(page), performance.now()];
  await sleep(1000 * SEGMENT_S);
  return (1000 * ((await cpuS(page)) - startS)) / (performance.now() - startMs);
}

async function cpuS(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession(); // it runs while its page does
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

export function overheadOf(pairs: readonly { readonly on: number; readonly off: number }[]): Overhead {
  const costs = pairs.map(({ on, off }) => (on - off) / TIMES);
  const mean = costs.reduce((sum, it) => sum + it, 0) / costs.length;
  const variance = costs.reduce((sum, it) => sum + (it - mean) ** 2, 0) / Math.max(1, costs.length - 1);
  return {
    offRatio: median(pairs.map(({ off }) => off)),
    costRatio: median(costs),
    sureRatio: 2 * Math.sqrt(variance / costs.length),
    rounds: pairs.length,
  };
}

export function overheadLine({ offRatio, costRatio, sureRatio, rounds }: Overhead): string {
  const percent = (ratio: number) => `${(100 * ratio).toFixed(2)} %`;
  return [
    `Measuring costs ${percent(costRatio)} of a core, give or take ${percent(sureRatio)} (${rounds} rounds):`,
    `the browser takes ${percent(offRatio)} without.`,
  ].join(' ');
}
