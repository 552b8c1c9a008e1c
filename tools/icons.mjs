/** Draws the PNG icons from their SVGs, with the Chromium of the tests: run `node tools/icons.mjs` after a change. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, obtainChromium } from './chromium.mjs';

const ICONS = [
  { from: 'icon.svg', to: 'icon-192.png', px: 192 },
  { from: 'icon.svg', to: 'icon-512.png', px: 512 },
  { from: 'maskable.svg', to: 'maskable-512.png', px: 512 },
  { from: 'maskable.svg', to: 'apple-touch-icon.png', px: 180 }, // iOS rounds the corners itself
];

const pathOf = (name) => fileURLToPath(new URL(`../public/icons/${name}`, import.meta.url));

const browser = await chromium.launch({ executablePath: await obtainChromium(), args: CHROMIUM_ARGS });
const page = await browser.newPage();
for (const { from, to, px } of ICONS) {
  await page.setViewportSize({ width: px, height: px });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${readFileSync(pathOf(from), 'utf8')}`);
  await page.screenshot({ path: pathOf(to), omitBackground: true });
}
await browser.close();
