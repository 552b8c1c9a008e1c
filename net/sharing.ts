/**
 * Whether a voice suffers from what is shown beside it: the same call over the same narrow network, first without and
 * then with a shared page that moves all over; and whether the picture comes back when there is room again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { type NetCall, openCall } from './call.ts';
import { CLEAR, type Impairment } from './impairment.ts';
import type { Host } from './namespaces.ts';
import type { UserNetwork } from './user-network.ts';

export interface SharingRow {
  readonly id: string;
  /** Share of the samples of the sharer's voice that the other side had to make up, on the narrow network. */
  readonly aloneRatio: number;
  readonly sharedRatio: number;
  /** The same in the first seconds after the network became narrow under a picture that was whole: it has to be noticed. */
  readonly onsetRatio: number;
  /** Pictures of the page a second that arrived over the narrow network, and over the clear one after it. */
  readonly narrowFps: number;
  readonly clearFps: number;
  /** The viewer's page said that the picture pauses. */
  readonly saidPaused: boolean;
}

const TITLE = 'Page to be shown';
/** Of the promise: no more than one sample in a hundred is made up because of a picture. */
const WITHIN_RATIO = 0.01;
const SETTLE_MS = 6_000;
const ONSET_MS = 5_000;
const LISTEN_MS = 30_000;
/** A pause is tried again after two minutes at the latest. */
const RETURN_MS = 130_000;
const PATIENCE_MS = 20_000;
const MIN_FPS = 2;
/** More than the narrowest picture has. */
const WHOLE_FPS = 5;

/** A queue of about half a second, as in front of a slow uplink. */
const at = (bitsPerS: number, queuePackets: number): Partial<Impairment> => ({ rate: { bitsPerS, queuePackets } });
const NETWORKS: readonly (readonly [string, Partial<Impairment>])[] = [
  ['share-100k', at(100_000, 15)],
  ['share-150k', at(150_000, 15)],
  ['share-400k', at(400_000, 30)],
  ['share-1M', at(1_000_000, 60)],
];

export const holds = ({ aloneRatio, sharedRatio, clearFps }: SharingRow): boolean =>
  sharedRatio - aloneRatio <= WITHIN_RATIO && clearFps >= MIN_FPS;

export async function shareOver(
  hosts: readonly [Host, Host],
  network: UserNetwork,
  only: readonly string[],
  tell: (row: SharingRow) => void,
): Promise<readonly SharingRow[]> {
  const rows: SharingRow[] = [];
  for (const [id, impairment] of NETWORKS) {
    if (only.length > 0 && !only.some((part) => id.includes(part))) continue;
    network.impairAll(CLEAR);
    const call = await openCall(hosts, {
      allowMicrophone: false,
      chromiumArgs: [`--auto-select-tab-capture-source-by-title=${TITLE}`],
      prepare: (context: BrowserContext) => context.grantPermissions(['microphone', 'clipboard-read']),
    });
    const row = { id, ...(await shareOnce(call, network, { ...CLEAR, ...impairment })) };
    await call.close();
    rows.push(row);
    tell(row);
  }
  return rows;
}

async function shareOnce({ callers }: NetCall, network: UserNetwork, narrow: Impairment) {
  const [{ page: anna }, { page: ben }] = callers;
  await openMoving(anna);
  const heard = async (ms: number) => {
    const before = await eye(ben);
    await sleep(ms);
    const after = await eye(ben);
    return {
      concealedRatio: (after.concealedSamples - before.concealedSamples) / (after.samples - before.samples),
      fps: (1000 * (after.frames - before.frames)) / ms,
    };
  };
  network.impairAll(narrow);
  await sleep(SETTLE_MS);
  const alone = await heard(LISTEN_MS);
  network.impairAll(CLEAR);
  await sleep(SETTLE_MS);
  await anna.getByRole('button', { name: 'Share screen' }).click();
  await framesAre(ben, PATIENCE_MS);
  await sleep(SETTLE_MS);
  network.impairAll(narrow);
  let saidPaused = false;
  const watching = sleep(ONSET_MS).then(async () => {
    saidPaused = await ben
      .getByText(/Paused: the network has no room/)
      .first()
      .isVisible();
  });
  const onset = await heard(ONSET_MS);
  const shared = await heard(LISTEN_MS);
  await watching;
  network.impairAll(CLEAR);
  await framesAre(ben, RETURN_MS, WHOLE_FPS);
  const clear = await heard(SETTLE_MS);
  return {
    aloneRatio: alone.concealedRatio,
    sharedRatio: shared.concealedRatio,
    onsetRatio: onset.concealedRatio,
    narrowFps: shared.fps,
    clearFps: clear.fps,
    saidPaused,
  };
}

/** A page whose every line moves, as when somebody scrolls. */
async function openMoving(sharer: Page): Promise<void> {
  const page = await sharer.context().newPage();
  const line = 'Whoever reads this at the other side sees sixteen-pixel letters. ';
  // Small, so that a busy machine has time left for the voice.
  await page.setViewportSize({ width: 640, height: 400 });
  await page.setContent(`<title>${TITLE}</title><body style="margin:0;background:#fff;color:#111;font:16px sans-serif">
    <div id="text" style="columns:2">${`<p>${line.repeat(3)}</p>`.repeat(40)}</div>`);
  await page.evaluate(() => {
    const text = document.getElementById('text');
    const scroll = (nowMs: number) => {
      if (text) text.style.transform = `translateY(${-((nowMs / 8) % 1_200)}px)`;
      requestAnimationFrame(scroll);
    };
    requestAnimationFrame(scroll);
  });
  await sharer.bringToFront();
}

interface Eye {
  readonly concealedSamples: number;
  readonly samples: number;
  readonly frames: number;
}

/** What arrived so far: of the voice alone, which is the first line, and of pictures. */
function eye(page: Page): Promise<Eye> {
  return page.evaluate(async () => {
    const total = { concealedSamples: 0, samples: 0, frames: 0 };
    for (const connection of globalThis.heardConnections) {
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type !== 'inbound-rtp') continue;
        if (entry.kind === 'video') total.frames += entry.framesDecoded ?? 0;
        if (entry.kind !== 'audio' || entry.mid !== '0') continue;
        total.concealedSamples += entry.concealedSamples - entry.silentConcealedSamples;
        total.samples += entry.totalSamplesReceived;
      }
    }
    return total;
  });
}

/** Resolves when pictures move, or after `limitMs`. */
async function framesAre(page: Page, limitMs: number, minFps = MIN_FPS): Promise<void> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < limitMs) {
    const before = await eye(page);
    await sleep(1_000);
    if ((await eye(page)).frames - before.frames >= minFps) return;
  }
}

export function sharingLine(row: SharingRow): string {
  const percent = (ratio: number) => `${(100 * ratio).toFixed(2)} %`.padStart(8);
  const made = `made up alone ${percent(row.aloneRatio)}, shared ${percent(row.sharedRatio)}, at its onset ${percent(row.onsetRatio)}`;
  const pictures = `${row.narrowFps.toFixed(1)} pictures/s narrow, ${row.clearFps.toFixed(1)} after`;
  const paused = row.saidPaused ? 'paused' : 'shown';
  return `${row.id.padEnd(12)}${made}; ${pictures}; ${paused}  ${holds(row) ? 'ok' : 'MISSED'}`;
}
