/** The pages of people, keys and walls at the sizes and in the schemes people use: accessible, and nothing too wide. */
import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { look, SIZES } from './look.ts';
import { button, joinCall, leave, startCall, tile } from './meet.ts';
import { SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string | undefined, name: string, sound: Float32Array): Promise<Page> {
  const caller = await openCaller({ soundPath: soundFile(name, sound), baseURL: baseURL! });
  callers.push(caller);
  return caller.page;
}

let looks = 0;

/** One page on a phone and a desktop, the one light and the other dark, by turns. @param at what is to be in sight */
async function lookAll(page: Page, name: string, at?: Locator): Promise<void> {
  looks++;
  for (const [index, [size, viewport]] of Object.entries(SIZES).entries()) {
    const colorScheme = (index + looks) % 2 === 0 ? 'light' : 'dark';
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await at?.scrollIntoViewIfNeeded();
    await look(page, `${name}-${size}-${colorScheme}`);
  }
}

async function meet(anna: Page, ben: Page): Promise<void> {
  await leave(anna);
  const link = await startCall(anna, 'Anna');
  await leave(ben);
  await joinCall(ben, link, 'Ben');
  await expect(tile(anna, 'Ben')).toBeVisible();
}

async function openKeyPage(page: Page): Promise<void> {
  await leave(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'People' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Your key and backup' }).click();
}

test('people, keys and walls', { tag: '@long' }, async ({ baseURL }) => {
  test.setTimeout(180_000);
  const [anna, ben] = [await open(baseURL, 'anna', speech()), await open(baseURL, 'silence', SILENCE)];
  await meet(anna, ben);
  await expect(tile(anna, 'Ben')).toContainText('New person');
  await lookAll(anna, 'new-person');
  await tile(anna, 'Ben').getByRole('button', { name: 'Compare pictures' }).click();
  await lookAll(anna, 'compare-pictures');
  await button(anna, 'They match').click();
  await expect(tile(anna, 'Ben')).toContainText('Verified');
  await lookAll(anna, 'verified');

  await openKeyPage(ben);
  await expect(ben.getByText('Fingerprint:')).toBeVisible();
  await lookAll(ben, 'own-key');
  await lookAll(ben, 'passkey-lock', ben.getByRole('heading', { name: 'Renew your key' }));
  await button(ben, 'Begin with a new key').click();
  const loaded = ben.waitForEvent('load');
  await button(ben, 'Begin with a new key now').click();
  await loaded;
  await meet(anna, ben);
  await expect(anna.getByRole('alertdialog')).toBeVisible();
  await lookAll(anna, 'changed-key');
  await button(anna, 'Accept as their new key').click();
  await button(anna, 'Leave').click();
  await button(anna, 'Back to start').click();

  await anna.getByRole('button', { name: 'People' }).click();
  await expect(anna.getByRole('list', { name: 'People' })).toBeVisible();
  await lookAll(anna, 'people');
  await anna
    .getByRole('list', { name: 'People' })
    .getByRole('button', { name: /Ben.*Met before/ })
    .click();
  await expect(anna.getByRole('img', { name: 'QR code of the safety number' })).toBeVisible();
  await lookAll(anna, 'safety-number');
  await lookAll(anna, 'safety-number-below', button(anna, 'Forget'));
  await button(anna, 'Back').click();
  await button(anna, 'Trail of trust').click();
  await expect(anna.getByRole('list', { name: 'Trail of trust' })).toBeVisible();
  await lookAll(anna, 'trail');
});
