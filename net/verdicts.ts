/** Short calls over networks of known kinds: the report of both sides must say what kind it was. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Grade } from '../src/call/quality.ts';
import { openCall } from './call.ts';
import { CLEAR, type Impairment } from './impairment.ts';
import type { Host } from './namespaces.ts';
import type { UserNetwork } from './user-network.ts';

export interface VerdictRow {
  readonly network: Grade;
  readonly verdicts: readonly string[];
  readonly reasons: readonly string[];
  readonly agrees: boolean;
}

/** Each in the middle of what its grade allows (docs/tuning.md). */
const NETWORKS: Readonly<Record<Grade, Partial<Impairment>>> = {
  excellent: { delayMs: 20 },
  good: { delayMs: 125, lossRatio: 0.03, jitterMs: 5 },
  fair: { delayMs: 200, lossRatio: 0.09, jitterMs: 10 },
  poor: { delayMs: 250, lossRatio: 0.25, jitterMs: 20 },
};
/** The report leaves the first seconds out, and a share of few packets is chance. */
const CALL_S = 30;

export async function callOver(
  hosts: readonly [Host, Host],
  network: UserNetwork,
  { rounds, only }: { rounds: number; only: readonly string[] },
  tell: (row: VerdictRow) => void,
): Promise<readonly VerdictRow[]> {
  const rows: VerdictRow[] = [];
  const grades = (Object.keys(NETWORKS) as Grade[]).filter((it) => only.length === 0 || only.includes(it));
  for (let round = 0; round < rounds; round++) {
    for (const grade of grades) {
      network.impairAll({ ...CLEAR, ...NETWORKS[grade] });
      const row = await callOnce(hosts, grade);
      rows.push(row);
      tell(row);
    }
  }
  network.impairAll(CLEAR);
  return rows;
}

async function callOnce(hosts: readonly [Host, Host], grade: Grade): Promise<VerdictRow> {
  const call = await openCall(hosts);
  try {
    await sleep(1000 * CALL_S);
    const pages = call.callers.map(({ page }) => page);
    for (const page of pages) await page.getByRole('button', { name: 'Leave', exact: true }).click();
    const verdicts = await Promise.all(pages.map(verdictOf));
    const reasons = await Promise.all(
      pages.map((page) => page.locator('humr-report ul:not(.people) li').allInnerTexts()),
    );
    return { network: grade, verdicts, reasons: reasons.flat(), agrees: verdicts.every((it) => it === grade) };
  } finally {
    await call.close();
  }
}

async function verdictOf(page: Page): Promise<string> {
  const verdict = await page.getByText(/This call was (excellent|good|fair|poor)/).innerText();
  return verdict.replace(/^This call was |\.$/g, '');
}

export function verdictLine({ network, verdicts, reasons, agrees }: VerdictRow): string {
  return `${network.padEnd(10)} ${verdicts.join(', ').padEnd(22)} ${agrees ? 'ok' : `DIFFERS: ${reasons.join(' ')}`}`;
}
