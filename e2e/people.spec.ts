/** People known by their keys: met, verified, recognised after a reload, and walls where a key is not the expected one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { film } from './camera.ts';
import { button, joinCall, leave, startCall, tile } from './meet.ts';
import { playing, rememberVoices } from './playing.ts';
import { rmsDbfs, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];
const folder = mkdtempSync(join(tmpdir(), 'humr-people-'));
/** What a person's camera sees; nothing until a test writes it. */
const filmOf = (name: string) => join(folder, `${name}.y4m`);

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(baseURL: string | undefined, name: string): Promise<Caller> {
  const soundPath = soundFile(name, speech());
  const caller = await openCaller({
    soundPath,
    baseURL: baseURL!,
    cameraPath: filmOf(name),
    prepare: rememberVoices,
  });
  callers.push(caller);
  return caller;
}

/** Bytes of sound that came over any connection of this page so far. */
const received = (page: Page) =>
  page.evaluate(async () => {
    const reports = await Promise.all(globalThis.heardConnections.map((it) => it.getStats()));
    return reports
      .flatMap((report) => [...report.values()])
      .reduce((sum, { type, bytesReceived }) => sum + (type === 'inbound-rtp' ? bytesReceived : 0), 0);
  });

/** A new call of the host, joined by the guest, both from a freshly loaded page. */
async function meet(host: Page, hostName: string, guest: Page, guestName: string): Promise<void> {
  await leave(host);
  const link = await startCall(host, hostName);
  await leave(guest);
  await joinCall(guest, link, guestName);
  await expect(host.getByRole('group').filter({ hasText: /Speaking|Connected|Held/ })).not.toHaveCount(0);
}

/** Anna verifies Ben by the pictures. */
async function verify(anna: Page): Promise<void> {
  await tile(anna, 'Ben').getByRole('button', { name: 'Compare pictures' }).click();
  await button(anna, 'They match').click();
  await expect(tile(anna, 'Ben')).toContainText('Verified');
}

test('whoever was verified is known again after a reload, and their page says how', async ({ baseURL }) => {
  const [anna, ben] = [await open(baseURL, 'anna'), await open(baseURL, 'ben')];
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await expect(tile(anna.page, 'Ben')).toContainText('New person');
  await expect(tile(ben.page, 'Anna')).toContainText('Verified'); // by the link
  await verify(anna.page);
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await expect(tile(anna.page, 'Ben')).toContainText('Verified');
  await expect.poll(() => playing(anna.page)).toBe(1);
  await tile(anna.page, 'Ben')
    .getByRole('button', { name: /About .*Ben/ })
    .click();
  const page = anna.page.getByRole('dialog');
  await expect(page).toContainText(/Verified by pictures on/);
  const groups = page.getByRole('list', { name: 'Safety number' }).getByRole('listitem');
  await expect(groups).toHaveCount(12);
  const digits = await groups.allInnerTexts();
  expect(digits.join('')).toMatch(/^\d{60}$/);
  await tile(ben.page, 'Anna')
    .getByRole('button', { name: /About .*Anna/ })
    .click();
  const others = ben.page.getByRole('dialog').getByRole('list', { name: 'Safety number' }).getByRole('listitem');
  await expect.poll(() => others.allInnerTexts()).toEqual(digits);
  // Ben holds his screen before Anna's camera.
  await film(ben.page.getByRole('img', { name: 'QR code of the safety number' }), filmOf('anna'));
  await button(anna.page, 'Scan their code').click();
  await expect(page).toContainText('The same number. Ben is verified.');
  await expect(page).toContainText(/Verified by QR code on/);
});

test('a verified person’s changed key holds sound both ways until it is accepted', async ({ baseURL }) => {
  const [anna, ben] = [await open(baseURL, 'anna'), await open(baseURL, 'ben')];
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await verify(anna.page);
  await replaceKey(ben.page);
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  const wall = anna.page.getByRole('alertdialog');
  await expect(wall).toContainText('This is not the key of Ben.');
  await expect(tile(ben.page, 'Anna')).toContainText('Checks who you are; no sound yet');
  expect(await playing(anna.page)).toBe(0);
  expect(await received(ben.page)).toBe(0);
  // The Escape key decides nothing.
  await anna.page.keyboard.press('Escape');
  await anna.page.keyboard.press('Escape');
  await expect(wall).toBeVisible();
  expect(await playing(anna.page)).toBe(0);
  await wall.getByRole('button', { name: 'Accept as their new key' }).click();
  await expect(wall).toBeHidden();
  await expect.poll(() => playing(anna.page)).toBe(1);
  await expect.poll(async () => rmsDbfs(await ben.hear(1))).toBeGreaterThan(-45);
  await expect(tile(anna.page, 'Ben')).toContainText('New key');
});

