/** Hearing oneself before a call, in the built page under its policy: recorded, rendered in a worker, measured, played. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { noisySpeech, RATE_HZ, soundFile } from './voices.ts';

const SNR_DB = 15;
/** As long as a take, so that every take holds the pause, wherever it begins. */
const LOOP_S = 4;

let caller: Caller | null = null;

test.afterEach(async () => {
  await caller?.close();
  caller = null;
});

async function openHome(baseURL: string | undefined): Promise<Caller> {
  const noisy = noisySpeech(SNR_DB).samples;
  const soundPath = soundFile('noisy-home', noisy.slice(-LOOP_S * RATE_HZ));
  caller = await openCaller({ soundPath, baseURL: baseURL! });
  await caller.page.goto('/');
  return caller;
}

test('the noise of the room is measured as gone, and either take is heard', async ({ baseURL }) => {
  const { page, complaints } = await openHome(baseURL);
  await page.getByRole('button', { name: 'Hear yourself' }).click();
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
  const verdict = page.getByText(/^The room is \d+ dB quieter\.$/);
  await expect(verdict).toBeVisible();
  const quieterDb = Number((await verdict.innerText()).match(/\d+/)?.[0]);
  expect(quieterDb).toBeGreaterThanOrEqual(10);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  const denoised = page.getByRole('switch', { name: 'Noise removed' });
  await expect(denoised).toHaveAttribute('aria-checked', 'true');
  await denoised.click();
  await expect(denoised).toHaveAttribute('aria-checked', 'false');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Hear yourself' })).toBeFocused();
  expect(complaints).toEqual([]);
});

test('a trial can be cancelled, and starting a call ends it', async ({ baseURL }) => {
  const { page, complaints } = await openHome(baseURL);
  const hear = page.getByRole('button', { name: 'Hear yourself' });
  await hear.click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(hear).toBeFocused();
  await hear.click();
  await expect(page.getByText('Say a sentence, then be quiet for a moment.')).toBeVisible();
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Back to start' }).click();
  await expect(hear).toBeVisible();
  expect(complaints).toEqual([]);
});
