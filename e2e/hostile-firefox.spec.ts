/** Chromium and Firefox meet through a relay that cheats: nothing altered makes a call, everything unaltered does. */
import { expect, test } from '@playwright/test';
import { createRewritingBroker, type RewritingBroker } from '../hostile/rewriting-broker.ts';
import { openEnvelope, sealEnvelope } from '../src/trust/envelope.ts';
import { decodeInvite } from '../src/trust/link.ts';
import { type RoomKeys, roomKeys } from '../src/trust/room.ts';
import { type Caller, openCaller } from './caller.ts';
import { type FirefoxCaller, findFirefox, NO_FIREFOX, openFirefox } from './firefox.ts';
import { joinCall, leave, startCall } from './meet.ts';
import { serving } from './serving.ts';
import { SILENCE, soundFile } from './voices.ts';

const firefox = findFirefox();
test.skip(firefox === null, NO_FIREFOX);

/** Altered messages after which a call that could be had would have been. */
const ENOUGH_ALTERED = 8;
const ROUNDS = 3;

interface Scene {
  readonly broker: RewritingBroker;
  readonly baseURL: string;
  readonly anna: Caller;
  readonly fritz: FirefoxCaller;
}

async function withScene(run: (scene: Scene) => Promise<void>): Promise<void> {
  const broker = createRewritingBroker();
  await serving({ plugins: [broker.plugin] }, async (baseURL) => {
    const anna = await openCaller({ soundPath: soundFile('silence', SILENCE), baseURL });
    const fritz = await openFirefox(firefox!);
    try {
      await run({ broker, baseURL, anna, fritz });
    } finally {
      await Promise.all([anna.close(), fritz.close()]);
    }
  });
}

/** Chromium invites or Firefox does; the other joins. @returns the keys of the room */
async function meet({ anna, fritz, baseURL }: Scene, inviter: 'chromium' | 'firefox'): Promise<RoomKeys> {
  await leave(anna.page);
  // A page that is left in a call comes back into it.
  await (await fritz.findNow('button', 'Leave'))?.click();
  await fritz.page.goto('about:blank');
  const link = inviter === 'chromium' ? await startCall(anna.page, 'Anna') : await startInFirefox(fritz, baseURL);
  if (inviter === 'chromium') {
    await fritz.page.goto(link);
    await fritz.fill('Your name', 'Fritz');
    await (await fritz.find('button', 'Join')).click();
  } else {
    await joinCall(anna.page, link, 'Anna');
  }
  const invite = decodeInvite(new URL(link).hash.slice(1));
  if (typeof invite === 'string') throw new TypeError(invite);
  return roomKeys(invite.secret);
}

async function startInFirefox(fritz: FirefoxCaller, baseURL: string): Promise<string> {
  await fritz.page.goto(baseURL);
  await fritz.fill('Your name', 'Fritz');
  await (await fritz.find('button', 'Start a call')).click();
  const field = await fritz.find('textbox', 'Invite link');
  return field.evaluate((element) => (element as HTMLInputElement).value);
}

const flip = (payload: Uint8Array, at: number) => payload.map((byte, i) => (i === at ? byte ^ 1 : byte));

type Alteration = (payload: Uint8Array, count: number, keys: RoomKeys | null) => Uint8Array;

/** Changes one byte of the body inside the envelope and seals it again, as only somebody with the link can. */
const flipInside: Alteration = (payload, count, keys) => {
  const envelope = keys && openEnvelope(keys, payload);
  if (!envelope || typeof envelope === 'string') return flip(payload, 60);
  const body = flip(envelope.body, (count * 13) % envelope.body.length);
  return sealEnvelope(keys, { ...envelope, body }, crypto.getRandomValues(new Uint8Array(24)));
};

const ALTERATIONS: Readonly<Record<string, Alteration>> = {
  'the nonce': (payload, count) => flip(payload, 1 + (count % 24)),
  'a byte of the content': (payload, count) => flip(payload, 25 + ((count * 37) % (payload.length - 41))),
  'a byte inside, with the link': flipInside,
};

for (const inviter of ['chromium', 'firefox'] as const) {
  test(`nothing altered makes a call of the two when ${inviter} invites; what is unaltered does`, {
    tag: '@long',
  }, async () => {
    test.setTimeout(240_000);
    await withScene(async (scene) => {
      const { broker, anna } = scene;
      let altered = 0;
      for (const [what, alter] of Object.entries(ALTERATIONS)) {
        let count = 0;
        let keys: RoomKeys | null = null;
        broker.rewrite = (_topic, payload) => [alter(payload, count++, keys)];
        keys = await meet(scene, inviter);
        await expect
          .poll(() => count, { message: `${what}: altered`, timeout: 40_000 })
          .toBeGreaterThan(ENOUGH_ALTERED);
        await expect(anna.page.getByRole('group', { name: 'Fritz', exact: true })).toHaveCount(0);
        altered += count;
      }
      broker.rewrite = (_topic, payload) => [payload];
      for (let round = 0; round < ROUNDS; round++) {
        await meet(scene, inviter);
        await expect(anna.page.getByRole('group', { name: 'Fritz', exact: true })).toBeVisible({ timeout: 30_000 });
        await scene.fritz.find('group', 'Anna');
      }
      console.log(`${altered} messages altered, no call; ${ROUNDS} of ${ROUNDS} unaltered calls`);
    });
  });
}
