/** Chromium and Firefox in one call, whichever of them began it: both see each other, and each hears the other. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { type FirefoxCaller, type FirefoxOptions, findFirefox, NO_FIREFOX, openFirefox } from './firefox.ts';
import { joinCall, startCall } from './meet.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

const firefox = findFirefox();
const closers: (() => Promise<void>)[] = [];

test.skip(firefox === null, NO_FIREFOX);

test.afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(baseURL: string, options?: FirefoxOptions): Promise<{ anna: Caller; fritz: FirefoxCaller }> {
  const anna = await openCaller({ baseURL, soundPath: soundFile('anna', speech()) });
  closers.push(() => anna.close());
  const fritz = await openFirefox(firefox!, options);
  closers.push(() => fritz.close());
  return { anna, fritz };
}

/** Level of somebody's tile in Firefox, dBFS. */
async function levelIn(fritz: FirefoxCaller, name: string): Promise<number> {
  const tile = await fritz.find('group', name);
  return tile.evaluate((element) => {
    const inside = [...element.querySelectorAll('*')].flatMap((it) => [
      it,
      ...(it.shadowRoot?.querySelectorAll('*') ?? []),
    ]);
    return Number(inside.find((it) => it.role === 'meter')?.ariaValueNow ?? Number.NaN);
  });
}

async function bothTalk(anna: Caller, fritz: FirefoxCaller): Promise<void> {
  const tile = anna.page.getByRole('group', { name: 'Fritz', exact: true });
  await expect(tile).toBeVisible();
  // Firefox hums a tone that is no voice: what of it is sent is a matter of the suppressor.
  await expect.poll(() => levelIn(fritz, 'Anna'), { message: 'Firefox hears Chromium' }).toBeGreaterThan(-50);
  await (await fritz.find('switch', 'Noise suppression')).click();
  const heard = async () => rmsDbfs(await anna.hear(1).catch(() => SILENCE));
  await expect.poll(heard, { message: 'Chromium hears Firefox' }).toBeGreaterThan(-60);
  expect(fritz.complaints).toEqual([]);
}

test('Firefox joins whom Chromium invited', async ({ baseURL }) => {
  const { anna, fritz } = await open(baseURL!);
  await fritz.page.goto(await startCall(anna.page, 'Anna'));
  await fritz.fill('Your name', 'Fritz');
  await (await fritz.find('button', 'Join')).click();
  await bothTalk(anna, fritz);
});

test('Chromium joins whom Firefox invited', async ({ baseURL }) => {
  const { anna, fritz } = await open(baseURL!);
  await fritz.page.goto(baseURL!);
  await fritz.fill('Your name', 'Fritz');
  await (await fritz.find('button', 'Start a call')).click();
  const field = await fritz.find('textbox', 'Invite link');
  const link = await field.evaluate((element) => (element as HTMLInputElement).value);
  await joinCall(anna.page, link, 'Anna');
  await bothTalk(anna, fritz);
});

test('a Firefox without a sound card, where the chain never begins, is heard unprocessed', { tag: '@long' }, async ({
  baseURL,
}) => {
  const { anna, fritz } = await open(baseURL!, { preferences: { 'media.cubeb.force_mock_context': false } });
  await fritz.page.goto(await startCall(anna.page, 'Anna'));
  await fritz.fill('Your name', 'Fritz');
  await (await fritz.find('button', 'Join')).click();
  await expect.poll(() => fritz.log.join('\n')).toContain('voice moved · worklet-stalled, now none');
  await expect.poll(async () => rmsDbfs(await anna.hear(1).catch(() => SILENCE))).toBeGreaterThan(-60);
});
