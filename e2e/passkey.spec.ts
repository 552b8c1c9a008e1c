/** One's own key behind a passkey: put there, opened once per page, refused, and brought back by the backup. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { CDPSession, Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { button } from './meet.ts';
import { SILENCE, soundFile } from './voices.ts';

const PASSPHRASE = 'quiet lichen hums under 7 bridges';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

/** A phone's own passkeys, without the phone. */
async function addAuthenticator(cdp: CDPSession): Promise<string> {
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasPrf: true } as const;
  const abilities = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, ...abilities, automaticPresenceSimulation: true },
  });
  return authenticatorId;
}

async function openKeyPage(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'People' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Your key and backup' }).click();
  return page.getByText('Fingerprint').innerText();
}

async function saveBackup(page: Page): Promise<Buffer> {
  await page.getByLabel('Passphrase').first().fill(PASSPHRASE);
  const download = page.waitForEvent('download');
  await button(page, 'Save backup').click();
  return readFileSync(await (await download).path());
}

test('a key behind a passkey stays the same, opens with it only, and comes back by the backup', {
  tag: '@long',
}, async ({ baseURL }) => {
  // Passkeys belong to names, not to addresses.
  const { port } = new URL(baseURL!);
  const caller = await openCaller({ soundPath: soundFile('silence', SILENCE), baseURL: `http://localhost:${port}/` });
  callers.push(caller);
  const { page } = caller;
  const cdp = await page.context().newCDPSession(page);
  const authenticatorId = await addAuthenticator(cdp);
  await page.goto('/');
  const fingerprint = await openKeyPage(page);
  await expect(button(page, 'Lock with a passkey')).toBeDisabled();
  const backup = await saveBackup(page);
  await button(page, 'Lock with a passkey').click();
  await expect(button(page, 'Remove the lock')).toBeVisible();

  await page.reload();
  await expect(page.getByText('Your key is locked.')).toBeVisible();
  // The tap that starts a call asks for it.
  await button(page, 'Start a call').click();
  await expect(page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
  await button(page, 'Leave').click();
  await button(page, 'Back to start').click();
  expect(await openKeyPage(page)).toBe(fingerprint);
  await expect(page.getByText('Your key is kept here.')).toBeVisible();

  // The passkey is lost: the key stays what it is, shut, until the backup is there.
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
  await page.goto('/');
  await expect(page.getByText('Your key is locked.')).toBeVisible();
  await button(page, 'Start a call').click();
  expect(await openKeyPage(page)).toBe(fingerprint);
  await expect(page.getByText('The passkey was not given.')).toBeVisible();
  const file = { name: 'humr.backup', mimeType: 'application/octet-stream', buffer: backup };
  await page.getByLabel('Backup file').setInputFiles(file);
  await page.getByLabel('Passphrase').last().fill(PASSPHRASE);
  await button(page, 'Open backup').click();
  await button(page, 'Import it').click();
  const loaded = page.waitForEvent('load');
  await button(page, 'Start afresh with it').click();
  await loaded;
  expect(await openKeyPage(page)).toBe(fingerprint);
  await expect(page.getByText('Your key is kept here.')).toBeVisible();
});
