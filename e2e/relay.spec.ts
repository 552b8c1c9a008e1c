/** Other people's relays, named in the settings: mosquitto, and a RabbitMQ cluster with `HUMR_LONG_TESTS=1`. */
import { expect, test } from '@playwright/test';
import { findMosquitto, startMosquitto, startRelay, type TestBroker } from '../relay/brokers.test-kit.ts';
import { startProxy } from '../relay/proxies.test-kit.ts';
import { hasRabbit, startRabbit } from '../relay/rabbit.test-kit.ts';
import { settingsRecord } from '../src/settings/read.ts';
import { DEFAULT_SETTINGS } from '../src/settings/schema.ts';
import { type Caller, openCaller } from './caller.ts';
import { button, openLink, startCall, tile } from './meet.ts';
import { writeSettings } from './settings-writer.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

/** FAULTS.md, row 16, and what joining itself takes on a busy machine. */
const NEXT_RELAY_MS = 3_000;

const mosquitto = findMosquitto();
const callers: Caller[] = [];
const brokers: TestBroker[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
  for (const broker of brokers.splice(0)) await broker.stop();
});

async function startBroker(): Promise<TestBroker> {
  const broker = await startMosquitto(mosquitto!);
  brokers.push(broker);
  return broker;
}

/** Kills a broker and returns when it is gone. */
async function kill(broker: TestBroker): Promise<void> {
  brokers.splice(brokers.indexOf(broker), 1);
  await broker.stop();
}

/** A person whose settings name these relays. */
async function open(
  baseURL: string,
  name: string,
  relayUrls: readonly string[],
  sound: Float32Array = SILENCE,
): Promise<Caller> {
  const caller = await openCaller({ baseURL, soundPath: soundFile(name.toLowerCase(), sound) });
  callers.push(caller);
  await caller.page.goto('/');
  const settings = settingsRecord({ ...DEFAULT_SETTINGS, selfName: name, relayUrls });
  await expect.poll(() => caller.page.evaluate(writeSettings, settings)).toBe(true);
  return caller;
}

/** Up to the moment before "Join". */
async function standBefore({ page }: Caller, link: string) {
  await openLink(page, link);
  await expect(button(page, 'Join')).toBeVisible();
  return button(page, 'Join');
}

async function bothPresent(anna: Caller, ben: Caller): Promise<void> {
  await Promise.all([
    expect(tile(anna.page, 'Ben')).toBeVisible({ timeout: 30_000 }),
    expect(tile(ben.page, 'Anna')).toBeVisible({ timeout: 30_000 }),
  ]);
}

/** Joined, and the voice is there. */
async function talk(anna: Caller, ben: Caller): Promise<void> {
  await (await standBefore(ben, await startCall(anna.page))).click();
  await bothPresent(anna, ben);
  await expect.poll(async () => rmsDbfs(await ben.hear(1).catch(() => SILENCE))).toBeGreaterThan(-45);
}

test.describe('mosquitto as the relay', () => {
  test.skip(!mosquitto, 'mosquitto is not installed (Debian: apt-get install mosquitto)');

  test('two people join, and its death leaves the call undisturbed and is told', async ({ baseURL }) => {
    const broker = await startBroker();
    const anna = await open(baseURL!, 'Anna', [broker.url], speech());
    const ben = await open(baseURL!, 'Ben', [broker.url]);
    await talk(anna, ben);
    const hearing = ben.hear(5);
    await kill(broker);
    await expect(anna.page.getByText(/Your call goes on/).first()).toBeVisible();
    const heard = await hearing;
    // In every second of five there is speech: the recording pauses for less than that.
    for (let second = 0; second < 5; second++) {
      const part = heard.subarray((second * heard.length) / 5, ((second + 1) * heard.length) / 5);
      expect(rmsDbfs(part), `second ${second}`).toBeGreaterThan(-50);
    }
    await expect(tile(ben.page, 'Anna')).toBeVisible();
  });

  test('killed while somebody joins it gives way to the next in the list', async ({ baseURL }) => {
    const [first, second] = [await startBroker(), await startBroker()];
    const urls = [first.url, second.url];
    const anna = await open(baseURL!, 'Anna', urls);
    const ben = await open(baseURL!, 'Ben', urls);
    const join = await standBefore(ben, await startCall(anna.page));
    const startedMs = performance.now();
    await Promise.all([join.click(), kill(first)]);
    await bothPresent(anna, ben);
    const tookMs = performance.now() - startedMs;
    console.log(`joined ${tookMs.toFixed(0)} ms after the first relay was killed`);
    expect(tookMs).toBeLessThan(NEXT_RELAY_MS + 5_000);
  });

  test('people on different relays of one list meet where both are', async ({ baseURL }) => {
    const [first, second, third] = [await startBroker(), await startBroker(), await startBroker()];
    const anna = await open(baseURL!, 'Anna', [first.url, second.url]);
    const ben = await open(baseURL!, 'Ben', [second.url, third.url]);
    await (await standBefore(ben, await startCall(anna.page))).click();
    await bothPresent(anna, ben);
  });
});

test('a relay that takes seconds for every answer is called late, and waited for', { tag: '@long' }, async ({
  baseURL,
}) => {
  const relay = await startRelay();
  const slow = await startProxy(relay.url, { delayMs: 3_500 });
  brokers.push(slow, relay);
  const anna = await open(baseURL!, 'Anna', [slow.url]);
  await anna.page.goto('/');
  await button(anna.page, 'Start a call').click();
  // One answer to the upgrade, one to what follows: seven seconds in all, and six are called late.
  await expect(anna.page.getByRole('heading', { name: /takes long to answer/ })).toBeVisible();
  await expect(anna.page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
});

test('people on different nodes of a RabbitMQ cluster meet, and talk on when one is killed', async ({ baseURL }) => {
  test.skip(process.env.HUMR_LONG_TESTS !== '1' || !hasRabbit(), 'wants HUMR_LONG_TESTS=1 and rabbitmq-server');
  test.setTimeout(240_000);
  const { nodes, stop } = await startRabbit(3);
  try {
    const [one, two, three] = nodes.map(({ url }) => url);
    const anna = await open(baseURL!, 'Anna', [one!, three!], speech());
    const ben = await open(baseURL!, 'Ben', [two!, three!]);
    const join = await standBefore(ben, await startCall(anna.page));
    await Promise.all([join.click(), nodes[2]!.kill()]); // while joining: the node both are on
    await bothPresent(anna, ben);
    const hearing = ben.hear(4);
    await nodes[0]!.kill(); // while connected: the last one Anna is on
    await expect(anna.page.getByText(/Your call goes on/).first()).toBeVisible();
    expect(rmsDbfs(await hearing)).toBeGreaterThan(-45);
  } finally {
    await stop();
  }
});
