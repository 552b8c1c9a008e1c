/**
 * Killing the browser in the middle of writes and damaging a place of its profile, again and again: no identity and no
 * trusted key may be lost or silently replaced. `HUMR_STORE_ROUNDS` sets how often, `HUMR_STORE_SEED` repeats a run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { build, type PreviewServer, preview } from 'vite';
import { type MortalBrowser, openMortalBrowser } from './mortal-browser.ts';
import { type Damage, type Draw, damage, filesWith, type Place } from './profile-damage.ts';
import type { Sight, StorePage } from './store-page/page.ts';

declare global {
  var humrStore: StorePage;
  var privateKeys: string[];
}

const ROUNDS = Number(process.env.HUMR_STORE_ROUNDS ?? 20);
const SEED = Number(process.env.HUMR_STORE_SEED ?? Date.now() % 1e9);
/** Generous for a busy machine; a round takes about two seconds. */
const ROUND_LIMIT_MS = 20_000;
/** A new profile this often, for the first moments of an identity are worth dying in too. */
const ROUNDS_PER_PROFILE = 25;
/** The database is what breaks in real life, so it does most often; `null` is a kill and no damage. */
const PLACES: readonly (Place | null)[] = ['main', 'main', 'main', 'bucket', 'bucket', 'files', 'canary', null];
const DAMAGES: readonly Damage[] = ['garbled', 'cut', 'zeroed'];
const MOST_WRITES = 12;
/** As in the page's sequence. */
const PERSON_COUNT = 5;

const ROOT = resolve(import.meta.dirname, 'store-page');
const OUT = resolve(import.meta.dirname, '../build/e2e-store');
let server: PreviewServer;
let url: string;

test.beforeAll(async () => {
  const common = {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: OUT, emptyOutDir: true, target: 'es2022' },
  } as const;
  await build(common);
  server = await preview({ ...common, preview: { host: '127.0.0.1', port: 0 } });
  url = server.resolvedUrls!.local[0]!;
});

test.afterAll(() => server.close());

test(`no identity and no trusted key is lost in ${ROUNDS} rounds of kills and damage`, async () => {
  test.setTimeout(60_000 + ROUNDS * ROUND_LIMIT_MS);
  const draw = dice(SEED);
  const outcomes: Record<string, number> = {};
  let life: Life | null = null;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      if (round % ROUNDS_PER_PROFILE === 0) {
        if (life) rmSync(life.profile, { recursive: true });
        life = { profile: mkdtempSync(join(tmpdir(), 'humr-store-')), fingerprint: null, acknowledged: 0, last: 'new' };
        await dieWhileBeginning(life.profile, draw);
      }
      const outcome = await liveAndDie(life!, draw);
      const hit = life!.last;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (process.env.HUMR_STORE_LOUD) console.log(`${round}: ${outcome}; then ${hit}`);
    }
  } finally {
    if (life) rmSync(life.profile, { recursive: true, force: true });
  }
  console.log(`${ROUNDS} rounds, seed ${SEED}:`, outcomes);
  test.info().annotations.push({ type: 'outcomes', description: JSON.stringify({ seed: SEED, outcomes }) });
});

test('two tabs that start together make one identity', async () => {
  await withProfile(async (profile) => {
    const browser = await openMortalBrowser(profile);
    try {
      const tabs = [browser.page, await browser.openTab(), await browser.openTab()];
      await Promise.all(tabs.map((tab) => tab.goto(url)));
      const sights = await Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.humrStore.look())));
      expect(new Set(sights.map(({ fingerprint }) => fingerprint)).size).toBe(1);
      expect(sights.map(({ identity }) => identity).sort()).toEqual(['fresh', 'kept', 'kept']);
    } finally {
      await browser.kill();
    }
  });
});

test('a full disk is said, loses nothing, and what waited is written once there is room', async () => {
  await withProfile(async (profile) => {
    const browser = await openMortalBrowser(profile);
    let life: Life = { profile, fingerprint: null, acknowledged: 0, last: 'a full disk' };
    try {
      await browser.page.goto(url);
      check(await browser.page.evaluate(() => globalThis.humrStore.look()), life);
      const change = (n: number) => browser.page.evaluate((it) => globalThis.humrStore.change(it), n);
      expect(await change(1)).toBe('kept');
      const quota = await browser.page.context().newCDPSession(browser.page);
      const { origin } = new URL(url);
      await quota.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
      expect(['no-space', 'one-copy']).toContain(await change(2));
      await quota.send('Storage.overrideQuotaForOrigin', { origin });
      expect(await change(3)).toBe('kept');
      life = { ...life, acknowledged: 3 };
    } finally {
      await browser.kill();
    }
    const again = await openMortalBrowser(profile);
    try {
      await again.page.goto(url);
      check(await again.page.evaluate(() => globalThis.humrStore.look()), life);
    } finally {
      await again.kill();
    }
  });
});

