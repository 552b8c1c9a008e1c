/** Every screen at the sizes and in the schemes people use: no accessibility violation, nothing wider than the window. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { look, SIZES } from './look.ts';
import { SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function lookAtDialogs(page: Page, variant: string): Promise<void> {
  await page.getByRole('button', { name: 'Show QR code' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the invite link' })).toBeVisible();
  await look(page, `qr-${variant}`);
  await page.getByRole('button', { name: 'Hide QR code' }).click();
  await page.getByRole('button', { name: 'Compare pictures' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, `pictures-${variant}`);
  await page.getByRole('button', { name: 'They differ' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await look(page, `alarm-${variant}`);
  await page.getByRole('button', { name: 'Talk anyway' }).click();
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`home, join and call on a ${size}, ${colorScheme}`, async ({ baseURL }) => {
      const open = async (sound: string) => {
        const caller = await openCaller({ soundPath: sound, baseURL: baseURL!, viewport, colorScheme });
        callers.push(caller);
        return caller.page;
      };
      const anna = await open(soundFile('anna', speech()));
      const ben = await open(soundFile('silence', SILENCE));
      await anna.goto('/');
      await anna.getByRole('textbox', { name: 'Your name' }).fill('Anna');
      await look(anna, `home-${size}-${colorScheme}`);
      await anna.getByRole('button', { name: 'Start a call' }).click();
      const link = anna.getByRole('textbox', { name: 'Invite link' });
      await expect(link).toBeVisible();
      await look(anna, `alone-${size}-${colorScheme}`);
      await ben.goto(await link.inputValue());
      await expect(ben.getByRole('button', { name: 'Join' })).toBeVisible();
      await look(ben, `join-${size}-${colorScheme}`);
      await ben.getByRole('textbox', { name: 'Your name' }).fill('Ben');
      await ben.getByRole('button', { name: 'Join' }).click();
      await expect(ben.getByRole('group', { name: 'Anna' }).getByText('Speaking')).toBeVisible();
      await look(ben, `call-${size}-${colorScheme}`);
      // Dialogs look the same at any size: two of the four will do.
      if ((size === 'phone') === (colorScheme === 'light')) await lookAtDialogs(ben, `${size}-${colorScheme}`);
      await ben.getByRole('button', { name: 'Leave' }).click();
      await look(ben, `left-${size}-${colorScheme}`);
    });
  }
}

for (const [size, colorScheme] of [
  ['phone', 'light'],
  ['desktop', 'dark'],
] as const) {
  test(`hearing oneself on a ${size}, ${colorScheme}`, async ({ baseURL }) => {
    const soundPath = soundFile('anna', speech());
    const caller = await openCaller({ soundPath, baseURL: baseURL!, viewport: SIZES[size], colorScheme });
    callers.push(caller);
    const { page } = caller;
    await page.goto('/');
    await page.getByRole('button', { name: 'Hear yourself' }).click();
    await expect(page.getByText('Say a sentence')).toBeVisible();
    await look(page, `recording-${size}-${colorScheme}`);
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
    await look(page, `trial-${size}-${colorScheme}`);
  });
}

test('the whole journey works from the keyboard', async ({ baseURL }) => {
  const caller = await openCaller({ soundPath: soundFile('anna', speech()), baseURL: baseURL! });
  callers.push(caller);
  const { page } = caller;
  await page.goto('/');
  await pressOn(page, 'Start a call');
  await expect(page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
  await pressOn(page, 'Mute');
  await expect(page.getByRole('button', { name: 'Unmute' })).toBeVisible();
  await pressOn(page, 'Leave');
  await expect(page.getByRole('button', { name: 'Back to start' })).toBeVisible();
});

test('the whole journey works by touch', async ({ baseURL }) => {
  const soundPath = soundFile('anna', speech());
  const caller = await openCaller({ soundPath, baseURL: baseURL!, viewport: SIZES.phone, touch: true });
  callers.push(caller);
  const { page } = caller;
  await page.goto('/');
  await page.getByRole('button', { name: 'Settings', exact: true }).tap();
  await page.getByRole('button', { name: 'Close settings' }).tap();
  await page.getByRole('button', { name: 'Start a call' }).tap();
  await page.getByRole('button', { name: 'Mute', exact: true }).tap();
  await page.getByRole('button', { name: 'Unmute' }).tap();
  await expect(page.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Leave', exact: true }).tap();
  await expect(page.getByRole('button', { name: 'Back to start' })).toBeVisible();
});

/** Tabs until the control of that name has the focus, which must be visible, and presses Enter. */
async function pressOn(page: Page, name: string): Promise<void> {
  const control = page.getByRole('button', { name, exact: true });
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)) {
      const outline = await control.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, `focus on ${name} shows`).not.toBe('none');
      await page.keyboard.press('Enter');
      return;
    }
  }
  throw new Error(`${name} is not reached by Tab`);
}
