/** Another language: chosen or the browser's, from right to left where it is written so. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { look, SIZES } from './look.ts';
import { soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

test('is shown at once, kept, and turns the page where it must', async ({ baseURL }) => {
  const soundPath = soundFile('anna', speech());
  const caller = await openCaller({ soundPath, baseURL: baseURL!, viewport: SIZES.phone });
  callers.push(caller);
  const { page } = caller;
  await page.goto('/');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await expect(page.getByRole('combobox', { name: 'Sprache' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('ar');
  await expect(page.getByRole('combobox', { name: 'اللغة' })).toBeVisible();
  await look(page, 'settings-arabic-phone-light');
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await look(page, 'home-arabic-phone-light');
  await page.getByRole('button', { name: 'التشخيص' }).click();
  await expect(page.getByRole('button', { name: 'بدء الفحص' })).toBeVisible();
  await look(page, 'doctor-arabic-phone-light');
  await page.getByRole('button', { name: 'إلى البداية' }).click();
  await page.getByRole('button', { name: 'الأشخاص' }).click();
  await page.getByRole('button', { name: 'مفتاحك ونسخته الاحتياطية' }).click();
  await expect(page.getByText('البصمة')).toBeVisible();
  await look(page, 'own-key-arabic-phone-light');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'بدء مكالمة' }).click();
  await expect(page.getByRole('button', { name: 'مغادرة' })).toBeVisible();
  await look(page, 'alone-arabic-phone-light');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  expect(caller.complaints).toEqual([]);
});

test('is there with the chosen colours in the very first picture, before the app is', async ({ baseURL }) => {
  const caller = await openCaller({ soundPath: null, baseURL: baseURL!, viewport: SIZES.phone, serviceWorker: false });
  callers.push(caller);
  const { page } = caller;
  await page.goto('/');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('combobox', { name: 'Appearance' }).selectOption('dark');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await expect(page.getByRole('combobox', { name: 'Sprache' })).toBeVisible();
  // The app never comes: what stands there is the first picture.
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(15, 23, 20)');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByText('A private call in a link.')).toBeHidden();
  const heading = page.getByRole('heading', { level: 1 });
  const words = await heading.evaluate((it) => getComputedStyle(it, '::before').content);
  expect(words).toContain('Gespräch');
  await page.screenshot({ path: 'build/screens/first-picture-german-phone-dark.png' });
});
