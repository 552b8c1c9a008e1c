import type { Way } from './delay.ts';
import { type Join, STEPS } from './joins.ts';
import { median, quantile } from './statistics.ts';

/** The goal of issue and README: what a person does not notice as waiting. */
const P95 = 0.95;

export interface JoinFigures {
  readonly median: number;
  readonly p95: number;
  /** Median of each part. */
  readonly steps: Record<string, number>;
}

export function joinFigures(joins: readonly Join[]): JoinFigures {
  const totals = joins.map(({ totalMs }) => totalMs);
  const steps = STEPS.map((step) => [step, median(joins.map(({ stepsMs }) => stepsMs[step]))]);
  return { median: median(totals), p95: quantile(totals, P95), steps: Object.fromEntries(steps) };
}

export function joinTable(joins: readonly Join[]): string {
  const rows: [string, readonly number[]][] = STEPS.map((step) => [step, joins.map(({ stepsMs }) => stepsMs[step])]);
  rows.push(['click to sound', joins.map(({ totalMs }) => totalMs)]);
  return table(`${joins.length} joins, ms`, rows);
}

export function delayTable(chirpsMs: Record<Way, readonly number[]>): string {
  return table('mouth to ear, ms', Object.entries(chirpsMs));
}

function table(title: string, rows: readonly (readonly [string, readonly number[]])[]): string {
  const head = `${title.padEnd(20)}${'median'.padStart(9)}${'p95'.padStart(9)}${'most'.padStart(9)}${'n'.padStart(6)}`;
  const lines = rows.map(([name, values]) => {
    const figures = [median(values), quantile(values, P95), Math.max(...values)];
    const cells = figures.map((value) => (Number.isFinite(value) ? value.toFixed(1) : '-').padStart(9));
    return `${name.padEnd(20)}${cells.join('')}${String(values.length).padStart(6)}`;
  });
  return [head, ...lines].join('\n');
}
