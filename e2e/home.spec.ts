/** The page before a call: one's own level, the link in the clipboard, a start without a network. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string | undefined): Promise<Caller> {
  const caller = await openCaller({ soundPath: soundFile('anna', speech()), baseURL: baseURL! });
  callers.push(caller);
  await caller.page.goto('/');
  return caller;
}

test('the microphone check shows a level that moves, and stops when asked', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  await page.getByRole('button', { name: 'Check microphone' }).click();
  const meter = page.getByRole('meter', { name: 'Level' });
  const seen = new Set<string | null>();
  await expect.poll(async () => seen.add(await meter.getAttribute('aria-valuenow')).size).toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Stop checking' }).click();
  await expect(page.getByRole('button', { name: 'Check microphone' })).toBeVisible();
});

test('the copied link is the one that is shown', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  await page.getByRole('button', { name: 'Start a call' }).click();
  const link = await page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
});

test('a name is remembered by the next visit', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  const name = page.getByRole('textbox', { name: 'Your name' });
  await name.fill('  Anna\u202e  Maria ');
  await name.blur();
  await expect(name).toHaveValue('Anna Maria');
  // Another tab knows it once it is stored; until then it is with this page alone.
  const other = await page.context().newPage();
  await other.goto('/');
  await expect(other.getByRole('textbox', { name: 'Your name' })).toHaveValue('Anna Maria');
  await page.reload();
  await expect(name).toHaveValue('Anna Maria');
});

test('the app opens without a network once it was there', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start a call' })).toBeVisible();
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('heading', { name: /relay/i })).toBeVisible();
});
