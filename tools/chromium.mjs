/** Finds a Chromium for the tests, or obtains one; prints its path when run by itself. No dependencies. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { aptInstall } from './debian.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Arguments every test browser starts with: quiet, offline, no prompts. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | null} the path of an installed Chromium, or null */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!isExecutable(named)) throw new Error(`CHROMIUM names ${named}, which cannot be run`);
    return named;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) if (isExecutable(join(folder, name))) return join(folder, name);
  }
  return PLACES.find(isExecutable) ?? null;
}

async function findPlaywrightsOwn() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

function installFromDebian() {
  console.log('No Chromium found: installing Debian’s (apt-get install chromium) …');
  return aptInstall(['chromium']);
}

/** @returns {Promise<string>} the path of a Chromium; installs one where there is none */
export async function obtainChromium() {
  const found = findChromium() ?? (await findPlaywrightsOwn());
  if (found) return found;
  if (installFromDebian()) {
    const installed = findChromium();
    if (installed) return installed;
  }
  console.log('Asking Playwright for its own Chromium …');
  const cli = new URL('../node_modules/playwright-core/cli.js', import.meta.url);
  execFileSync(process.execPath, [cli.pathname, 'install', 'chromium'], { stdio: 'inherit' });
  const own = await findPlaywrightsOwn();
  if (own) return own;
  throw new Error('No Chromium: install one and name it in the environment variable CHROMIUM');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(await obtainChromium());
