/** Two browsers meet through a relay that cheats: what was altered never becomes a call, and what was not always does. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { toBase64Url } from '../src/base/base64url.ts';
import { openEnvelope, sealEnvelope } from '../src/trust/envelope.ts';
import type { RoomKeys } from '../src/trust/room.ts';
import { openCaller } from './caller.ts';
import { button, joinCall, leave, tile } from './meet.ts';
import { meet, withScene } from './scene.ts';
import { SILENCE, soundFile } from './voices.ts';

/** Altered messages after which a call that could be had would have been: each greeting reaches two browsers. */
const ENOUGH_ALTERED = 10;

/** Connections of this page, since it was loaded, over which packets of the other side came. */
const connectedOf = (page: Page) =>
  page.evaluate(() => globalThis.heardConnections.filter((it) => it.connectionState === 'connected').length);

type Alteration = (payload: Uint8Array, count: number, keys: RoomKeys | null) => Uint8Array;

const flip = (payload: Uint8Array, at: number) => payload.map((byte, i) => (i === at ? byte ^ 1 : byte));

/** Changes one byte of the body inside the envelope and seals it again, as only somebody with the link can. */
const flipInside: Alteration = (payload, count, keys) => {
  const envelope = keys && openEnvelope(keys, payload);
  if (!envelope || typeof envelope === 'string') return flip(payload, 60);
  const body = flip(envelope.body, count % envelope.body.length);
  return sealEnvelope(keys, { ...envelope, body }, crypto.getRandomValues(new Uint8Array(24)));
};

const ALTERATIONS: Readonly<Record<string, Alteration>> = {
  'the version': (payload) => flip(payload, 0),
  'the nonce': (payload, count) => flip(payload, 1 + (count % 24)),
  'a byte of the content': (payload, count) => flip(payload, 25 + ((count * 37) % (payload.length - 41))),
  'the tag': (payload, count) => flip(payload, payload.length - 1 - (count % 16)),
  'all of it': (payload) => crypto.getRandomValues(new Uint8Array(payload.length)),
  'its length': (payload) => payload.subarray(0, payload.length >> 1),
  'everything away': () => new Uint8Array(0),
  'a byte inside, with the link': flipInside,
};

test('no altered message ever makes a call', async () => {
  test.setTimeout(240_000);
  await withScene(async (scene) => {
    const { broker, anna, ben } = scene;
    let altered = 0;
    for (const [what, alter] of Object.entries(ALTERATIONS)) {
      let count = 0;
      let keys: RoomKeys | null = null;
      broker.rewrite = (_topic, payload) => [alter(payload, count++, keys)];
      keys = await meet(scene);
      await expect.poll(() => count, { message: `${what}: altered`, timeout: 30_000 }).toBeGreaterThan(ENOUGH_ALTERED);
      for (const { page } of [anna, ben]) {
        expect(await connectedOf(page), what).toBe(0);
        await expect(page.getByRole('group', { name: /^(Anna|Ben)$/ })).toHaveCount(0);
      }
      altered += count;
    }
    console.log(`${altered} messages altered in ${Object.keys(ALTERATIONS).length} ways, no call`);
  });
});

test('losses, repetitions and old messages keep nobody apart', async () => {
  await withScene(async (scene) => {
    const old: Uint8Array[] = [];
    let count = 0;
    scene.broker.rewrite = (_topic, payload) => {
      old.push(payload);
      count++;
      const replayed = old[(count * 7) % old.length]!;
      return count % 3 === 0 ? [replayed] : [replayed, payload, payload];
    };
    for (let round = 0; round < 3; round++) {
      await meet(scene);
      await expect(tile(scene.anna.page, 'Ben')).toBeVisible({ timeout: 30_000 });
      await expect(tile(scene.ben.page, 'Anna')).toBeVisible({ timeout: 30_000 });
      expect(await connectedOf(scene.anna.page)).toBe(1);
      expect(await connectedOf(scene.ben.page)).toBe(1);
    }
  });
});

test('three people, two of whom the relay hides from each other, are told that their lists differ @long', async () => {
  await withScene(async (scene) => {
    const { broker, anna, ben } = scene;
    const sids: string[] = [];
    let keys: RoomKeys | null = null;
    const early: Uint8Array[] = [];
    /** Anna greets first, then Ben, then Carl; nothing passes between the latter two. */
    const isHidden = (payload: Uint8Array) => {
      const envelope = keys && openEnvelope(keys, payload);
      if (!envelope || typeof envelope === 'string') return false;
      const [from, to] = [toBase64Url(envelope.from), envelope.to && toBase64Url(envelope.to)];
      if (!sids.includes(from)) sids.push(from);
      return to !== null && [from, to].every((sid) => sids.indexOf(sid) > 0);
    };
    broker.rewrite = (_topic, payload) => {
      if (!keys) early.push(payload);
      return isHidden(payload) ? [] : [payload];
    };
    keys = await meet(scene);
    for (const payload of early) isHidden(payload);
    const isThere = (page: Page, name: string) =>
      expect(tile(page, name).getByRole('button', { name: 'Compare pictures' })).toBeVisible();
    await isThere(ben.page, 'Anna');
    const carl = await openCaller({
      soundPath: soundFile('silence', SILENCE),
      baseURL: new URL(anna.page.url()).origin,
    });
    try {
      const link = await anna.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
      await joinCall(carl.page, link, 'Carl');
      await isThere(anna.page, 'Carl');
      const said = (page: Page) => page.getByText('People in this call see different lists.', { exact: true });
      // Three seconds they may differ, and three more it may take.
      for (const { page } of [anna, ben, carl]) await expect(said(page)).toBeVisible({ timeout: 6_000 });
      await expect(tile(ben.page, 'Carl')).toHaveCount(0);
      await button(carl.page, 'Leave').click();
      for (const { page } of [anna, ben]) await expect(said(page)).toHaveCount(0);
    } finally {
      await leave(carl.page);
      await carl.close();
    }
  });
});
