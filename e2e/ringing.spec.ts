/** Calling somebody one has met, without a link: it rings where they have the page open. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { button, joinCall, startCall, tile } from './meet.ts';
import { rmsDbfs, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string | undefined, name: string): Promise<Caller> {
  const caller = await openCaller({ soundPath: soundFile(name, speech()), baseURL: baseURL! });
  callers.push(caller);
  return caller;
}

/** Anna and Ben after a call by link, both at home again. */
async function acquainted(baseURL: string | undefined): Promise<{ anna: Caller; ben: Caller }> {
  const [anna, ben] = [await open(baseURL, 'anna'), await open(baseURL, 'ben')];
  await joinCall(ben.page, await startCall(anna.page, 'Anna'), 'Ben');
  await expect(tile(anna.page, 'Ben')).toContainText('New person');
  await expect(tile(ben.page, 'Anna')).toContainText('Verified');
  for (const { page } of [ben, anna]) {
    await button(page, 'Leave').click();
    await button(page, 'Back to start').click();
  }
  return { anna, ben };
}

async function ring(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'People' }).click();
  await button(page, new RegExp(`Call .*${name}`)).click();
}

const rung = (page: Page) => page.getByRole('alertdialog', { name: /calls you/ });

test('a contact rings, is taken, and both hear each other, still known and with no link', async ({ baseURL }) => {
  const { anna, ben } = await acquainted(baseURL);
  await ring(anna.page, 'Ben');
  await expect(anna.page.getByRole('dialog', { name: /Calling/ })).toBeVisible();
  await expect(rung(ben.page)).toContainText('Anna calls you.');
  await button(ben.page, 'Accept').click();
  await expect(tile(anna.page, 'Ben')).toContainText('Met before');
  await expect(tile(ben.page, 'Anna')).toContainText('Verified');
  await expect.poll(async () => rmsDbfs(await ben.hear(1))).toBeGreaterThan(-45);
  await expect(anna.page.getByRole('textbox', { name: 'Invite link' })).toHaveCount(0);
  // The secret of that call leads to the next one.
  await button(ben.page, 'Leave').click();
  await button(anna.page, 'Back to start').click();
  await ring(ben.page, 'Anna');
  await expect(rung(anna.page)).toContainText('Ben calls you.');
  await button(anna.page, 'Decline').click();
  await expect(ben.page.getByRole('dialog', { name: /declined/ })).toBeVisible();
});

test('whoever talks is busy, and finds the call missed', { tag: '@long' }, async ({ baseURL }) => {
  const { anna, ben } = await acquainted(baseURL);
  await button(ben.page, 'Start a call').click();
  await expect(ben.page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
  await ring(anna.page, 'Ben');
  await expect(anna.page.getByRole('dialog', { name: /in another call/ })).toBeVisible();
  await expect(rung(ben.page)).toHaveCount(0);
  await button(ben.page, 'Leave').click();
  await button(ben.page, 'Back to start').click();
  await expect(ben.page.getByRole('button', { name: /People.*1 missed/ })).toBeVisible();
});

test('a call that is given up is a missed one', { tag: '@long' }, async ({ baseURL }) => {
  const { anna, ben } = await acquainted(baseURL);
  await ring(anna.page, 'Ben');
  await expect(rung(ben.page)).toBeVisible();
  await button(anna.page, 'Cancel').click();
  await expect(rung(ben.page)).toBeHidden();
  await ben.page.getByRole('button', { name: 'People' }).click();
  await expect(ben.page.getByRole('list', { name: 'People' })).toContainText('Missed call');
});

test('another key at the other end of the ring is a wall', async ({ baseURL }) => {
  const { anna, ben } = await acquainted(baseURL);
  await ben.page.getByRole('button', { name: 'People' }).click();
  await button(ben.page, 'Your key and backup').click();
  await button(ben.page, 'Begin with a new key').click();
  const loaded = ben.page.waitForEvent('load');
  await button(ben.page, 'Begin with a new key now').click();
  await loaded;
  await anna.page.getByRole('button', { name: 'People' }).click();
  await button(anna.page, /Ben.*New, not verified|Ben.*Met before/).click();
  await button(anna.page, 'The numbers are the same').click();
  await expect(anna.page.getByRole('dialog')).toContainText('Verified by number on');
  await button(anna.page, /Call .*Ben/).click();
  await button(ben.page, 'Accept').click();
  await expect(anna.page.getByRole('alertdialog', { name: /This is not the key of/ })).toBeVisible();
});