test('neither a private key nor a name lies readable in the profile, and erasing leaves no key', async () => {
  await withProfile(async (profile) => {
    const browser = await openMortalBrowser(profile);
    let seed: string;
    try {
      await browser.page.addInitScript(copyPrivateKeys);
      await browser.page.goto(url);
      await browser.page.evaluate(() => globalThis.humrStore.look());
      await writeUntil(browser, { profile, fingerprint: null, acknowledged: 0, last: 'new' }, () => 8, 'live');
      seed = await browser.page.evaluate(() => globalThis.privateKeys.join());
    } finally {
      await browser.kill();
    }
    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    expect(filesWith(profile, Buffer.from(seed, 'hex'))).toEqual([]);
    expect(filesWith(profile, Buffer.from('person 1'))).toEqual([]);
    // The search finds what is there: the fingerprint of the canary, or the database's own name.
    expect(filesWith(profile, Buffer.from('humr', 'utf16le')).length).toBeGreaterThan(0);
    await eraseAndSearch(profile);
  });
});

async function eraseAndSearch(profile: string): Promise<void> {
  const before = filesWith(profile, Buffer.from('wrappingKey'));
  expect(before.length).toBeGreaterThan(0);
  const browser = await openMortalBrowser(profile);
  try {
    await browser.page.goto(url);
    expect(await browser.page.evaluate(() => globalThis.humrStore.erase())).toBe('erased');
  } finally {
    await browser.kill();
  }
  expect(filesWith(profile, Buffer.from('wrappingKey'))).toEqual([]);
}

/** Runs in the page: what the store itself never does, it keeps the bytes of every private key that is made. */
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

async function withProfile(run: (profile: string) => Promise<void>): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'humr-store-'));
  try {
    await run(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** What a profile must still know. */
interface Life {
  readonly profile: string;
  fingerprint: string | null;
  /** Number of the last change that the page was told is kept. */
  acknowledged: number;
  /** What was done to it last, for the message of a failure. */
  last: string;
}

/** Kills the browser while the very first identity is made. */
async function dieWhileBeginning(profile: string, draw: Draw): Promise<void> {
  const browser = await openMortalBrowser(profile);
  await browser.page.goto(url);
  const looking = browser.page.evaluate(() => globalThis.humrStore.look()).catch(() => undefined);
  // Some steps of the first second, counted in round trips to the page, not in time.
  for (let i = draw(8); i > 0; i--) await browser.page.evaluate(() => 0);
  await browser.kill();
  await looking;
}

/** One round: everything is there; some more is written; the browser dies in the middle and a place is damaged. */
async function liveAndDie(life: Life, draw: Draw): Promise<string> {
  const browser = await openMortalBrowser(life.profile);
  let sight: Sight;
  try {
    await browser.page.goto(url);
    sight = await browser.page.evaluate(() => globalThis.humrStore.look());
    check(sight, life);
    await writeUntil(browser, life, draw);
  } finally {
    await browser.kill();
  }
  const place = PLACES[draw(PLACES.length)]!;
  const how = DAMAGES[draw(DAMAGES.length)]!;
  const hit = place ? damage(life.profile, place, how, draw) : [];
  life.last = place ? `${how} ${place} (${hit.length} files)` : 'killed only';
  return `${sight.identity}/${sight.people}`;
}

function check(sight: Sight, life: Life): void {
  const context = `seed ${SEED}, after ${life.last}: ${JSON.stringify(sight)}`;
  if (life.fingerprint === null) {
    expect(['fresh', 'kept', 'restored'], context).toContain(sight.identity);
    life.fingerprint = sight.fingerprint;
  }
  expect(['fresh', 'kept', 'restored'], context).toContain(sight.identity);
  expect(sight.fingerprint, context).toBe(life.fingerprint);
  expect(['kept', 'restored'], context).toContain(sight.people);
  expect(sight.damagedCount, context).toBe(0);
  // The state after some change, whole, and none that was acknowledged is missing.
  const newest = Math.max(0, ...sight.persons.map(({ calls }) => calls));
  expect(newest, context).toBeGreaterThanOrEqual(life.acknowledged);
  expect(sight.persons, context).toEqual(stateAfter(newest));
  life.acknowledged = newest;
}

function stateAfter(change: number): Sight['persons'] {
  const changes = Array.from({ length: Math.min(PERSON_COUNT, change) }, (_, i) => change - i);
  const persons = changes.map((n) => ({
    name: `person ${n % PERSON_COUNT}`,
    calls: n,
    key: keyText(n),
    mark: 'verified',
  }));
  return persons.sort((a, b) => a.name.localeCompare(b.name));
}

function keyText(n: number): string {
  const key = Buffer.alloc(32);
  key.writeUInt32BE(n);
  return key.toString('base64url');
}

/** Lets the page write until the drawn message of its console; at that very moment the browser dies, or lives on. */
async function writeUntil(
  browser: MortalBrowser,
  life: Life,
  draw: Draw,
  then: 'kill' | 'live' = 'kill',
): Promise<void> {
  let left = draw(2 * MOST_WRITES);
  await new Promise<void>((done, fail) => {
    browser.page.on('console', (message) => {
      if (message.type() !== 'log') return;
      const [word, number] = message.text().split(' ');
      if (word === 'kept') life.acknowledged = Number(number);
      else if (word !== 'doing') fail(new Error(`${message.text()}, seed ${SEED}`));
      if (left-- === 0) done(then === 'kill' ? browser.kill() : undefined);
    });
    browser.page.evaluate((from) => globalThis.humrStore.write(from), life.acknowledged + 1).catch(() => undefined);
  });
}

/** Mulberry32, Tommy Ettinger's public-domain generator. */
function dice(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
