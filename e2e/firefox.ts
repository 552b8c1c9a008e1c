/** A person with Firefox, driven over WebDriver BiDi. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type ElementHandle, launch, type Page } from 'puppeteer-core';

const NAMES = ['firefox-esr', 'firefox'];
const PLACES = [
  '/usr/lib/firefox-esr/firefox-esr',
  '/opt/firefox/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** No prompts, a tone as the microphone, real addresses, sound without a tap, and a sound card where there is none. */
const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  'media.navigator.permission.disabled': true,
  'media.navigator.streams.fake': true,
  'media.autoplay.default': 0,
  'media.cubeb.force_mock_context': true, // without one an AudioContext never starts
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * `$FIREFOX`, then the PATH, then well-known places.
 * @throws {Error} when `$FIREFOX` names something that cannot be run
 */
export function findFirefox(): string | null {
  const named = process.env.FIREFOX;
  if (named) {
    if (!isExecutable(named)) throw new Error(`FIREFOX names ${named}, which cannot be run`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  return (
    [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(isExecutable) ?? null
  );
}

/** Why a test is skipped where `findFirefox` found none. */
export const NO_FIREFOX =
  'no Firefox: not in $FIREFOX and not on the PATH (HUMR_INSTALL_TOOLS=1 installs Debian’s firefox-esr)';

export interface FirefoxCaller {
  readonly page: Page;
  /** Waits for what carries this role and name, in any shadow root: Firefox's own locators look into none. */
  find(role: FindRole, name: string): Promise<ElementHandle>;
  /** The same, if it is there at this moment. */
  findNow(role: FindRole, name: string): Promise<ElementHandle | null>;
  /** Replaces what stands in a field, as typing does. */
  fill(name: string, text: string): Promise<void>;
  /** What the page threw, for the message of a failing test. */
  readonly complaints: string[];
  /** Everything the page logged. */
  readonly log: string[];
  close(): Promise<void>;
}

export interface FirefoxOptions {
  readonly viewport?: { width: number; height: number };
  /** Beside those every test needs. */
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
}

/** A browser process of its own with one page, as `openCaller` does for Chromium; its microphone hums a tone. */
export async function openFirefox(path: string, options: FirefoxOptions = {}): Promise<FirefoxCaller> {
  const browser: Browser = await launch({
    browser: 'firefox',
    executablePath: path,
    headless: true,
    extraPrefsFirefox: { ...PREFERENCES, ...options.preferences },
    // Firefox's content sandbox does not start for root, whom containers run as.
    env: { ...process.env, MOZ_DISABLE_CONTENT_SANDBOX: '1' },
  });
  const page = await browser.newPage();
  await page.setViewport(options.viewport ?? { width: 1280, height: 800 });
  const complaints: string[] = [];
  const log: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error instanceof Error ? error.message : String(error)}`));
  page.on('console', (message) => log.push(message.text()));
  const find = async (role: FindRole, name: string) => {
    const found = await page.waitForFunction(findNamed, { polling: 100, timeout: PATIENCE_MS }, SELECTORS[role], name);
    return found as ElementHandle;
  };
  const findNow = async (role: FindRole, name: string) =>
    (await page.evaluateHandle(findNamed, SELECTORS[role], name)).asElement() as ElementHandle | null;
  const fill = async (name: string, text: string) => {
    const field = await find('textbox', name);
    await field.evaluate((element, value) => {
      (element as HTMLInputElement).value = value;
      for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }, text);
  };
  return { page, find, findNow, fill, complaints, log, close: () => browser.close() };
}

const PATIENCE_MS = 30_000;

/** What the app makes of each role. */
const SELECTORS = {
  button: 'button:not([role])',
  textbox: 'input[type=text], input:not([type]), textarea',
  switch: '[role=switch]',
  group: '[role=group]',
  heading: 'h1, h2',
} as const;

type FindRole = keyof typeof SELECTORS;

/** Runs in the page. @returns the first visible element of the selector with this name, or null */
function findNamed(selector: string, name: string): Element | null {
  const nameOf = (element: Element) => {
    const root = element.getRootNode() as ShadowRoot;
    const labelledBy = root.getElementById(element.getAttribute('aria-labelledby') ?? '');
    const label = labelledBy ?? ('labels' in element ? (element.labels as NodeListOf<Element>)[0] : null);
    const text = element.getAttribute('aria-label') ?? (label ?? element).textContent ?? '';
    return text
      .replaceAll(/[\u2068\u2069]/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  };
  const search = (root: ParentNode): Element | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector) && nameOf(element) === name && element.checkVisibility()) return element;
      const inside = element.shadowRoot && search(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  return search(document);
}
