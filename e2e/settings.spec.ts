/** The settings: in two tabs, in a running call, to a file and back. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { look, SIZES } from './look.ts';
import { soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string | undefined, options: Partial<Parameters<typeof openCaller>[0]> = {}) {
  const caller = await openCaller({ soundPath: soundFile('anna', speech()), baseURL: baseURL!, ...options });
  callers.push(caller);
  await caller.page.goto('/');
  return caller;
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`are in order on a ${size}, ${colorScheme}`, async ({ baseURL }) => {
      const { page } = await open(baseURL, { viewport, colorScheme });
      await openSettings(page);
      await look(page, `settings-${size}-${colorScheme}`);
      await page.getByRole('combobox', { name: 'When you are heard' }).selectOption('push-to-talk');
      await page.getByRole('button', { name: 'Load from a file…' }).scrollIntoViewIfNeeded();
      await look(page, `settings-end-${size}-${colorScheme}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
  }
}

test('reach another tab, and survive a reload', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  const other = await page.context().newPage();
  await other.goto('/');
  await openSettings(other);
  const loudness = other.getByRole('switch', { name: 'Even loudness' });
  await expect(loudness).toHaveAttribute('aria-checked', 'true');
  await openSettings(page);
  await page.getByRole('switch', { name: 'Even loudness' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Your name' }).fill('Anna');
  await expect(loudness).toHaveAttribute('aria-checked', 'false');
  await expect(other.getByRole('dialog').getByRole('textbox', { name: 'Your name' })).toHaveValue('Anna');
  await page.reload();
  await openSettings(page);
  await expect(page.getByRole('switch', { name: 'Even loudness' })).toHaveAttribute('aria-checked', 'false');
});

test('name the microphones there are, and a call changes to the chosen one', async ({ baseURL }) => {
  const { page, log } = await open(baseURL);
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  const opened = () => log.filter((line) => line.includes('microphone open')).length;
  const before = opened();
  await openSettings(page);
  const choice = page.getByRole('combobox', { name: 'Microphone' });
  await expect(choice.getByRole('option')).not.toHaveCount(1);
  const name = (await choice.getByRole('option').nth(1).textContent())!.trim();
  await choice.selectOption(name);
  await expect.poll(opened).toBeGreaterThan(before);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.goto('/');
  await openSettings(page);
  await expect(choice.locator('option:checked')).not.toHaveText('What your system uses');
});

test('move a running call to another shell within a second', async ({ baseURL }) => {
  const { page, log } = await open(baseURL);
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
  await openSettings(page);
  await expect(page.getByText('The voice runs through a worker.')).toBeVisible();
  await look(page, 'settings-call-desktop-light');
  await page.getByRole('combobox', { name: 'Where the voice is cleaned' }).selectOption('worklet');
  await expect(page.getByText('The voice runs through the audio graph.')).toBeVisible({ timeout: 1_000 });
  expect(log.join('\n')).toContain('microphone open · worklet');
  await expect(page.getByRole('meter', { name: 'Speech kept' })).toBeVisible();
});

test('go to a file and come back, and a wrong file changes nothing', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  await openSettings(page);
  await page.getByRole('switch', { name: 'Even loudness' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  const path = await (await downloading).path();
  const saved = JSON.parse(readFileSync(path, 'utf8'));
  expect(saved.processing.loudness).toBe(false);
  const load = (content: unknown) =>
    page
      .getByLabel('Load from a file…')
      .last()
      .setInputFiles({
        name: 'settings.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(content)),
      });
  await load({ ...saved, processing: { ...saved.processing, strength: 7 } });
  await expect(page.getByText('processing.strength: must be a number from 0 to 1')).toBeVisible();
  await page.getByRole('button', { name: 'All right' }).click();
  await page.getByRole('button', { name: 'Back to the defaults' }).click();
  await page.getByRole('button', { name: 'Yes, back to the defaults' }).click();
  await expect(page.getByRole('switch', { name: 'Even loudness' })).toHaveAttribute('aria-checked', 'true');
  await load(saved);
  await expect(page.getByText('processing.loudness')).toBeVisible();
  await page.getByRole('button', { name: 'Use these settings' }).click();
  await expect(page.getByRole('switch', { name: 'Even loudness' })).toHaveAttribute('aria-checked', 'false');
});
