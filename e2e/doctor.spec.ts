/** Every check of the doctor is broken on purpose once, as far out as it can be, and must name what was broken. */
import { expect, test } from '@playwright/test';
import type { BrowserContext, Page } from 'playwright-core';
import { settingsRecord } from '../src/settings/read.ts';
import { DEFAULT_SETTINGS, type Settings } from '../src/settings/schema.ts';
import { type Caller, type CallerOptions, openCaller } from './caller.ts';
import { missingForTurn, startCoturn } from './coturn.ts';
import { startCrookedServer } from './crooked-server.ts';
import { button } from './meet.ts';
import { writeSettings } from './settings-writer.ts';
import { SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];
const closers: (() => Promise<void>)[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
  for (const close of closers.splice(0)) await close();
});

async function open(
  baseURL: string | undefined,
  sound: Float32Array,
  options: Partial<CallerOptions>,
  settings: Partial<Settings> | null,
): Promise<Page> {
  const soundPath = soundFile(sound === SILENCE ? 'silence' : 'anna', sound);
  const caller = await openCaller({ baseURL: baseURL!, soundPath, serviceWorker: false, ...options });
  callers.push(caller);
  await caller.page.goto('/');
  if (settings) {
    const record = settingsRecord({ ...DEFAULT_SETTINGS, ...settings });
    await expect.poll(() => caller.page.evaluate(writeSettings, record)).toBe(true);
    await caller.page.reload();
  }
  return caller.page;
}

