/** Two people, two browser processes, real speech: what one says is what the other hears. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { joinCall, startCall, tile } from './meet.ts';
import { bestMatch, likeness, noisySpeech, RATE_HZ, rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

type Shell = 'worker' | 'worklet';
const SHELLS: readonly Shell[] = ['worker', 'worklet'];

async function open(
  baseURL: string | undefined,
  sound: Float32Array | null,
  name: string,
  shell: Shell = 'worker',
): Promise<Caller> {
  const soundPath = sound && soundFile(name, sound);
  const caller = await openCaller({ soundPath, baseURL: baseURL!, shell });
  callers.push(caller);
  return caller;
}

/** Anna speaks, Ben hears; resolves when both see the other connected and the first sound is there. */
async function talk(baseURL: string | undefined, sound: Float32Array, shell?: Shell) {
  const anna = await open(baseURL, sound, 'anna', shell);
  const ben = await open(baseURL, SILENCE, 'ben');
  const link = await startCall(anna.page, 'Anna');
  await joinCall(ben.page, link, 'Ben');
  await expect(tile(anna.page, 'Ben')).toBeVisible();
  await expect(tile(ben.page, 'Anna')).toBeVisible();
  await expect.poll(() => level(ben.page, 'Anna')).toBeGreaterThan(-60);
  return { anna, ben, link };
}

async function level(page: Page, name: string): Promise<number> {
  const meter = tile(page, name).getByRole('meter', { name: 'Level' });
  return Number(await meter.getAttribute('aria-valuenow'));
}

for (const shell of SHELLS) {
  test.describe(`a voice through the ${shell}`, () => {
    test('the other side hears what was said, at its level', async ({ baseURL }) => {
      const said = speech();
      const { anna, ben } = await talk(baseURL, said, shell);
      expect(anna.log.join('\n')).toContain(`microphone open · ${shell}`);
      await ben.hear(3); // the loudness has settled after that
      const heard = await ben.hear(8);
      const { correlation, levelDb, inOrderRatio } = likeness(heard, said);
      console.log(`correlation ${correlation.toFixed(3)}, level ${levelDb.toFixed(1)} dB from the source`);
      expect(correlation).toBeGreaterThan(0.6);
      expect(inOrderRatio).toBeGreaterThan(0.7);
      expect(Math.abs(levelDb)).toBeLessThan(6);
    });

    test('suppression takes the noise out of pauses and leaves the voice', {
      tag: shell === 'worklet' ? '@long' : [],
    }, async ({ baseURL }) => {
      const source = noisySpeech(10);
      const { anna, ben } = await talk(baseURL, source.samples, shell);
      const suppression = anna.page.getByRole('switch', { name: 'Noise suppression' });
      const measure = async () => {
        await ben.hear(source.samples.length / RATE_HZ); // one whole turn to settle
        const heard = await ben.hear(source.samples.length / RATE_HZ);
        return levelsOf(heard, source);
      };
      await expect(suppression).toHaveAttribute('aria-checked', 'true');
      const on = await measure();
      await suppression.click();
      await expect(suppression).toHaveAttribute('aria-checked', 'false');
      const off = await measure();
      console.log(
        `pause ${off.pause.toFixed(1)} → ${on.pause.toFixed(1)} dBFS, speech ${off.speech.toFixed(1)} → ${on.speech.toFixed(1)} dBFS`,
      );
      expect(off.pause - on.pause).toBeGreaterThanOrEqual(10);
      expect(off.speech - on.speech).toBeLessThan(3);
    });

    test('mute is silence on the other side and is claimed only then', async ({ baseURL }) => {
      const { anna, ben } = await talk(baseURL, speech(), shell);
      await anna.page.getByRole('button', { name: 'Mute', exact: true }).click();
      await expect(anna.page.getByRole('button', { name: 'Unmute' })).toBeVisible();
      await expect(tile(ben.page, 'Anna').getByText('Muted')).toBeVisible();
      await expect.poll(async () => rmsDbfs(await ben.hear(0.5))).toBeLessThan(-60);
      expect(rmsDbfs(await ben.hear(2))).toBeLessThan(-60);
      await anna.page.getByRole('button', { name: 'Unmute' }).click();
      await expect.poll(async () => rmsDbfs(await ben.hear(1))).toBeGreaterThan(-45);
    });

    test('both sides see the level of whoever speaks', async ({ baseURL }) => {
      const { anna, ben } = await talk(baseURL, speech(), shell);
      for (const [page, name] of [
        [anna.page, 'You'],
        [ben.page, 'Anna'],
      ] as const) {
        const seen = new Set<number>();
        await expect
          .poll(async () => seen.add(Math.round(await level(page, name))).size, { message: `${name} moves` })
          .toBeGreaterThan(5);
        expect(Math.max(...seen)).toBeGreaterThan(-45);
      }
      expect(await level(anna.page, 'Ben')).toBeLessThan(-50);
    });
  });
}

/** Levels in the pauses and the speech of a repeating source, found by alignment. */
function levelsOf(heard: Float32Array, source: ReturnType<typeof noisySpeech>) {
  const { at } = bestMatch(heard.subarray(0, 3 * RATE_HZ), source.samples);
  const length = source.samples.length;
  const during = ([from, to]: readonly [number, number]) =>
    heard.filter((_, i) => {
      const place = (at + i) % length;
      return place >= from && place < to;
    });
  return { pause: rmsDbfs(during(source.pause)), speech: rmsDbfs(during(source.speech)) };
}

test('the worklet takes over when the worker dies, and the mute button still works', async ({ baseURL }) => {
  const { anna, ben } = await talk(baseURL, speech());
  const worker = anna.page.workers().find((it) => it.url().includes('track'));
  await worker!.evaluate(() => globalThis.close());
  await expect.poll(() => anna.log.join('\n')).toContain('voice moved · worker-stalled, now worklet');
  await expect.poll(async () => rmsDbfs(await ben.hear(1))).toBeGreaterThan(-45);
  await anna.page.getByRole('button', { name: 'Mute', exact: true }).click();
  await expect.poll(async () => rmsDbfs(await ben.hear(0.5))).toBeLessThan(-60);
});

test('leaving is told to the other side', async ({ baseURL }) => {
  const { anna, ben } = await talk(baseURL, speech());
  await ben.page.getByRole('button', { name: 'Leave' }).click();
  await expect(tile(anna.page, 'Ben')).toBeHidden();
  await expect(anna.page.getByText(/Ben.*left/).first()).toBeVisible();
});

test('nothing complains, and the secret is nowhere to be read', async ({ baseURL }) => {
  const { anna, ben, link } = await talk(baseURL, speech());
  const secret = link.split('#')[1]!;
  for (const { page, complaints } of [anna, ben]) {
    expect(page.url()).not.toContain(secret);
    expect(await page.evaluate(() => history.state)).toBeNull();
    expect(complaints).toEqual([]);
  }
});
