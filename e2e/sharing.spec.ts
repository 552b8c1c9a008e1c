/** A screen shown from one browser to another: what moves there moves here, and can be read. */
import { expect, test } from '@playwright/test';
import type { BrowserContext, Page } from 'playwright-core';
import type { Caller } from './caller.ts';
import { look, SIZES } from './look.ts';
import { meet } from './meet.ts';

const TITLE = 'Pattern to be shown';
const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

/** Without the stand-in for prompts, which would show a stand-in for the screen. */
const sharer = {
  chromiumArgs: [`--auto-select-tab-capture-source-by-title=${TITLE}`],
  allowMicrophone: false,
  prepare: (context: BrowserContext) => context.grantPermissions(['microphone', 'clipboard-read', 'clipboard-write']),
};

/** A page with small text that stays and a bar that moves, and a hum. */
async function openPattern(caller: Caller): Promise<Page> {
  const page = await caller.page.context().newPage();
  await page.setContent(`<title>${TITLE}</title><body style="margin:0;background:#fff;color:#111;font:16px sans-serif">
    <canvas width="1280" height="100" style="display:block"></canvas>
    <p id="text" style="margin:20px;width:600px">${'Whoever reads this at the other side sees sixteen-pixel letters. '.repeat(6)}</p>`);
  await page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    const draw = (nowMs: number) => {
      context?.clearRect(0, 0, 1280, 100);
      context?.fillRect((nowMs / 2) % 1280, 0, 60, 100);
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
    const audio = new AudioContext();
    const hum = new OscillatorNode(audio, { frequency: 440 });
    hum.connect(new GainNode(audio, { gain: 0.2 })).connect(audio.destination);
    hum.start();
  });
  return page;
}

/** Runs in the page: pictures that arrived in so long, by the video element itself. */
async function framesIn(durationMs: number): Promise<number> {
  const video = document
    .querySelector('humr-app')
    ?.shadowRoot?.querySelector('humr-call')
    ?.shadowRoot?.querySelector('humr-stage')
    ?.shadowRoot?.querySelector('humr-picture')
    ?.shadowRoot?.querySelector('video');
  if (!video) throw new Error('no picture');
  const before = video.getVideoPlaybackQuality().totalVideoFrames;
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  return video.getVideoPlaybackQuality().totalVideoFrames - before;
}

/** Runs in the page: likeness of a part of the picture to a screenshot of its source, −1..1. */
async function likenessOf({ png, top, height }: { png: string; top: number; height: number }): Promise<number> {
  const video = document
    .querySelector('humr-app')
    ?.shadowRoot?.querySelector('humr-call')
    ?.shadowRoot?.querySelector('humr-stage')
    ?.shadowRoot?.querySelector('humr-picture')
    ?.shadowRoot?.querySelector('video');
  if (!video) throw new Error('no picture');
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const source = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const grey = (image: CanvasImageSource) => {
    const context = new OffscreenCanvas(source.width, source.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0, source.width, source.height);
    const { data } = context.getImageData(20, top, 600, height);
    return Float32Array.from({ length: data.length / 4 }, (_, at) => data[4 * at + 1] ?? 0);
  };
  const [a, b] = [grey(source), grey(video)];
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [(a[at] ?? 0) - meanA, (b[at] ?? 0) - meanB];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return product / Math.sqrt(squareA * squareB);
}

test('a shown page moves and can be read, with its sound, until one tap ends it', async ({ baseURL }) => {
  const { anna, ben } = await meet(baseURL, callers, { anna: sharer });
  const pattern = await openPattern(anna);
  const png = (await pattern.screenshot()).toString('base64');
  await anna.page.bringToFront();
  await anna.page.getByRole('button', { name: 'Share screen' }).click();
  await expect(anna.page.getByRole('button', { name: 'Stop sharing' })).toBeVisible();
  await expect(ben.page.getByRole('region', { name: /Screen of/ })).toBeVisible();
  await expect.poll(() => ben.page.evaluate(framesIn, 500)).toBeGreaterThan(0);
  const framesPerS = (await ben.page.evaluate(framesIn, 5_000)) / 5;
  let likeness = 0;
  await expect
    .poll(async () => {
      likeness = await ben.page.evaluate(likenessOf, { png, top: 120, height: 100 });
      return likeness;
    })
    .toBeGreaterThan(0.9);
  console.log(`${framesPerS.toFixed(1)} pictures a second, text at ${likeness.toFixed(3)}`);
  expect(framesPerS).toBeGreaterThanOrEqual(10);
  await expect(ben.page.getByRole('slider', { name: 'Volume of this sound' })).toBeVisible();
  await look(ben.page, 'screen-desktop-light');
  await look(anna.page, 'sharing-desktop-light');
  await anna.page.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(ben.page.getByRole('region', { name: /Screen of/ })).toBeHidden();
  await expect(anna.page.getByRole('button', { name: 'Share screen' })).toBeVisible();
});

test('a closed source is gone on both sides', async ({ baseURL }) => {
  const { anna, ben } = await meet(baseURL, callers, {
    anna: sharer,
    ben: { viewport: SIZES.phone, colorScheme: 'dark' },
  });
  const pattern = await openPattern(anna);
  await anna.page.bringToFront();
  await anna.page.getByRole('button', { name: 'Share screen' }).click();
  await expect(ben.page.getByRole('region', { name: /Screen of/ })).toBeVisible();
  await expect.poll(() => ben.page.evaluate(framesIn, 500)).toBeGreaterThan(0);
  await look(ben.page, 'screen-phone-dark');
  await pattern.close();
  await expect(anna.page.getByRole('button', { name: 'Share screen' })).toBeVisible({ timeout: 2_000 });
  await expect(ben.page.getByRole('region', { name: /Screen of/ })).toBeHidden({ timeout: 2_000 });
});

test('a camera is off until it is wanted, and shows in the tile', async ({ baseURL }) => {
  const { anna, ben } = await meet(baseURL, callers);
  const picture = ben.page.getByRole('group', { name: 'Anna' }).getByLabel('Camera of');
  await expect(picture).toBeHidden();
  await anna.page.getByRole('button', { name: 'Camera on' }).click();
  await expect(picture).toBeVisible();
  await expect(anna.page.getByLabel('Your camera')).toBeVisible();
  await look(ben.page, 'camera-desktop-light');
  await anna.page.getByRole('button', { name: 'Camera off' }).click();
  await expect(picture).toBeHidden();
});
