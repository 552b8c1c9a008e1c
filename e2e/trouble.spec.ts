/** What goes wrong is said in a plain sentence, with a way out. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { BrowserContext, Page } from 'playwright-core';
import { relayPlugin } from '../relay/plugin.ts';
import { type Caller, type CallerOptions, openCaller } from './caller.ts';
import { joinCall, leave, startCall } from './meet.ts';
import { serving } from './serving.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(options: Partial<CallerOptions> & { baseURL: string }): Promise<Caller> {
  const caller = await openCaller({ soundPath: soundFile('silence', SILENCE), ...options });
  callers.push(caller);
  return caller;
}

test('a cut link is called incomplete and leads home', async ({ baseURL }) => {
  const { page } = await open({ baseURL: baseURL! });
  await page.goto('/#AQQabcdef');
  await expect(page.getByRole('heading', { name: /incomplete/i })).toBeVisible();
  expect(page.url()).not.toContain('#');
  await page.getByRole('button', { name: 'Back to start' }).click();
  await expect(page.getByRole('button', { name: 'Start a call' })).toBeVisible();
});

test('without a microphone one can still listen', async ({ baseURL }) => {
  const { page } = await open({ baseURL: baseURL!, soundPath: null });
  await page.goto('/');
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('heading', { name: /microphone/i })).toBeVisible();
  await page.getByRole('button', { name: /listen/i }).click();
  await expect(page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
});

test('a refused microphone is called refused', async ({ baseURL }) => {
  const { page } = await open({ baseURL: baseURL!, allowMicrophone: false });
  await page.goto('/');
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('heading', { name: /microphone.*(blocked|allowed|refused)/i })).toBeVisible();
});

test('a microphone forbidden in the middle of a call is said, and comes back when allowed', { tag: '@long' }, async ({
  baseURL,
}) => {
  // Without the flag that answers every prompt with yes, or nothing could be taken back.
  const prepare = (context: BrowserContext) => context.grantPermissions(['microphone']);
  const soundPath = soundFile('speech', speech());
  const anna = await open({ baseURL: baseURL!, soundPath, allowMicrophone: false, prepare });
  const ben = await open({ baseURL: baseURL! });
  await joinCall(ben.page, await startCall(anna.page, 'Anna'), 'Ben');
  const annas = ben.page.getByRole('group', { name: 'Anna', exact: true });
  await expect(annas).toBeVisible({ timeout: 30_000 });
  await expect(annas.getByText('Muted')).toBeHidden();
  await forbidMicrophone(anna.page);
  await expect(anna.page.getByText(/microphone.*(blocked|allowed|refused)/i).first()).toBeVisible();
  await expect(annas.getByText('Muted')).toBeVisible();
  await anna.page.context().clearPermissions();
  await anna.page.context().grantPermissions(['microphone']);
  await expect(annas.getByText('Muted')).toBeHidden();
  for (const { page } of [anna, ben]) await leave(page);
});

/** What a person does in the browser's own settings. */
async function forbidMicrophone(page: Page): Promise<void> {
  const ofPage = await page.context().newCDPSession(page);
  const { browserContextId } = (await ofPage.send('Target.getTargetInfo')).targetInfo;
  await ofPage.detach();
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { origin } = new URL(page.url());
  const permission = { name: 'microphone' };
  await session.send('Browser.setPermission', {
    permission,
    setting: 'denied',
    origin,
    ...(browserContextId === undefined ? {} : { browserContextId }),
  });
  await session.detach();
}

test('a page without a relay says so within eight seconds and offers to try again', async () => {
  await servingCopy({ without: null, relay: false }, async (baseURL) => {
    const { page } = await open({ baseURL });
    await page.goto('/');
    await page.getByRole('button', { name: 'Start a call' }).click();
    await expect(page.getByRole('heading', { name: /relay/i })).toBeVisible({ timeout: 8_000 });
    await expect(page.getByRole('button', { name: /again/i })).toBeVisible();
  });
});

test('a voice worklet that cannot load leaves a call that is unprocessed and says so', async () => {
  await servingCopy({ without: /^(voice|track)-(?!weights).*\.js$/, relay: true }, async (baseURL) => {
    const anna = await open({ baseURL, soundPath: soundFile('anna', speech()) });
    const ben = await open({ baseURL });
    const link = await startCall(anna.page);
    await expect(anna.page.getByText(/unprocessed/i).first()).toBeVisible();
    await joinCall(ben.page, link);
    await expect.poll(async () => rmsDbfs(await ben.hear(1).catch(() => SILENCE))).toBeGreaterThan(-45);
  });
});

/** Serves the built app as a host would that lacks one of its files, or has no relay. */
async function servingCopy(
  { without, relay }: { without: RegExp | null; relay: boolean },
  run: (baseURL: string) => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'humr-'));
  cpSync(resolve(import.meta.dirname, '../dist'), join(root, 'dist'), { recursive: true });
  const assets = join(root, 'dist/assets');
  for (const name of readdirSync(assets)) if (without?.test(name)) rmSync(join(assets, name));
  try {
    await serving({ root, plugins: relay ? [relayPlugin()] : [] }, async (baseURL) => {
      try {
        await run(baseURL);
      } finally {
        for (const caller of callers.splice(0)) await caller.close();
      }
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test('a person who vanishes is missed within seconds', async ({ baseURL }) => {
  const anna = await open({ baseURL: baseURL! });
  const ben = await open({ baseURL: baseURL! });
  await joinCall(ben.page, await startCall(anna.page), 'Ben');
  const tile = anna.page.getByRole('group', { name: 'Ben' });
  await expect(tile).toBeVisible();
  await expect(tile.getByText(/reconnecting/i)).toBeHidden();
  callers.splice(callers.indexOf(ben), 1);
  await ben.close();
  await expect(tile.getByText(/reconnecting/i)).toBeVisible({ timeout: 6_000 });
});
