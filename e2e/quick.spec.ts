/**
 * How long the page's main thread is held while people talk, and by a tap: in processor time, which other work on the
 * machine hardly changes, times four for a slow phone.
 */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { Caller } from './caller.ts';
import { SIZES } from './look.ts';
import { button, meet } from './meet.ts';

const SLOWER = 4;
const LONG_TASK_MS = 50;
const NEXT_PAINT_MS = 100;
const TALK_MS = 10_000;

/** An event of Chromium's trace; times in µs, `tdur` of the thread's own processor time. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly type?: string } };
}

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

/** What the page's main thread did meanwhile, in order. */
async function traced(page: Page, act: () => Promise<void>): Promise<TraceEvent[]> {
  const browser = page.context().browser()!; // each caller has one
  await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const lists = threads.map(({ pid, tid }) => traceEvents.filter((it) => it.pid === pid && it.tid === tid));
  // The busiest renderer is the page: others belong to the browser.
  const [page_] = lists.sort((a, b) => b.length - a.length);
  return (page_ ?? []).filter(({ ph }) => ph === 'X').sort((a, b) => a.ts - b.ts);
}

const endOf = ({ ts, dur = 0 }: TraceEvent) => ts + dur;
const cpuMs = ({ tdur = 0 }: TraceEvent) => tdur / 1000;

/** Outermost tasks: some hold others. */
function tasksOf(events: readonly TraceEvent[]): TraceEvent[] {
  let end = 0;
  return events.filter((event) => {
    if (!event.name.endsWith('RunTask') || event.ts < end) return false;
    end = endOf(event);
    return true;
  });
}

/** Parts of the task that makes the next picture. */
const PAINTING = new Set(['PrePaint', 'Paint', 'Layerize', 'Commit']);

/** Processor time from a tap to the picture after it. */
function tapMs(events: readonly TraceEvent[]): number {
  const click = events.find(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'click');
  const painted = click && events.find(({ name, ts }) => PAINTING.has(name) && ts > endOf(click));
  if (!click || !painted) throw new Error('no tap, or nothing was painted after it');
  const between = tasksOf(events).filter((task) => endOf(task) > click.ts && task.ts <= painted.ts);
  return between.reduce((sum, task) => sum + cpuMs(task), 0);
}

/** Runs in the page: until two more pictures were made. */
function pictures(): Promise<void> {
  return new Promise((made) => requestAnimationFrame(() => requestAnimationFrame(() => made())));
}

test('a call answers taps at once and holds the page never long @long', async ({ baseURL }) => {
  test.setTimeout(300_000);
  const { anna } = await meet(baseURL, callers, { both: { viewport: SIZES.desktop } });
  const { page } = anna;
  const talk = tasksOf(await traced(page, () => page.waitForTimeout(TALK_MS)));
  const longestMs = Math.max(...talk.map(cpuMs));
  const busyMs = talk.reduce((sum, task) => sum + cpuMs(task), 0);
  console.log(
    `talking: main thread ${((100 * busyMs) / TALK_MS).toFixed(1)} % of a core, longest task ${longestMs.toFixed(1)} ms`,
  );
  expect(SLOWER * longestMs, 'the longest task on a slow phone').toBeLessThan(LONG_TASK_MS);

  for (const [name, undo] of [
    ['Mute', 'Unmute'],
    ['Settings', 'Close settings'],
    ['Chat', 'Close chat'],
    [/^Volume of/, 'Close'],
    ['Compare pictures', 'Later'],
  ] as const) {
    for (const tapped of [name, undo, name, undo]) {
      const control = button(page, tapped).last();
      await expect(control).toBeVisible();
      const tookMs = tapMs(
        await traced(page, async () => {
          await control.click();
          await page.evaluate(pictures);
        }),
      );
      console.log(`${tapped}: ${tookMs.toFixed(1)} ms until the next picture`);
      expect(SLOWER * tookMs, `${tapped} on a slow phone`).toBeLessThan(NEXT_PAINT_MS);
    }
  }
});
