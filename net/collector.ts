/** An OpenTelemetry collector for one page: takes what the app exports, and notes what the network saw until then. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import type { Tally } from './tally.ts';

const ADDRESS = 'http://127.0.0.1:4318/v1/metrics';
/** The app exports every 15 s; a busy machine may be late. */
const PATIENCE_MS = 40_000;
const LOOK_MS = 100;

/** One export: the figures of the stretch since the one before. */
export interface Export {
  readonly values: ReadonlyMap<string, number>;
  /** Of what both sides had sent when it came. */
  readonly tallies: readonly [Tally, Tally];
}

interface Gauge {
  readonly name: string;
  readonly gauge: { readonly dataPoints: readonly { readonly asDouble: number }[] };
}

export class Collector {
  readonly exports: Export[] = [];

  /** Everything the page posts to the collector ends here. */
  async attach(context: BrowserContext, tallies: () => readonly [Tally, Tally]): Promise<void> {
    await context.route('http://127.0.0.1:4318/**', async (route) => {
      const { resourceMetrics } = route.request().postDataJSON() as {
        resourceMetrics: { scopeMetrics: { metrics: Gauge[] }[] }[];
      };
      const gauges = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics).flatMap(({ metrics }) => metrics);
      const values = new Map(gauges.map(({ name, gauge }) => [name, gauge.dataPoints[0]?.asDouble ?? Number.NaN]));
      this.exports.push({ values, tallies: tallies() });
      await route.fulfill({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '{}' });
    });
  }

  /** @returns the next `count` exports, the first of which may still tell of what was before */
  async next(count: number): Promise<readonly Export[]> {
    const from = this.exports.length;
    for (let waitedMs = 0; this.exports.length < from + count; waitedMs += LOOK_MS) {
      if (waitedMs > count * PATIENCE_MS) throw new Error('the app exports nothing');
      await sleep(LOOK_MS);
    }
    return this.exports.slice(from, from + count);
  }
}

/** As a user does: under "Your data". */
export async function giveAddress(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your data', exact: true }).click();
  await page.getByText('Send figures to a collector of mine').click();
  const field = page.getByRole('textbox', { name: /Address of the collector/ });
  await field.fill(ADDRESS);
  await field.press('Tab');
  await page.getByRole('button', { name: 'Back to start' }).click();
}

/** Mean of a figure over some exports; NaN where none of them has it. */
export function meanIn(exports: readonly Export[], name: string): number {
  const values = exports.map((it) => it.values.get(name)).filter((it) => it !== undefined);
  return values.reduce((sum, it) => sum + it, 0) / values.length;
}
