/** The screens beside the call, for real: doctor, demo, report, earlier calls, one's own data. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, type CallerOptions, openCaller } from './caller.ts';
import { button, joinCall, startCall } from './meet.ts';
import { SILENCE, soundFile, speech } from './voices.ts';

const PICTURES = resolve(import.meta.dirname, '../build/screens');
const PHONE_DARK = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string | undefined, options: Partial<CallerOptions> = {}): Promise<Caller> {
  const caller = await openCaller({ soundPath: soundFile('anna', speech()), baseURL: baseURL!, ...options });
  callers.push(caller);
  await caller.page.goto('/');
  return caller;
}

async function look(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, 'wider than the window').toBeLessThanOrEqual(0);
}

for (const [variant, options] of [
  ['phone-dark', PHONE_DARK],
  ['desktop-light', {}],
] as const) {
  test(`the doctor tries everything for real, ${variant}`, async ({ baseURL }) => {
    const { page, complaints } = await open(baseURL, options);
    await button(page, 'Doctor').click();
    await expect(page.getByRole('heading', { name: 'Doctor' })).toBeVisible();
    await look(page, `doctor-ready-${variant}`);
    const startMs = Date.now();
    await button(page, 'Start the check-up').click();
    await expect(page.getByRole('progressbar', { name: 'Progress of the check-up' })).toBeVisible();
    await expect(button(page, 'Check again')).toBeVisible({ timeout: 20_000 });
    const took = (Date.now() - startMs) / 1000;
    const results = await page.getByRole('list', { name: 'Results' }).innerText();
    console.log(`doctor: ${took.toFixed(1)} s\n${results}`);
    expect(took).toBeLessThan(15);
    for (const said of ['It hears you well', 'It answers quickly', 'None is heard', 'Your key is whole and signs']) {
      expect(results).toContain(said);
    }
    await look(page, `doctor-done-${variant}`);
    await button(page, 'Copy result').click();
    await expect(button(page, 'Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Humr doctor, .* of 100\nmicrophone/);
    expect(complaints).toEqual([]);
  });
}

test('the doctor names a microphone that is not allowed, and can be stopped', async ({ baseURL }) => {
  const { page } = await open(baseURL, { allowMicrophone: false, soundPath: null });
  await button(page, 'Doctor').click();
  await button(page, 'Start the check-up').click();
  await expect(page.getByText(/No microphone found|The microphone is not allowed/)).toBeVisible();
  await button(page, 'Stop').click();
  await expect(page.getByText('Stopped.')).toBeVisible();
});

test('the doctor names a relay that cannot be reached', async ({ baseURL }) => {
  const { page } = await open(baseURL, {
    prepare: async (context) => {
      await context.routeWebSocket(/mqtt/, (socket) => socket.close());
    },
  });
  await button(page, 'Doctor').click();
  await button(page, 'Start the check-up').click();
  await expect(page.getByText('It cannot be reached')).toBeVisible();
});

test('the demo plays a noisy voice through a call, before and after', async ({ baseURL }) => {
  const { page, complaints } = await open(baseURL, PHONE_DARK);
  await button(page, 'Demo').click();
  await expect(page.getByRole('heading', { name: 'A call with yourself' })).toBeVisible();
  await look(page, 'demo-ready-phone-dark');
  await button(page, 'Play the noisy voice').click();
  const denoised = page.getByRole('switch', { name: 'Noise suppression' });
  await expect(denoised).toHaveAttribute('aria-checked', 'true');
  const level = page.getByRole('meter', { name: 'Level' });
  const seen = new Set<string>();
  await expect
    .poll(async () => seen.add(await level.evaluate((it) => String((it as HTMLMeterElement).value))).size)
    .toBeGreaterThan(4);
  await expect.poll(() => brightColumns(page)).toBeGreaterThan(50);
  await expect(page.getByText(/You hear the voice as Humr sends it/)).toBeVisible();
  // Noise fills every moment of the picture; without it the pauses are empty.
  await denoised.click();
  await expect(page.getByText(/You hear the voice as the microphone does/)).toBeVisible();
  await expect.poll(() => brightColumns(page), { timeout: 30_000 }).toBeGreaterThan(340);
  await look(page, 'demo-before-phone-dark');
  await denoised.click();
  await expect(page.getByText(/it is \d+ dB quieter/)).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => brightColumns(page), { timeout: 30_000 }).toBeLessThan(300);
  console.log(await page.getByText(/it is \d+ dB quieter/).innerText());
  await look(page, 'demo-after-phone-dark');
  await button(page, 'Stop').click();
  await expect(button(page, 'Play the noisy voice')).toBeVisible();
  // The test alone reads the canvas back.
  expect(complaints.filter((it) => !it.includes('willReadFrequently'))).toEqual([]);
});

/** How many columns of the spectrogram show anything. */
function brightColumns(page: Page): Promise<number> {
  return page.getByRole('img', { name: /Spectrogram/ }).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const bright = new Set<number>();
    for (let n = 3; n < data.length; n += 4) if (data[n]! > 30) bright.add(((n - 3) / 4) % canvas.width);
    return bright.size;
  });
}

