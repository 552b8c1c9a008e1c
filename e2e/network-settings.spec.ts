/** Relays and TURN servers in the settings: what is wrong is said when it is typed, and what is kept is used. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { SILENCE, soundFile } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

test('an address is checked at once, and a relay that was added is the one that is used', async ({ baseURL }) => {
  const anna = await openCaller({ baseURL: baseURL!, soundPath: soundFile('silence', SILENCE) });
  callers.push(anna);
  const { page } = anna;
  await page.goto('/');
  await page.getByRole('button', { name: 'Settings' }).click();
  const field = page.getByRole('textbox', { name: 'Address of a relay' });
  const add = page.getByRole('button', { name: 'Add relay' });
  for (const [typed, said] of [
    ['relay', /looks like wss:/],
    ['https://relay.example', /begins with wss:/],
    ['ws://relay.example', /this device only/],
    ['wss://me:pw@relay.example', /fields of their own/],
    ['wss://192.0.2.1', /relay’s name/],
  ] as const) {
    await field.fill(typed);
    await add.click();
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible();
  }
  const own = `${baseURL!.replace('http:', 'ws:')}mqtt`;
  await field.fill(own);
  await add.click();
  await expect(page.getByText(own)).toBeVisible();
  await field.fill('ws://127.0.0.1:9/');
  await add.click();
  await page.getByRole('button', { name: 'Move ws://127.0.0.1:9/ up' }).click();
  await expect(page.getByRole('button', { name: 'Move ws://127.0.0.1:9/ up' })).toBeDisabled();
  await page.reload();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: `Remove ${own}` }).click();
  await page.getByRole('button', { name: 'Close settings' }).click();
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page.getByRole('heading', { name: /relay cannot be reached/ })).toBeVisible(); // only the dead one is left
});
