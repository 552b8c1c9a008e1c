/** Keys to hold, volumes and silence, measured at the ears of the other side. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { look, SIZES } from './look.ts';
import { joinCall, startCall } from './meet.ts';
import { SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function call(baseURL: string | undefined, options: Partial<Parameters<typeof openCaller>[0]> = {}) {
  const open = async (name: string, sound: Float32Array) => {
    const caller = await openCaller({ soundPath: soundFile(name, sound), baseURL: baseURL!, ...options });
    callers.push(caller);
    return caller.page;
  };
  const anna = await open('anna', speech());
  const ben = await open('silence', SILENCE);
  await anna.goto('/');
  return { anna, ben };
}

async function meet(anna: Page, ben: Page): Promise<void> {
  await joinCall(ben, await startCall(anna, 'Anna'), 'Ben');
  await expect(ben.getByRole('group', { name: 'Anna' })).toBeVisible();
}

const level = async (page: Page, name: string) =>
  Number(await page.getByRole('group', { name }).getByRole('meter', { name: 'Level' }).getAttribute('aria-valuenow'));

test('a voice is sent only while its key is held', async ({ baseURL }) => {
  const { anna, ben } = await call(baseURL);
  await anna.getByRole('button', { name: 'Settings' }).click();
  await anna.getByRole('combobox', { name: 'When you are heard' }).selectOption('push-to-talk');
  await anna.getByRole('button', { name: 'Close settings' }).click();
  await meet(anna, ben);
  const toldMuted = ben.getByRole('group', { name: 'Anna' }).getByText('Muted');
  await expect(toldMuted).toBeVisible();
  await expect(anna.getByText('Nobody hears you. Hold Space')).toBeVisible();
  await anna.locator('body').click({ position: { x: 5, y: 300 } });
  await anna.keyboard.down('Space');
  await expect(toldMuted).toBeHidden();
  await expect.poll(() => level(ben, 'Anna')).toBeGreaterThan(-50);
  await look(anna, 'held-desktop-light');
  // Another window in front takes the key's release with it.
  await anna.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(toldMuted).toBeVisible();
  await expect.poll(() => level(ben, 'Anna')).toBeLessThan(-90);
  await anna.keyboard.up('Space');
});

/** The sender of one's voice, and what it sends. */
const sends = (page: Page) =>
  page.evaluate(async () => {
    const [connection] = globalThis.heardConnections;
    const sender = connection?.getSenders().find(({ track }) => track?.kind === 'audio');
    if (!sender?.track) throw new Error('nothing is sent');
    const own = globalThis as { firstSender?: RTCRtpSender };
    own.firstSender ??= sender;
    const stats = [...(await sender.getStats()).values()].find(({ type }) => type === 'outbound-rtp');
    const { id, readyState, enabled } = sender.track;
    const isSame = own.firstSender === sender;
    return { packets: stats?.packetsSent as number, track: { id, readyState, enabled, isSame } };
  });

/** Anna records herself and tries a setting; Ben goes on hearing what he heard. */
async function listensBack(anna: Page, ben: Page): Promise<void> {
  await expect.poll(() => level(ben, 'Anna')).toBeGreaterThan(-50);
  const before = await sends(anna);
  await anna.getByRole('button', { name: 'Hear yourself' }).click();
  await look(anna, 'listen-back-phone-dark');
  await anna.getByRole('button', { name: 'Record' }).click();
  await expect(anna.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
  const play = anna.getByRole('button', { name: 'Play' });
  await expect.poll(() => level(ben, 'Anna')).toBeGreaterThan(-50);
  await expect(play).toBeFocused();
  await expect(anna.getByText('As it went to the others.')).toBeVisible();
  await expect(anna.getByRole('meter', { name: 'Speech kept' })).toBeVisible();
  await play.click();
  await anna.getByRole('switch', { name: 'Noise removed' }).click();
  await anna.getByRole('dialog').getByRole('slider', { name: 'Suppression strength' }).fill('40');
  await anna.getByRole('switch', { name: 'Noise removed' }).click();
  await expect(anna.getByText('As the others would hear you with this setting.')).toBeVisible();
  await expect.poll(() => level(ben, 'Anna')).toBeGreaterThan(-50);
  const after = await sends(anna);
  expect(after.track).toEqual(before.track);
  expect(after.packets).toBeGreaterThan(before.packets);
  await anna.keyboard.press('Escape');
  await expect(anna.getByRole('button', { name: 'Hear yourself' })).toBeFocused();
}

test('volumes, silence and hearing oneself hold for oneself alone', async ({ baseURL }) => {
  const { anna, ben } = await call(baseURL, { viewport: SIZES.phone, colorScheme: 'dark' });
  await meet(anna, ben);
  const played = () =>
    ben.evaluate(() => globalThis.heardElements.map(({ volume, muted }) => (muted ? 'muted' : volume)));
  await expect.poll(played).toEqual([1]);
  await listensBack(anna, ben);
  await look(ben, 'call-hands-phone-dark');
  await ben.getByRole('button', { name: 'Volume of' }).click();
  await ben.getByRole('slider', { name: 'Volume' }).fill('30');
  await expect.poll(played).toEqual([0.3]);
  await look(ben, 'volume-phone-dark');
  await ben.getByRole('slider', { name: 'Volume' }).fill('200');
  // The element gives way to an amplified one beside it.
  await expect.poll(played).toEqual(['muted', 1]);
  await ben.getByRole('switch', { name: 'Do not hear them' }).click();
  await expect.poll(async () => (await played())[0]).toBe('muted');
  await ben.getByRole('button', { name: 'Close' }).click();
  await expect(ben.getByRole('group', { name: 'Anna' }).getByText('Silenced by you')).toBeVisible();
  await ben.getByRole('button', { name: 'Hear nobody' }).click();
  await expect(anna.getByRole('group', { name: 'Ben' }).getByText('Muted')).toBeVisible();
  await look(ben, 'silence-phone-dark');
  await ben.getByRole('button', { name: 'Unmute' }).click();
  await expect(anna.getByRole('group', { name: 'Ben' }).getByText('Muted')).toBeHidden();
});
