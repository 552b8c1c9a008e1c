/** Calls through a real TURN server, and what is said where there is none or it refuses. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { settingsRecord } from '../src/settings/read.ts';
import { DEFAULT_SETTINGS, type Settings } from '../src/settings/schema.ts';
import { type Caller, type CallerOptions, openCaller } from './caller.ts';
import { type Coturn, missingForTurn, startCoturn } from './coturn.ts';
import { button, joinCall, startCall, tile } from './meet.ts';
import { writeSettings } from './settings-writer.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];
let turn: Coturn | undefined;
const missing = missingForTurn();

test.beforeAll(async () => {
  if (!missing) turn = await startCoturn();
});

test.afterAll(async () => {
  await turn?.stop();
});

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(
  baseURL: string,
  name: string,
  change: Partial<Settings>,
  sound: Float32Array = SILENCE,
): Promise<Caller> {
  const caller = await openCaller({ baseURL, soundPath: soundFile(name.toLowerCase(), sound) });
  callers.push(caller);
  await caller.page.goto('/');
  const settings = settingsRecord({ ...DEFAULT_SETTINGS, selfName: name, ...change });
  await expect.poll(() => caller.page.evaluate(writeSettings, settings)).toBe(true);
  await caller.page.reload();
  return caller;
}

/** Kinds of the candidates in use, from this page's own statistics. */
const pathOf = (page: Page) =>
  page.evaluate(async () => {
    const live = globalThis.heardConnections.find((it) => it.connectionState === 'connected');
    const stats = [...((await live?.getStats())?.values() ?? [])];
    const chosen = stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
    const pair = stats.find(({ id }) => id === chosen);
    return stats.find(({ id }) => id === pair?.localCandidateId)?.candidateType;
  });

function withTurn(lifeS = 600): Partial<Settings> {
  const { username, password } = turn!.credentials(lifeS);
  return { turnServers: [{ url: turn!.url, userName: username, password }], hideAddress: true };
}

test.describe('with coturn', () => {
  test.skip(missing !== null, missing ?? '');

  test('who hides their address talks through it, and both are told', async ({ baseURL }) => {
    const anna = await open(baseURL!, 'Anna', withTurn(), speech());
    const ben = await open(baseURL!, 'Ben', {}, speech());
    const link = await startCall(anna.page);
    const startedMs = performance.now();
    await joinCall(ben.page, link);
    await expect(tile(ben.page, 'Anna')).toBeVisible();
    // On a busy machine the quality is worth more words than the way.
    const told = tile(anna.page, 'Ben').getByText(/Connected through a relay|(Fair|Poor) connection/);
    await expect(told).toBeVisible();
    console.log(`through TURN after ${(performance.now() - startedMs).toFixed(0)} ms, the page load included`);
    await expect.poll(async () => rmsDbfs(await ben.hear(1).catch(() => SILENCE))).toBeGreaterThan(-45);
    expect(await pathOf(anna.page)).toBe('relay');
  });

  test('lent credentials are fetched, used, and fetched again before they end', { tag: '@long' }, async ({
    baseURL,
  }) => {
    let lent = 0;
    const prepare = async (caller: Caller) => {
      await caller.page.context().route('**/turn-credentials', (route) => {
        lent++;
        return route.fulfill({ json: { ...turn!.credentials(30), ttl: 30, uris: [turn!.url] } });
      });
    };
    const anna = await open(baseURL!, 'Anna', { hideAddress: true });
    await prepare(anna);
    const settings = {
      ...DEFAULT_SETTINGS,
      selfName: 'Anna',
      hideAddress: true,
      turnCredentialsUrl: '/turn-credentials',
    };
    await anna.page.evaluate(writeSettings, settingsRecord(settings));
    await anna.page.reload();
    const ben = await open(baseURL!, 'Ben', {}, speech());
    await joinCall(ben.page, await startCall(anna.page));
    await expect(
      tile(anna.page, 'Ben')
        .getByText(/through a relay|Speaking/)
        .first(),
    ).toBeVisible();
    expect(await pathOf(anna.page)).toBe('relay');
    expect(lent).toBe(1);
    await expect.poll(() => lent, { timeout: 30_000 }).toBe(2); // four fifths of thirty seconds
    await expect.poll(async () => rmsDbfs(await anna.hear(1))).toBeGreaterThan(-45);
  });

  test('that refuses is named when no way was found', async ({ baseURL }) => {
    const wrong = { turnServers: [{ url: turn!.url, userName: 'nobody', password: 'wrong' }], hideAddress: true };
    const anna = await open(baseURL!, 'Anna', wrong);
    const ben = await open(baseURL!, 'Ben', {});
    await joinCall(ben.page, await startCall(anna.page));
    await expect(anna.page.getByText(/the TURN server did not help/).first()).toBeVisible({ timeout: 14_000 });
  });
});

test('who hides their address without TURN is told before anything is sent', async ({ baseURL }) => {
  const { page } = await open(baseURL!, 'Anna', { hideAddress: true });
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('heading', { name: /nothing to hide your address behind/ })).toBeVisible();
  expect(await page.evaluate(() => globalThis.heardConnections.length)).toBe(0);
});

/** Candidates that reach nowhere are what a network that drops UDP amounts to. */
async function openBlocked(baseURL: string): Promise<Caller> {
  const soundPath = soundFile('ben', SILENCE);
  const prepare: CallerOptions['prepare'] = (context) => context.addInitScript(blockPaths).then(() => undefined);
  const caller = await openCaller({ baseURL, soundPath, prepare });
  callers.push(caller);
  return caller;
}

test('where nothing gets through, who gives up is told from a network that blocks, within ten seconds', async ({
  baseURL,
}) => {
  const anna = await open(baseURL!, 'Anna', {});
  const ben = await openBlocked(baseURL!);
  const link = await startCall(anna.page);
  await joinCall(ben.page, link);
  await expect.poll(() => ben.log.join('\n')).toContain('call connecting');
  await button(ben.page, 'Leave').click();
  await expect(anna.page.getByText(/gave up before you were connected/).first()).toBeVisible();
  const tries = ben.log.length;
  await joinCall(ben.page, link);
  await expect.poll(() => ben.log.slice(tries).join('\n')).toContain('call connecting');
  const atMs = performance.now();
  await expect(ben.page.getByText(/blocks direct calls \(UDP\)/).first()).toBeVisible({ timeout: 12_000 });
  expect(performance.now() - atMs).toBeLessThan(10_000);
});

/** Runs in the page: takes every address away, in both directions. */
function blockPaths(): void {
  // The caller's own class stands before the browser's.
  const { prototype } = Object.getPrototypeOf(RTCPeerConnection) as typeof RTCPeerConnection;
  const without = (sdp: string) => sdp.replaceAll(/a=candidate:.*\r\n/g, '');
  const setRemote = prototype.setRemoteDescription as (init: RTCSessionDescriptionInit) => Promise<void>;
  const own = Object.getOwnPropertyDescriptor(prototype, 'localDescription')!.get!;
  Object.defineProperties(prototype, {
    addIceCandidate: { value: async () => undefined },
    setRemoteDescription: {
      value(this: RTCPeerConnection, init: RTCSessionDescriptionInit) {
        return setRemote.call(this, { ...init, sdp: without(init.sdp ?? '') });
      },
    },
    localDescription: {
      get() {
        const description = own.call(this) as RTCSessionDescription | null;
        return description && { type: description.type, sdp: without(description.sdp) };
      },
    },
    onicecandidate: { set: () => undefined, get: () => null },
  });
}
