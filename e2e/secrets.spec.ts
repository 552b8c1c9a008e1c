/** What a call leaves behind: neither the secret of its link nor a private key, in any place a page or a thief can read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { decodeInvite } from '../src/trust/link.ts';
import { button, joinCall, startHere } from './meet.ts';
import { type MortalBrowser, openMortalBrowser } from './mortal-browser.ts';
import { filesWith, filesWithAny } from './profile-damage.ts';
import { soundFile, speech } from './voices.ts';

declare global {
  var privateKeys: string[];
}

/**
 * Chromium's own memory of addresses that were opened: its history, and the tabs it would restore after a crash. It writes
 * them when the navigation commits, before any script of the page runs, so no page can keep an opened link out of them;
 * whoever clears the browser's history clears them. They may hold the text of the link, of whoever opened it, and nothing
 * else: no bytes of the secret, no private key, and not the link of whoever made it.
 */
const MEMORY_OF_ADDRESSES = /^Default\/(History(-journal)?|Sessions\/(Session|Tabs)_\d+)$/;

interface Person extends MortalBrowser {
  readonly profile: string;
  readonly log: string[];
}

const people: Person[] = [];

test.afterEach(async () => {
  for (const { kill, profile } of people.splice(0)) {
    await kill();
    rmSync(profile, { recursive: true, force: true });
  }
});

async function open(baseURL: string, name: string): Promise<Person> {
  const profile = mkdtempSync(join(tmpdir(), 'humr-secrets-'));
  const browser = await openMortalBrowser(profile, [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${soundFile(name, speech())}`,
  ]);
  const log: string[] = [];
  browser.page.on('console', (message) => log.push(message.text()));
  await browser.page.addInitScript(copyPrivateKeys);
  await browser.page.goto(baseURL);
  const person = { ...browser, profile, log };
  people.push(person);
  return person;
}

/** Runs in the page: what the app itself never does, it keeps the bytes of every private key that is made. */
function copyPrivateKeys(): void {
  globalThis.privateKeys = [];
  const generateKey = crypto.subtle.generateKey.bind(crypto.subtle);
  crypto.subtle.generateKey = (async (...parameters: Parameters<typeof generateKey>) => {
    const made = await generateKey(...parameters);
    if ('privateKey' in made) {
      const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', made.privateKey));
      const seed = [...pkcs8.slice(-32)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      globalThis.privateKeys.push(seed);
    }
    return made;
  }) as typeof generateKey;
}

/** Runs in the page: everything it can read of itself, as one text. */
async function readable(): Promise<string> {
  const texts = [location.href, document.title, document.referrer, JSON.stringify(history.state)];
  texts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
  // The browser's entry of the navigation bears the address the document came from, and is read-only. It cannot be taken
  // back by the page (clearing leaves it), is seen by this very document alone, and ends with it. There is exactly one.
  const entries = performance.getEntries().filter((it) => !(it instanceof PerformanceNavigationTiming));
  if (performance.getEntries().length !== entries.length + 1)
    texts.push(...performance.getEntries().map((it) => it.name));
  texts.push(...entries.map(({ name }) => name));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(name, request.url);
  }
  return texts.join('\n');
}

/** Bytes as they could lie somewhere: as they are, and as text of every usual kind, narrow and wide. */
function formsOf(bytes: Buffer): Buffer[] {
  const hex = bytes.toString('hex');
  // Without what depends on the bytes that follow, and without padding.
  const [url, standard] = [bytes.toString('base64url').slice(0, -2), bytes.toString('base64').replace(/..=*$/, '')];
  const texts = [hex, hex.toUpperCase(), url, standard, bytes.join(), JSON.stringify([...bytes])];
  return [bytes, ...texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])];
}

/** The characters of a link that stand for the secret alone, for a link may have been taken apart. */
function linkForms(fragment: string): Buffer[] {
  const inside = fragment.slice(3, 24);
  return [Buffer.from(inside), Buffer.from(inside, 'utf16le')];
}

function secretOf(fragment: string): Buffer {
  const invite = decodeInvite(fragment);
  if (typeof invite === 'string') throw new TypeError(invite);
  return Buffer.from(invite.secret);
}

test('after a call neither the link’s secret nor a private key is anywhere', async ({ baseURL }) => {
  const [anna, ben] = [await open(baseURL!, 'anna'), await open(baseURL!, 'ben')];
  const link = await startHere(anna.page, 'Anna');
  const fragment = new URL(link).hash.slice(1);
  await joinCall(ben.page, link, 'Ben');
  await anna.page.getByRole('group', { name: 'Ben', exact: true }).getByText('New person').waitFor();
  await ben.page.getByRole('group', { name: 'Anna', exact: true }).getByText('Verified').waitFor();
  const seeds: string[] = [];
  for (const { page, log } of [anna, ben]) {
    seeds.push(...(await page.evaluate(() => globalThis.privateKeys)));
    expect(page.url()).not.toContain('#');
    expect(await page.evaluate(readable)).not.toContain(fragment.slice(3, 24));
    await button(page, 'Leave').click();
    expect(log.join('\n')).not.toContain(fragment.slice(3, 24));
  }
  expect(seeds.length).toBeGreaterThan(0);
  const secrets = [secretOf(fragment), ...seeds.map((seed) => Buffer.from(seed, 'hex'))].flatMap(formsOf);
  for (const { kill, profile } of [anna, ben]) {
    await kill();
    const relativeTo = (paths: string[]) => paths.map((path) => relative(profile, path));
    expect(relativeTo(filesWithAny(profile, secrets))).toEqual([]);
    const withLink = relativeTo(filesWithAny(profile, linkForms(fragment)));
    const isOpener = profile === ben.profile;
    expect(withLink.filter((path) => !(isOpener && MEMORY_OF_ADDRESSES.test(path)))).toEqual([]);
    if (isOpener) console.log(`the browser’s own memory of addresses holds the opened link: ${withLink.join(', ')}`);
    // The search finds what is there: the origin of the page, in many files.
    expect(filesWith(profile, Buffer.from(new URL(baseURL!).host)).length).toBeGreaterThan(0);
  }
});
