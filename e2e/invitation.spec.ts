/** A link for one person, and one that ends with its maker's call: who comes too late is told which. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { Caller } from './caller.ts';
import { meet } from './meet.ts';

/** A refusal comes over a whole handshake, and is believed 1.5 s later. */
const REFUSED = { timeout: 30_000 };

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

/** Another person: a profile of their own in a browser that is open already. */
async function newcomer(page: Page, baseURL: string | undefined): Promise<Page> {
  const context = await page
    .context()
    .browser()!
    .newContext({ baseURL: baseURL!, permissions: ['microphone'] });
  return context.newPage();
}

test('who comes too late is told why, and the call goes on', async ({ baseURL }) => {
  const { anna, ben } = await meet(baseURL, callers);
  await anna.page.getByRole('button', { name: 'Show QR code' }).click();
  await anna.page.getByRole('combobox', { name: 'Works for' }).selectOption('For one person');
  await expect(anna.page.getByText('One person came in.')).toBeVisible();
  const link = await anna.page.getByRole('textbox', { name: 'Invite link' }).inputValue();

  const cleo = await newcomer(ben.page, baseURL);
  await cleo.goto(link);
  await cleo.getByRole('button', { name: 'Join' }).click();
  await expect(cleo.getByRole('heading', { name: 'This invitation was already used.' })).toBeVisible(REFUSED);

  await anna.page.getByRole('combobox', { name: 'Works for' }).selectOption('For anyone');
  await anna.page.getByRole('combobox', { name: 'Works until' }).selectOption('Until I leave');
  await anna.page.getByRole('button', { name: 'Hide QR code' }).click();
  await anna.page.getByRole('button', { name: 'Leave' }).click();
  await expect(ben.page.getByRole('group', { name: 'Anna' })).toHaveCount(0);
  const dora = await newcomer(ben.page, baseURL);
  await dora.goto(link);
  await dora.getByRole('button', { name: 'Join' }).click();
  await expect(dora.getByRole('heading', { name: 'This invitation has expired.' })).toBeVisible(REFUSED);
  await expect(ben.page.getByRole('button', { name: 'Leave' })).toBeVisible();
  await ben.page.getByRole('button', { name: 'Leave' }).click();
});
