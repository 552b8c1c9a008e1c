/** What a relay can write down of two whole calls: random topics, six sizes and the time, and nothing of who called whom. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { writeConnect, writePublish } from '../src/signal/mqtt-codec.ts';
import { decodeInvite } from '../src/trust/link.ts';
import type { Caller } from './caller.ts';
import { button, tile } from './meet.ts';
import { createSeen, leaked, type Published, repeatedBytes, type Seen, writeDown } from './observer.ts';
import { meet, type Scene, withScene } from './scene.ts';

const SIZES = [256, 512, 1024, 2048, 4096, 16384];
const TOPIC = /^humr\/1\/[A-Za-z0-9_-]{22}$/;
const NAMES = { anna: 'Annegret Beispiel', ben: 'Benedikt Exempel' };

const text = (it: string) => new TextEncoder().encode(it);

/** What the browsers told each other: certificates, ICE credentials and addresses. */
async function secretsOf(page: Page): Promise<Record<string, Uint8Array>> {
  const descriptions = await page.evaluate(() =>
    globalThis.heardConnections.flatMap((it) => [it.localDescription?.sdp ?? '', it.remoteDescription?.sdp ?? '']),
  );
  const found: Record<string, Uint8Array> = {};
  for (const sdp of descriptions) {
    for (const [, hex] of sdp.matchAll(/a=fingerprint:sha-256 ([0-9A-F:]+)/g)) {
      found[`fingerprint ${hex}`] = Uint8Array.from(hex!.split(':'), (byte) => Number.parseInt(byte, 16));
    }
    for (const [, value] of sdp.matchAll(/a=ice-pwd:(\S+)/g)) found[`password ${value}`] = text(value!);
    for (const [, value] of sdp.matchAll(/a=candidate:(.+)/g)) found[`candidate ${value}`] = text(value!);
  }
  return found;
}

type Connections = Map<object, Seen>;

/** One whole call: both come, one mutes, both leave. @returns what was secret in it */
async function callOnce(scene: Scene, seen: Connections): Promise<Record<string, Uint8Array>> {
  const { anna, ben } = scene;
  await meet(scene, NAMES);
  await expect(tile(anna.page, NAMES.ben)).toBeVisible();
  await expect(tile(ben.page, NAMES.anna)).toBeVisible();
  const invite = decodeInvite(await linkOf(anna));
  if (typeof invite === 'string') throw new TypeError(invite);
  const secrets = { ...(await secretsOf(anna.page)), ...(await secretsOf(ben.page)) };
  // From here on they speak over their own channel: muting, and that it shows, is told to no relay.
  const before = publishedIn(seen).length;
  await button(ben.page, 'Mute').click();
  await expect(tile(anna.page, NAMES.ben).getByText('Muted')).toBeVisible();
  expect(publishedIn(seen).length - before, 'messages of a connected call').toBeLessThanOrEqual(STRAGGLERS);
  for (const { page } of [ben, anna]) await button(page, 'Leave').click();
  return { ...secrets, secret: invite.secret, inviter: invite.hostFingerprint! };
}

/** OPEN and the last candidates may still be on their way from each side, and each may ask its relay whether it delivers. */
const STRAGGLERS = 6;

async function linkOf({ page }: Caller): Promise<string> {
  return new URL(await page.getByRole('textbox', { name: 'Invite link' }).inputValue()).hash.slice(1);
}

const publishedIn = (seen: Connections): Published[] =>
  [...seen.values()].flatMap(({ published, wills }) => [...published, ...wills]);

const topicsIn = (seen: readonly Seen[]): string[] => [
  ...new Set(seen.flatMap(({ subscribed, published }) => [...subscribed, ...published.map(({ topic }) => topic)])),
];

/** Of a room; a connection without a will listens for contacts who ring, on topics of their own that last a day. */
const isOfCall = ({ wills }: Seen): boolean => wills.length > 0;

test('an observer who was told something would find it', () => {
  const seen = createSeen();
  const will = { topic: `humr/1/${'w'.repeat(22)}`, payload: text('a will of Anna') };
  writeDown(seen, writeConnect({ clientId: 'c', keepAliveS: 300, userName: 'u', password: 'p', will }));
  writeDown(seen, writePublish('news', text('Anna calls; a will of Anna')));
  expect(seen).toMatchObject({
    clientIds: ['c'],
    keepAlivesS: [300],
    logins: 1,
    wills: [{ topic: will.topic, flags: 0 }],
  });
  const payloads = [seen.wills[0]!.payload, seen.published[0]!.payload];
  expect(leaked(payloads, { call: text('na call'), other: text('Benedikt') })).toEqual(['call']);
  expect(repeatedBytes(payloads)).toHaveLength('a will of Anna'.length - 7);
});

test('shows random topics, sizes and times, and nothing that two messages share', async () => {
  await withScene(async (scene) => {
    const calls: Connections[] = [];
    const secrets: Record<string, Uint8Array> = { anna: text(NAMES.anna), ben: text(NAMES.ben), kind: text('"kind"') };
    for (let round = 0; round < 2; round++) {
      const seen: Connections = new Map();
      calls.push(seen);
      scene.broker.watch = (frame, connection) => {
        const before = calls.find((it) => it.has(connection)) ?? seen;
        if (!before.has(connection)) before.set(connection, createSeen());
        writeDown(before.get(connection)!, frame);
      };
      Object.assign(secrets, await callOnce(scene, seen));
    }
    expect(Object.keys(secrets).filter((name) => name.startsWith('fingerprint')).length).toBeGreaterThanOrEqual(4);
    const all = calls.flatMap((seen) => [...seen.values()]);
    for (const seen of all) looksRandom(seen);
    const [first, second] = calls.map((seen) => topicsIn([...seen.values()].filter(isOfCall)));
    const ringing = topicsIn(all.filter((seen) => !isOfCall(seen)));
    expect(
      first!.filter((topic) => second!.includes(topic)),
      'topics of both calls',
    ).toEqual([]);
    expect(
      ringing.filter((topic) => first!.includes(topic) || second!.includes(topic)),
      'topics of a call and of the contacts',
    ).toEqual([]);
    const clientIds = all.flatMap((seen) => seen.clientIds);
    expect(new Set(clientIds).size, 'each connection under its own name').toBe(all.length);
    const payloads = calls.flatMap(publishedIn).map(({ payload }) => payload);
    expect(repeatedBytes(payloads)).toEqual([]);
    expect(leaked(payloads, secrets)).toEqual([]);
    const readable = [...first!, ...second!, ...ringing, ...clientIds].map(text);
    expect(leaked(readable, secrets)).toEqual([]);
    const sizes = [...new Set(payloads.map(({ length }) => length))].sort((a, b) => a - b);
    console.log(`${payloads.length} messages of ${sizes.join(', ')} B on ${readable.length} topics and names`);
  });
});

function looksRandom(seen: Seen): void {
  expect(seen.others, 'only CONNECT, SUBSCRIBE, PUBLISH, PINGREQ, DISCONNECT').toEqual([]);
  expect(seen.logins).toBe(0);
  expect(seen.keepAlivesS).toEqual([45]);
  for (const id of seen.clientIds) expect(id).toMatch(/^[0-9a-z]{20}$/);
  for (const topic of seen.subscribed) expect(topic).toMatch(TOPIC);
  for (const { topic, payload, flags } of [...seen.published, ...seen.wills]) {
    expect(topic).toMatch(TOPIC);
    expect(SIZES).toContain(payload.length);
    expect(flags, 'neither retained, nor repeated, nor with receipts').toBe(0);
  }
}