test('a changed key that is not accepted is let go, and the old one stays verified', { tag: '@long' }, async ({
  baseURL,
}) => {
  const [anna, ben] = [await open(baseURL, 'anna'), await open(baseURL, 'ben')];
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await verify(anna.page);
  await replaceKey(ben.page);
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  const wall = anna.page.getByRole('alertdialog');
  await expect(button(anna.page, 'Do not accept')).toBeFocused();
  await wall.getByRole('button', { name: 'Do not accept' }).click();
  await expect(tile(anna.page, 'Ben')).toHaveCount(0);
  await button(anna.page, 'Leave').click();
  await button(anna.page, 'Back to start').click();
  await anna.page.getByRole('button', { name: 'People' }).click();
  const list = anna.page.getByRole('list', { name: 'People' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('Verified by pictures on');
});

/** By the app's own ways: one that warns everybody who knew the old key, one that the old key announces, one that it ends with. */
async function replaceKey(page: Page, open = 'Begin with a new key', sure = 'Begin with a new key now'): Promise<void> {
  await leave(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'People' }).click();
  await button(page, 'Your key and backup').click();
  await button(page, open).click();
  const loaded = page.waitForEvent('load');
  await button(page, sure).click();
  await loaded;
}

test('a renewed key is a notice and no wall; one that was given up is trusted no more', { tag: '@long' }, async ({
  baseURL,
}) => {
  const [anna, ben] = [await open(baseURL, 'anna'), await open(baseURL, 'ben')];
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await verify(anna.page);
  await replaceKey(ben.page, 'Renew your key', 'Renew it now');
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await expect(tile(anna.page, 'Ben')).toContainText('New key');
  await expect(anna.page.getByRole('alertdialog')).toHaveCount(0);
  await expect.poll(() => playing(anna.page)).toBe(1);
  await replaceKey(ben.page, 'Give up your key', 'Give it up now');
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await expect(tile(anna.page, 'Ben')).toContainText('New person');
  await button(anna.page, 'Leave').click();
  await button(anna.page, 'Back to start').click();
  await anna.page.getByRole('button', { name: 'People' }).click();
  const list = anna.page.getByRole('list', { name: 'People' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).toContainText('This key was given up by its owner');
});

test('whoever did not send the link is not heard before that is decided', async ({ baseURL }) => {
  const [anna, ben, mallory] = [
    await open(baseURL, 'anna'),
    await open(baseURL, 'ben'),
    await open(baseURL, 'mallory'),
  ];
  const link = await startCall(anna.page);
  await button(anna.page, 'Leave').click();
  for (const [{ page }, name] of [
    [mallory, 'Anna'],
    [ben, 'Ben'],
  ] as const) {
    await joinCall(page, link, name);
  }
  const wall = ben.page.getByRole('alertdialog');
  await expect(wall).toContainText('This is not who sent the link.');
  await expect(button(ben.page, 'Leave the call')).toBeFocused();
  expect(await playing(ben.page)).toBe(0);
  expect(await received(mallory.page)).toBe(0);
  await wall.getByRole('button', { name: 'Leave the call' }).click();
  await expect(button(ben.page, 'Back to start')).toBeVisible();
});

test('a blocked person gets no answer', async ({ baseURL }) => {
  const [anna, ben] = [await open(baseURL, 'anna'), await open(baseURL, 'ben')];
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await tile(anna.page, 'Ben')
    .getByRole('button', { name: /About .*Ben/ })
    .click();
  await button(anna.page, 'Block').click();
  await button(anna.page, 'Block Ben').click();
  await expect(anna.page.getByRole('dialog')).toContainText('Blocked');
  await button(anna.page, 'Close').click();
  await leave(anna.page);
  const link = await startCall(anna.page);
  await leave(ben.page);
  await joinCall(ben.page, link);
  // Ben greets, Anna sees who it is and says nothing more.
  await expect.poll(() => ben.page.evaluate(() => globalThis.heardConnections.length)).toBeGreaterThan(0);
  await expect.poll(() => anna.page.evaluate(() => globalThis.heardConnections.length)).toBeGreaterThan(0);
  for (const { page } of [anna, ben]) {
    await expect
      .poll(() => page.evaluate(() => globalThis.heardConnections.some((it) => it.connectionState === 'connected')))
      .toBe(false);
  }
  await expect(tile(anna.page, 'Ben')).toHaveCount(0);
});

test('a backup brings key and people back after everything was erased', { tag: '@long' }, async ({ baseURL }) => {
  const [anna, ben] = [await open(baseURL, 'anna'), await open(baseURL, 'ben')];
  await meet(anna.page, 'Anna', ben.page, 'Ben');
  await verify(anna.page);
  const { page } = anna;
  await openKeyPage(page);
  const fingerprint = await page.getByText('Fingerprint').innerText();
  await page.getByLabel('Passphrase').first().fill('quiet lichen hums under 7 bridges');
  const download = page.waitForEvent('download');
  await button(page, 'Save backup').click();
  const path = await (await download).path();
  await expect(page.getByText('The backup is saved.')).toBeVisible();
  await button(page, 'Erase everything').click();
  await button(page, 'Erase it all now').click();
  await expect(page.getByRole('heading', { name: 'Everything is erased.' })).toBeVisible();
  await button(page, 'Start afresh').click();
  await openKeyPage(page);
  expect(await page.getByText('Fingerprint').innerText()).not.toBe(fingerprint);
  await page.getByLabel('Backup file').setInputFiles({
    name: 'humr.backup',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(path),
  });
  await page.getByLabel('Passphrase').last().fill('the wrong passphrase');
  await button(page, 'Open backup').click();
  await expect(page.getByText('The passphrase is wrong')).toBeVisible({ timeout: 30_000 });
  await page.getByLabel('Passphrase').last().fill('quiet lichen hums under 7 bridges');
  await button(page, 'Open backup').click();
  await button(page, 'Import it').click({ timeout: 30_000 });
  await button(page, 'Start afresh with it').click();
  await openKeyPage(page);
  expect(await page.getByText('Fingerprint').innerText()).toBe(fingerprint);
  await meet(page, 'Anna', ben.page, 'Ben');
  await expect(tile(page, 'Ben')).toContainText('Verified');
});

async function openKeyPage(page: Page): Promise<void> {
  await leave(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'People' }).click();
  await button(page, 'Your key and backup').click();
  await expect(page.getByText('Fingerprint')).toBeVisible();
}
