/** Two codes between Chromium and Firefox, carried as slowly as people do, while each browser waits for an answer. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { type FirefoxCaller, findFirefox, NO_FIREFOX, openFirefox } from './firefox.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

/** Firefox alone fails for good after 5 to 11 s, Chromium reports failure after 15 s. */
const CARRYING_MS = 20_000;

const firefox = findFirefox();
const closers: (() => Promise<void>)[] = [];

test.skip(firefox === null, NO_FIREFOX);

test.afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** One's own code on the way to somebody, in either browser. */
interface Person {
  begin(): Promise<void>;
  makeCode(): Promise<void>;
  code(): Promise<string>;
  take(code: string): Promise<void>;
}

async function openAnna(baseURL: string): Promise<Person & { caller: Caller }> {
  const caller = await openCaller({ baseURL, soundPath: soundFile('anna', speech()) });
  closers.push(() => caller.close());
  const { page } = caller;
  return {
    caller,
    async begin() {
      await page.goto('/');
      await page.getByRole('textbox', { name: 'Your name' }).fill('Anna');
      await page.getByRole('button', { name: 'Call with two codes' }).click();
    },
    makeCode: () => page.getByRole('button', { name: 'Show a code' }).click(),
    async code() {
      await page.getByRole('button', { name: 'Copy code' }).click();
      await expect(page.getByText('Copied. Send it to them.')).toBeVisible();
      return page.evaluate(() => navigator.clipboard.readText());
    },
    async take(code) {
      await page.getByRole('textbox', { name: 'Their code, or a link' }).fill(code);
      await page.getByRole('button', { name: 'Use it' }).click();
    },
  };
}

async function openFritz(baseURL: string): Promise<Person & { caller: FirefoxCaller }> {
  const caller = await openFirefox(firefox!, { preferences: { 'media.peerconnection.ice.loopback': false } });
  closers.push(() => caller.close());
  const { page } = caller;
  const click = async (name: string) => (await caller.find('button', name)).click();
  return {
    caller,
    async begin() {
      await page.goto(baseURL);
      await caller.fill('Your name', 'Fritz');
      await click('Call with two codes');
    },
    makeCode: () => click('Show a code'),
    async code() {
      await caller.find('button', 'Copy code');
      // Firefox hands its clipboard to no program; the picture is made from the same text.
      return page.evaluate(() => {
        const codes = document.querySelector('humr-app')?.shadowRoot?.querySelector('humr-codes');
        const picture = codes?.shadowRoot?.querySelector('humr-qr-code');
        return (picture as { link?: string } | null | undefined)?.link ?? '';
      });
    },
    async take(code) {
      await caller.fill('Their code, or a link', code);
      await click('Use it');
    },
  };
}

async function bothTalk(anna: Caller, fritz: FirefoxCaller): Promise<void> {
  await expect(anna.page.getByRole('group', { name: 'Fritz', exact: true })).toBeVisible();
  await fritz.find('group', 'Anna');
  await (await fritz.find('switch', 'Noise suppression')).click();
  await expect.poll(async () => rmsDbfs(await anna.hear(1).catch(() => SILENCE))).toBeGreaterThan(-60);
}

for (const inviter of ['Chromium', 'Firefox'] as const) {
  test(`${inviter} shows the first code, and the answer takes its time`, {
    tag: inviter === 'Chromium' ? '@long' : [],
  }, async ({ baseURL }) => {
    const [anna, fritz] = [await openAnna(baseURL!), await openFritz(baseURL!)];
    const [first, second] = inviter === 'Chromium' ? [anna, fritz] : [fritz, anna];
    await first.begin();
    await second.begin();
    await first.makeCode();
    await second.take(await first.code());
    const answer = await second.code();
    // People aim a camera; nothing can be waited for but the time itself.
    await anna.caller.page.waitForTimeout(CARRYING_MS);
    await first.take(answer);
    await bothTalk(anna.caller, fritz.caller);
  });
}

test('two Firefoxes meet as slowly', { tag: '@long' }, async ({ baseURL }) => {
  const [first, second] = [await openFritz(baseURL!), await openFritz(baseURL!)];
  await first.begin();
  await second.begin();
  await first.makeCode();
  await second.take(await first.code());
  const answer = await second.code();
  await new Promise((resolve) => setTimeout(resolve, CARRYING_MS));
  await first.take(answer);
  for (const { caller } of [first, second]) await caller.find('group', 'Fritz');
});
