/** Text and files between two browsers. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { Caller } from './caller.ts';
import { look, SIZES } from './look.ts';
import { meet } from './meet.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

const open = (page: Page) => page.getByRole('button', { name: /^Chat/ }).click();

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Write a message' })).toHaveValue('');
}

test('text is text, and links show where they lead', async ({ baseURL }) => {
  const { anna, ben } = await meet(baseURL, callers, { both: { viewport: SIZES.phone } });
  await open(anna.page);
  await write(anna.page, '<img src=x onerror=alert(1)> javascript:alert(1) https://a.example/notes.');
  await expect(ben.page.getByRole('button', { name: 'Chat, 1 unread' })).toBeVisible();
  await look(ben.page, 'unread-phone-light');
  await open(ben.page);
  const log = ben.page.getByRole('log');
  await expect(log.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  const links = log.getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://a.example/notes');
  await expect(links).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(log.getByText('(a.example)')).toBeVisible();
  await write(ben.page, 'Thank you!');
  await expect(anna.page.getByRole('log').getByText('Thank you!')).toBeVisible();
  await look(ben.page, 'chat-phone-light');
  await ben.page.keyboard.press('Escape');
  await expect(log).toBeHidden();
  await expect(ben.page.getByRole('button', { name: 'Chat', exact: true })).toBeFocused();
});

test('a file arrives whole, and moves with the voice undisturbed', async ({ baseURL }) => {
  const { anna, ben } = await meet(baseURL, callers, { both: { colorScheme: 'dark' } });
  const content = randomBytes(8_000_000);
  await open(anna.page);
  await open(ben.page);
  await anna.page.getByLabel('Send a file').last().setInputFiles({
    name: 'a\u202egpj.exe',
    mimeType: 'image/jpeg',
    buffer: content,
  });
  await expect(anna.page.getByText('Waiting for an answer')).toBeVisible();
  await expect(ben.page.getByText('Wants to send you this')).toBeVisible();
  await ben.page.getByRole('button', { name: 'Accept' }).click();
  await ben.page.getByRole('button', { name: 'Pause' }).click();
  await expect(ben.page.getByText('Paused')).toBeVisible();
  await look(ben.page, 'file-desktop-dark');
  await ben.page.getByRole('button', { name: 'Go on' }).click();
  await expect(ben.page.getByText('Arrived whole and checked')).toBeVisible({ timeout: 30_000 });
  await expect(anna.page.getByText('Arrived whole', { exact: false })).toBeVisible();
  const downloading = ben.page.waitForEvent('download');
  await ben.page.getByRole('button', { name: 'Save' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('a_gpj.exe');
  const saved = readFileSync(await download.path());
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(sha256(saved)).toBe(sha256(content));
  expect([...anna.complaints, ...ben.complaints]).toEqual([]);
});

test('a declined file does not move', async ({ baseURL }) => {
  const { anna, ben } = await meet(baseURL, callers);
  await open(anna.page);
  await open(ben.page);
  await anna.page
    .getByLabel('Send a file')
    .last()
    .setInputFiles({
      name: 'x.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    });
  await ben.page.getByRole('button', { name: 'Decline' }).click();
  await expect(anna.page.getByText('Not accepted')).toBeVisible();
});
