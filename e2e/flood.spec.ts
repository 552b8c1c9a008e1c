/** A running call under everything bad that a relay's other clients can say: noise, floods, repetitions, lies, breaches. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { decodeInvite } from '../src/trust/link.ts';
import { roomKeys } from '../src/trust/room.ts';
import { type Caller, openCaller } from './caller.ts';
import { Flooder } from './flooder.ts';
import { button, joinCall, startCall, tile } from './meet.ts';
import { soundFile, speech } from './voices.ts';

/** Of what is played, more than without the flood. */
const MOST_ADDED_RATIO = 0.01;
/** Windows in turn with and without, so that a machine that is busy with something else is so in both. */
const WINDOWS = 8;
const WINDOW_MS = 2_500;

const callers: Caller[] = [];
let flooder: Flooder | undefined;

test.afterEach(async () => {
  flooder?.stop();
  for (const caller of callers.splice(0)) await caller.close();
});

interface Counts {
  readonly concealed: number;
  readonly played: number;
}

/** Runs in the page: what the decoder of the voice had to make up, of all it played. */
async function readCounts(): Promise<Counts> {
  const counts = { concealed: 0, played: 0 };
  for (const connection of globalThis.heardConnections) {
    for (const entry of (await connection.getStats()).values()) {
      if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue;
      counts.concealed += entry.concealedSamples - entry.silentConcealedSamples;
      counts.played += entry.totalSamplesReceived;
    }
  }
  return counts;
}

/** Lets `WINDOW_MS` of sound be played. @returns the counts of that time */
async function listen(pages: readonly Page[]): Promise<Counts[]> {
  const before = await Promise.all(pages.map((page) => page.evaluate(readCounts)));
  const playedOf = async (page: Page, at: number) => (await page.evaluate(readCounts)).played - before[at]!.played;
  for (const [at, page] of pages.entries()) {
    await expect.poll(() => playedOf(page, at), { intervals: [100] }).toBeGreaterThan(48 * WINDOW_MS);
  }
  const after = await Promise.all(pages.map((page) => page.evaluate(readCounts)));
  return after.map(({ concealed, played }, at) => ({
    concealed: concealed - before[at]!.concealed,
    played: played - before[at]!.played,
  }));
}

async function refusals(baseURL: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${baseURL}metrics`)).text();
  const found = [...text.matchAll(/humr_relay_refusals_total\{reason="(\w+)"\} (\d+)/g)];
  return Object.fromEntries(found.map(([, reason, count]) => [reason, Number(count)]));
}

test('floods, breaches, repetitions and lies leave the voices as they were', { tag: '@long' }, async ({ baseURL }) => {
  test.setTimeout(180_000);
  const soundPath = soundFile('anna', speech());
  const [anna, ben] = await Promise.all([
    openCaller({ soundPath, baseURL: baseURL! }),
    openCaller({ soundPath, baseURL: baseURL! }),
  ]);
  callers.push(anna, ben);
  const link = await startCall(anna.page, 'Anna');
  const invite = decodeInvite(new URL(link).hash.slice(1));
  if (typeof invite === 'string') throw new TypeError(invite);
  flooder = new Flooder(baseURL!, roomKeys(invite.secret));
  await flooder.listen();
  await joinCall(ben.page, link, 'Ben');
  await expect(tile(anna.page, 'Ben')).toBeVisible();
  await expect(tile(ben.page, 'Anna')).toBeVisible();
  await expect.poll(() => flooder!.sids.length).toBe(2);
  flooder.prepareHellos(120);
  const pages = [anna.page, ben.page];
  const before = await refusals(baseURL!);
  await listen(pages); // the jitter buffers settle
  const sums = [0, 1].map(() => pages.map(() => ({ concealed: 0, played: 0 })));
  for (let window = 0; window < WINDOWS; window++) {
    const isFlooded = window % 2;
    if (isFlooded) await flooder.start();
    for (const [at, counts] of (await listen(pages)).entries()) {
      sums[isFlooded]![at]!.concealed += counts.concealed;
      sums[isFlooded]![at]!.played += counts.played;
    }
    flooder.pause();
  }
  const ratio = ({ concealed, played }: Counts) => concealed / played;
  const added = pages.map((_, at) => ratio(sums[1]![at]!) - ratio(sums[0]![at]!));
  const after = await refusals(baseURL!);
  const refused = Object.fromEntries(Object.keys(after).map((reason) => [reason, after[reason]! - before[reason]!]));
  console.log(
    `${flooder.sent} messages; concealed in addition: ${added.map((it) => `${(100 * it).toFixed(2)} %`)}`,
    refused,
  );
  for (const it of added) expect(it).toBeLessThanOrEqual(MOST_ADDED_RATIO);
  for (const reason of ['rate', 'content', 'topic', 'protocol']) expect(refused[reason], reason).toBeGreaterThan(0);
  for (const { page, log } of [anna, ben]) {
    expect(log.join('\n')).toContain('relay floods');
    expect(log.join('\n')).not.toContain('PEER_FORGED');
    await expect(button(page, 'Leave')).toBeVisible();
  }
  await expect(
    tile(anna.page, 'Ben')
      .getByText(/Connected|Speaking|connection/)
      .first(),
  ).toBeVisible();
});
