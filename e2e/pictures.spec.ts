/** Two people compare the seven pictures: both see the same, and differing ones silence the call both ways. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { button, joinCall, startCall, tile } from './meet.ts';
import { playing, rememberVoices } from './playing.ts';
import { rmsDbfs, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string, name: string): Promise<Caller> {
  const caller = await openCaller({ soundPath: soundFile(name, speech()), baseURL, prepare: rememberVoices });
  callers.push(caller);
  return caller;
}

/** Anna and Ben, both speaking, both connected. */
async function talk(baseURL: string | undefined): Promise<{ anna: Caller; ben: Caller }> {
  const anna = await open(baseURL!, 'anna');
  const ben = await open(baseURL!, 'ben');
  await joinCall(ben.page, await startCall(anna.page, 'Anna'), 'Ben');
  await expect(compare(anna.page, 'Ben')).toBeVisible();
  await expect(compare(ben.page, 'Anna')).toBeVisible();
  return { anna, ben };
}

const compare = (page: Page, name: string) => tile(page, name).getByRole('button', { name: 'Compare pictures' });

async function picturesOf(page: Page, name: string): Promise<string[]> {
  await compare(page, name).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  return page.getByRole('list', { name: 'The seven pictures' }).getByRole('listitem').allInnerTexts();
}

test('both see the same seven pictures, and who compared them is marked', async ({ baseURL }) => {
  const { anna, ben } = await talk(baseURL);
  const seen = await picturesOf(anna.page, 'Ben');
  expect(seen).toHaveLength(7);
  expect(await picturesOf(ben.page, 'Anna')).toEqual(seen);
  await anna.page.getByRole('button', { name: 'They match' }).click();
  await expect(tile(anna.page, 'Ben')).toContainText('Pictures matched');
  await ben.page.getByRole('button', { name: 'Later' }).click();
  await expect(tile(ben.page, 'Anna')).not.toContainText('Pictures matched');
});

test('pictures that differ silence both ways until it is decided', async ({ baseURL }) => {
  const { anna, ben } = await talk(baseURL);
  const annaPlays = () => playing(anna.page);
  await expect.poll(annaPlays).toBe(1);
  await picturesOf(anna.page, 'Ben');
  await anna.page.getByRole('button', { name: 'They differ' }).click();
  await expect(anna.page.getByRole('alertdialog')).toBeVisible();
  expect(await annaPlays()).toBe(0);
  await expect.poll(async () => rmsDbfs(await ben.hear(0.5))).toBeLessThan(-60);
  await anna.page.getByRole('button', { name: 'Talk anyway' }).click();
  await expect(tile(anna.page, 'Ben')).toContainText('Pictures differ');
  await expect.poll(annaPlays).toBe(1);
  await expect.poll(async () => rmsDbfs(await ben.hear(1))).toBeGreaterThan(-45);
});

test('three people see the same seven pictures at once, until somebody leaves @long', async ({ baseURL }) => {
  const { anna, ben } = await talk(baseURL);
  const carl = await open(baseURL!, 'carl');
  await joinCall(carl.page, await anna.page.getByRole('textbox', { name: 'Invite link' }).inputValue(), 'Carl');
  for (const { page } of [anna, ben]) await expect(compare(page, 'Carl')).toBeVisible();
  await expect(compare(carl.page, 'Ben')).toBeVisible();
  await compare(anna.page, 'Carl').click();
  const seen = (page: Page) =>
    page.getByRole('list', { name: 'The seven pictures' }).getByRole('listitem').allInnerTexts();
  await expect.poll(() => seen(anna.page)).toHaveLength(7);
  await button(ben.page, 'Show the pictures').click();
  await compare(carl.page, 'Ben').click();
  for (const { page } of [ben, carl]) await expect.poll(() => seen(page)).toEqual(await seen(anna.page));
  await button(anna.page, 'They match').click();
  for (const name of ['Ben', 'Carl']) await expect(tile(anna.page, name)).toContainText('Pictures matched');
  await button(carl.page, 'They differ').click();
  await expect(carl.page.getByRole('alertdialog')).toContainText('Somebody may be between you.');
  expect(await playing(carl.page)).toBe(0);
  await button(carl.page, 'Leave the call').click();
  await expect(ben.page.getByRole('heading', { name: 'Somebody came or left' })).toBeVisible();
  await expect.poll(() => seen(ben.page)).toHaveLength(0);
  await button(ben.page, 'Close').click();
});