/** @returns the cause each check names, out of the result as it is copied */
async function examine(page: Page): Promise<Record<string, string>> {
  await button(page, 'Doctor').click();
  await button(page, 'Start the check-up').click();
  await expect(button(page, 'Check again')).toBeVisible({ timeout: 25_000 });
  await button(page, 'Copy result').click();
  await expect(button(page, 'Copied')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  console.log(text);
  const rows = text.trim().split('\n').slice(1);
  return Object.fromEntries(rows.map((row) => row.split(/\s+/, 3)).map(([id, , cause]) => [id, cause]));
}

/** What the worklet and the worker of the microphone load. */
const VOICE_CHAIN = /assets\/voice-(?!weights).*\.js$/;
const RENDER_WORKER = /assets\/render\.worker-.*\.js$/;

/** CONNACK with "not authorised" (MQTT 3.1.1, section 3.2). */
const REFUSAL = Buffer.from([0x20, 2, 0, 5]);

test('the doctor names what is broken outside of the page @long', async ({ baseURL }) => {
  const missing = missingForTurn();
  if (missing) console.log(`The TURN server is left out: ${missing}.`);
  const turn = missing ? null : await startCoturn();
  if (turn) closers.push(() => turn.stop());
  const { username } = turn?.credentials(600) ?? { username: '' };
  const turnServers = turn ? [{ url: turn.url, userName: username, password: 'wrong' }] : [];
  const prepare = async (context: BrowserContext) => {
    await context.routeWebSocket(/mqtt/, (socket) => socket.onMessage(() => socket.send(REFUSAL)));
    await context.addInitScript(fillHeap);
    await context.addInitScript(fillDisk);
  };
  const server = await startCrookedServer(baseURL!, (path) => (VOICE_CHAIN.test(path) ? null : undefined));
  closers.push(server.close);
  const page = await open(server.baseURL, SILENCE, { prepare }, { turnServers });
  expect(await examine(page)).toMatchObject({
    microphone: 'mic-silent',
    chain: 'chain-none',
    context: 'context-no-worklet',
    relay: 'relay-refused',
    bandwidth: 'needs-relay',
    ...(turn ? { turn: 'turn-refused' } : {}),
    storage: 'storage-full',
    memory: 'memory-high',
    path: 'path-ok',
    keys: 'keys-ok',
    loop: 'loop-ok',
  });
});

/** Runs in the page: a heap as it would be after hours of a leak. */
function fillHeap(): void {
  const memory = { usedJSHeapSize: 3.9e9, jsHeapSizeLimit: 4e9 };
  Object.defineProperty(performance, 'memory', { get: () => memory });
}

/** Runs in the page: quotas do not bind a browser without a profile on disk, so the refusal itself is given. */
function fillDisk(): void {
  const { add } = IDBObjectStore.prototype;
  Object.assign(IDBObjectStore.prototype, {
    add(this: IDBObjectStore, value: unknown) {
      if (value instanceof Uint8Array && value.length > 500_000) throw new DOMException('full', 'QuotaExceededError');
      return add.call(this, value);
    },
  });
}

test('the doctor names a browser that keeps nothing and lets nothing out @long', async ({ baseURL }) => {
  const page = await open(
    baseURL,
    speech(),
    {
      chromiumArgs: ['--webrtc-ip-handling-policy=disable_non_proxied_udp'],
      prepare: async (context) => void (await context.addInitScript(forbidStorage)),
    },
    null,
  );
  expect(await examine(page)).toMatchObject({
    path: expect.stringMatching(/^path-(none|no-udp)$/),
    loop: 'loop-silent',
    storage: 'storage-none',
    keys: 'keys-temporary',
    relay: 'relay-ok',
    bandwidth: 'bandwidth-ok',
  });
});

/** Runs in the page: as in a private window of some browsers. */
function forbidStorage(): void {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  Object.defineProperty(globalThis, 'indexedDB', {
    value: { open: refuse, databases: refuse, deleteDatabase: refuse },
  });
  Object.defineProperty(StorageManager.prototype, 'getDirectory', { value: async () => refuse() });
}

test('the doctor names a loud room, a slow device and wrong settings @long', async ({ baseURL }) => {
  const prepare = async (context: BrowserContext) => {
    await context.addInitScript(hearLoudspeakers);
    await context.addInitScript(slowLoop, LOOP_DELAY_S);
  };
  const server = await startCrookedServer(baseURL!, (path, text) =>
    RENDER_WORKER.test(path) ? text().then((script) => `(${slowDown})();\n${script}`) : undefined,
  );
  closers.push(server.close);
  const turnServers = [{ url: 'turn:198.51.100.1:3478', userName: 'anna', password: 'secret' }];
  const page = await open(
    server.baseURL,
    speech(),
    { prepare },
    { turnServers, relayUrls: ['wss://198.51.100.2/mqtt'] },
  );
  expect(await examine(page)).toMatchObject({
    configuration: 'config-relay',
    relay: 'relay-unreachable',
    turn: 'turn-unreachable',
    headroom: expect.stringMatching(/^headroom-(low|none)$/),
    loop: 'loop-slow',
    echo: 'echo-heard',
    storage: expect.stringMatching(/^storage-(ok|not-persistent)$/),
    keys: 'keys-ok',
  });
});

const LOOP_DELAY_S = 0.35;

/** Runs in the page: what is played comes back through the microphone, as from loudspeakers in a bare room. */
function hearLoudspeakers(): void {
  const { play } = HTMLMediaElement.prototype;
  const { getUserMedia } = MediaDevices.prototype;
  let played: MediaStream | null = null;
  Object.assign(HTMLMediaElement.prototype, {
    play(this: HTMLMediaElement) {
      if (this.srcObject instanceof MediaStream) played = this.srcObject;
      return play.call(this);
    },
  });
  Object.assign(MediaDevices.prototype, {
    async getUserMedia(this: MediaDevices, wishes: MediaStreamConstraints) {
      return played ? new MediaStream(played.getTracks().map((it) => it.clone())) : getUserMedia.call(this, wishes);
    },
  });
}

/** Runs in the page: whatever comes out of a connection of the loop comes so much later. */
function slowLoop(delayS: number): void {
  const { addTrack } = RTCPeerConnection.prototype;
  Object.assign(RTCPeerConnection.prototype, {
    addTrack(this: RTCPeerConnection, track: MediaStreamTrack, ...streams: MediaStream[]) {
      const context = new AudioContext({ sampleRate: 48_000 });
      const source = context.createMediaStreamSource(new MediaStream([track]));
      const out = context.createMediaStreamDestination();
      source.connect(new DelayNode(context, { maxDelayTime: 1, delayTime: delayS })).connect(out);
      return addTrack.call(this, out.stream.getAudioTracks()[0]!, ...streams);
    },
  });
}

/** Runs in the worker, which takes one view of its frame for each that it renders: 3 ms more for each 10 ms. */
function slowDown(): void {
  const { subarray } = Float32Array.prototype;
  Object.assign(Float32Array.prototype, {
    subarray(this: Float32Array, ...range: [number?, number?]) {
      if (this.length === 480) for (const startMs = performance.now(); performance.now() - startMs < 3; );
      return subarray.apply(this, range);
    },
  });
}
