/** What ours costs in a real Chromium's AudioWorklet, against @jitsi/rnnoise-wasm in another of the same page. */
import { readFileSync } from 'node:fs';
import { type CDPSession, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../../tools/chromium.mjs';
import { median } from '../cost.ts';
import { jitsiBytes } from '../peers/rnnoise.ts';
import { FILES, TURN_S, WORKLET_KINDS, type WorkletKind } from './messages.ts';

const ORIGIN = 'https://bench.example';
const BUILD_FOLDER = 'build/bench';
const WEIGHTS_PATH = 'public/voice/humr-voice-1.bin';
const TURNS = 11;

/** Ratios of processor time to @jitsi's, less what an empty worklet costs; medians over the turns. */
export interface WorkletCost {
  readonly suppressorVsJitsi: number;
  readonly chainVsJitsi: number;
  /** @jitsi's share of real time. */
  readonly jitsiShare: number;
  readonly browser: string;
}

type Page = { prepare(count: number): Promise<void>; proceed(kind: WorkletKind): Promise<void> };

/** Processor time of all the browser's pages so far, ms. */
async function renderersMs(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'renderer' ? 1000 * cpuTime : 0), 0);
}

function servedFiles(sound: Float32Array): Record<string, { contentType: string; body: string | Buffer }> {
  const script = (name: string) => ({
    contentType: 'text/javascript',
    body: readFileSync(`${BUILD_FOLDER}/worklet-${name}.mjs`),
  });
  const binary = (body: Buffer) => ({ contentType: 'application/octet-stream', body });
  return {
    '/': { contentType: 'text/html', body: `<!doctype html><script type="module" src="${FILES.page}"></script>` },
    [FILES.page]: script('page'),
    [FILES.processor]: script('processor'),
    [FILES.weights]: binary(readFileSync(WEIGHTS_PATH)),
    [FILES.jitsi]: binary(jitsiBytes()),
    [FILES.sound]: binary(Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength)),
  };
}

/**
 * The four take turns of ten seconds of sound each, so that what else slows the machine slows them alike.
 * @param sound 48 kHz, played round and round
 * @returns null where there is no Chromium
 */
export async function measureWorkletCost(sound: Float32Array): Promise<WorkletCost | null> {
  const executablePath = findChromium();
  if (!executablePath) return null;
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] });
  try {
    const files = servedFiles(sound);
    const page = await browser.newPage();
    await page.route(`${ORIGIN}/**`, (route) => {
      const file = files[new URL(route.request().url()).pathname];
      return file ? route.fulfill(file) : route.fulfill({ status: 404 });
    });
    await page.goto(ORIGIN);
    await page.waitForFunction(() => 'prepare' in globalThis);
    await page.evaluate((count) => (globalThis as unknown as Page).prepare(count), TURNS + 1);
    const session = await browser.newBrowserCDPSession();
    const spent: Record<WorkletKind, number[]> = { nothing: [], suppressor: [], chain: [], jitsi: [] };
    for (let turn = 0; turn < TURNS; turn++) {
      for (const kind of WORKLET_KINDS) {
        const before = await renderersMs(session);
        await page.evaluate((name) => (globalThis as unknown as Page).proceed(name), kind);
        spent[kind].push((await renderersMs(session)) - before);
      }
    }
    return costOf(spent, browser.version());
  } finally {
    await browser.close();
  }
}

function costOf(spent: Record<WorkletKind, readonly number[]>, browser: string): WorkletCost {
  const nothing = median(spent.nothing);
  const over = (kind: WorkletKind) => spent[kind].map((ms) => ms - nothing);
  const jitsi = over('jitsi');
  const ratio = (kind: WorkletKind) => median(over(kind).map((ms, turn) => ms / jitsi[turn]!));
  return {
    suppressorVsJitsi: ratio('suppressor'),
    chainVsJitsi: ratio('chain'),
    jitsiShare: median(jitsi) / (1000 * TURN_S),
    browser,
  };
}
