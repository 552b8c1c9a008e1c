/** Two browsers meet through a relay that cheats: what was altered never becomes a call, and what was not always does. */
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import { createRewritingBroker, type RewritingBroker } from '../hostile/rewriting-broker.ts';
import { openEnvelope, sealEnvelope } from '../src/trust/envelope.ts';
import { decodeInvite } from '../src/trust/link.ts';
import { type RoomKeys, roomKeys } from '../src/trust/room.ts';
import { type Caller, openCaller } from './caller.ts';
import { joinCall, leave, startCall, tile } from './meet.ts';
import { SILENCE, soundFile } from './voices.ts';

/** Altered messages after which a call that could be had would have been: each greeting reaches two browsers. */
const ENOUGH_ALTERED = 10;

interface Scene {
  readonly broker: RewritingBroker;
  readonly anna: Caller;
  readonly ben: Caller;
}

/** The built page on an origin whose relay is the cheat, and two browser processes. */
async function withScene(run: (scene: Scene) => Promise<void>): Promise<void> {
  const broker = createRewritingBroker();
  const server = await preview({
    configFile: false,
    root: resolve(import.meta.dirname, '..'),
    logLevel: 'silent',
    plugins: [broker.plugin],
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  const baseURL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  const soundPath = soundFile('silence', SILENCE);
  const [anna, ben] = await Promise.all([openCaller({ soundPath, baseURL }), openCaller({ soundPath, baseURL })]);
  try {
    await run({ broker, anna, ben });
  } finally {
    await Promise.all([anna.close(), ben.close()]);
    await server.close();
  }
}

/** Both on the way into one call. @returns the keys of its room, as whoever got hold of the link has them */
async function meet({ anna, ben }: Scene): Promise<RoomKeys> {
  for (const { page } of [anna, ben]) await leave(page);
  const link = await startCall(anna.page, 'Anna');
  const invite = decodeInvite(new URL(link).hash.slice(1));
  if (typeof invite === 'string') throw new TypeError(invite);
  await joinCall(ben.page, link, 'Ben');
  return roomKeys(invite.secret);
}

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