test('a call has figures, a report, a place among earlier calls; all of it can be erased', async ({ baseURL }) => {
  const anna = await open(baseURL);
  const ben = await openCaller({ soundPath: soundFile('silence', SILENCE), baseURL: baseURL!, ...PHONE_DARK });
  callers.push(ben);
  await joinCall(ben.page, await startCall(anna.page, 'Anna'), 'Ben');
  await button(ben.page, 'Show figures').click();
  const plot = ben.page.getByRole('img', { name: /^Network:/ }).locator('canvas');
  await expect(plot).toBeVisible();
  expect((await plot.boundingBox())!.width).toBeGreaterThan(200);
  // Ben has heard how Anna hears him after five seconds and a bit.
  await expect.poll(() => points(ben.page), { timeout: 30_000 }).toBeGreaterThan(8);
  await look(ben.page, 'figures-phone-dark');
  await button(ben.page, 'Leave').click();
  await expect(ben.page.getByText(/This call was (excellent|good|fair|poor)/)).toBeVisible();
  await expect(ben.page.getByText(/They heard you: .* lost/)).toBeVisible();
  await button(ben.page, 'Show figures').click();
  await expect(plot).toBeVisible();
  await look(ben.page, 'report-phone-dark');
  await button(ben.page, 'Back to start').click();
  await button(ben.page, 'Earlier calls').click();
  await expect(ben.page.getByRole('list', { name: 'Reports' })).toContainText('With Anna');
  await ben.page.getByText('With').click();
  await look(ben.page, 'history-phone-dark');
  await button(ben.page, 'Back to start').click();
  await button(ben.page, 'Your data').click();
  await expect(ben.page.getByText('Reports of calls')).toBeVisible();
  await look(ben.page, 'data-phone-dark');
  await button(ben.page, 'Your key and backup').click();
  await expect(ben.page.getByRole('textbox', { name: 'Passphrase' }).first()).toBeVisible();
  await ben.page.keyboard.press('Escape');
  const download = ben.page.waitForEvent('download');
  await button(ben.page, 'Save the log').click();
  const text = await (await download).createReadStream().then(async (stream) => {
    let all = '';
    for await (const chunk of stream) all += chunk;
    return all;
  });
  expect(text).toMatch(/call begun/);
  expect(text).not.toMatch(/\bAnna\b|\bBen\b|127\.0\.0\.1/);
  await button(ben.page, 'Erase everything').click();
  await button(ben.page, 'Erase for good').click();
  await expect(ben.page.getByText('Erased.')).toBeVisible();
  expect([...anna.complaints, ...ben.complaints]).toEqual([]);
});

/** Moments the graph shows. */
function points(page: Page): Promise<number> {
  return page.locator('humr-graph').evaluate((element) => (element as unknown as { points: unknown[] }).points.length);
}
