/** A call without any server: two people carry two codes, by pasting or by camera, and the call is one like any other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { preview } from 'vite';
import { type Caller, openCaller } from './caller.ts';
import { film } from './camera.ts';
import { tile } from './meet.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

/** PROTOCOL: a compact code, and the largest symbol cameras read well. */
const CODE_FORM = /#[A-Za-z0-9_-]{100,260}$/;

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(
  baseURL: string,
  name: string,
  sound: Float32Array = SILENCE,
  cameraPath?: string,
): Promise<Caller> {
  const soundPath = soundFile(name.toLowerCase(), sound);
  const caller = await openCaller({ baseURL, soundPath, ...(cameraPath ? { cameraPath } : {}) });
  callers.push(caller);
  await caller.page.goto('/');
  await openCodes(caller, name);
  return caller;
}

async function openCodes({ page }: Caller, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Call with two codes' }).click();
}

/** The built page from a server that can be switched off. */
async function serve(): Promise<{ baseURL: string; stop(): Promise<void> }> {
  const root = resolve(import.meta.dirname, '..');
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  const baseURL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  return { baseURL, stop: () => server.close() };
}

/** Somebody who was here before, so that the page opens without a server. */
async function visit(baseURL: string, name: string, sound: Float32Array = SILENCE): Promise<Caller> {
  const caller = await openCaller({ baseURL, soundPath: soundFile(name.toLowerCase(), sound) });
  callers.push(caller);
  await caller.page.goto('/');
  await caller.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return caller;
}

const ownPicture = ({ page }: Caller) => page.getByRole('img', { name: 'QR code of your code' });

/** The code on the screen, the way it is sent to somebody. */
async function copyCode(caller: Caller): Promise<string> {
  const { page } = caller;
  await expect(ownPicture(caller)).toBeVisible();
  await page.getByRole('button', { name: 'Copy code' }).click();
  await expect(page.getByText('Copied. Send it to them.')).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toMatch(CODE_FORM);
  return code;
}

async function paste({ page }: Caller, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Their code, or a link' }).fill(text);
  await page.getByRole('button', { name: 'Use it' }).click();
}

const makeCode = ({ page }: Caller) => page.getByRole('button', { name: 'Show a code' }).click();

async function bothTalk(anna: Caller, ben: Caller): Promise<void> {
  await expect(tile(anna.page, 'Ben')).toBeVisible();
  await expect(tile(ben.page, 'Anna')).toBeVisible();
  await expect.poll(async () => rmsDbfs(await ben.hear(1).catch(() => SILENCE))).toBeGreaterThan(-45);
}

test('two people meet by pasting, with no server left', async () => {
  const { baseURL, stop } = await serve();
  const anna = await visit(baseURL, 'Anna', speech());
  const ben = await visit(baseURL, 'Ben');
  await stop();
  for (const caller of [anna, ben]) {
    await caller.page.reload();
    await openCodes(caller, caller === anna ? 'Anna' : 'Ben');
  }
  await makeCode(anna);
  await paste(ben, await copyCode(anna));
  await paste(anna, await copyCode(ben));
  await bothTalk(anna, ben);
  await expect(anna.page.getByRole('textbox', { name: 'Invite link' })).toHaveCount(0);
  await expect(anna.page.getByText(/relay/i)).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'Leave' }).click();
  await expect(ben.page.getByRole('button', { name: 'Back to start' })).toBeVisible();
  await expect(ben.page.getByRole('button', { name: 'Back to the call' })).toHaveCount(0);
  await expect(anna.page.getByRole('heading', { name: 'Nobody else is here.' })).toBeVisible();
});

test('two people meet by holding their screens before each other’s cameras', async ({ baseURL }) => {
  const folder = mkdtempSync(join(tmpdir(), 'humr-camera-'));
  const openWithCamera = async (name: string, sound?: Float32Array) => {
    const cameraPath = join(folder, `${name}.y4m`);
    const caller = await open(baseURL!, name, sound, cameraPath);
    return { ...caller, cameraPath };
  };
  try {
    const anna = await openWithCamera('Anna', speech());
    const ben = await openWithCamera('Ben');
    await makeCode(anna);
    await film(ownPicture(anna), ben.cameraPath);
    await ben.page.getByRole('button', { name: 'Scan a code' }).click();
    await expect(ownPicture(ben)).toBeVisible();
    await film(ownPicture(ben), anna.cameraPath);
    await anna.page.getByRole('button', { name: 'Scan their code' }).click();
    await bothTalk(anna, ben);
    for (const { complaints } of [anna, ben]) expect(complaints).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a page without a network says what is still possible', async ({ baseURL }) => {
  const { page } = await visit(baseURL!, 'Anna');
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByText('No internet? Two people on one Wi-Fi can still call.')).toBeVisible();
});

test('a code that is no answer to mine is refused in words, and mine goes on waiting', async ({ baseURL }) => {
  const anna = await open(baseURL!, 'Anna');
  const ben = await open(baseURL!, 'Ben');
  await makeCode(anna);
  const first = await copyCode(anna);
  await paste(anna, first);
  await expect(anna.page.getByRole('alert')).toContainText('This is your own code');
  await paste(anna, 'javascript:alert(1)');
  await expect(anna.page.getByRole('alert')).toContainText('This is no link of Humr');
  await paste(anna, first.slice(0, -1));
  await expect(anna.page.getByRole('alert')).toContainText('This code is incomplete');
  await paste(ben, first);
  const answer = await copyCode(ben);
  await anna.page.getByRole('button', { name: 'Start over' }).click();
  await makeCode(anna);
  await paste(anna, answer);
  await expect(anna.page.getByRole('alert')).toContainText('This code answers another one');
  await paste(anna, `https://evil.example/#${'A'.repeat(51)}`);
  await expect(anna.page.getByRole('alert')).toContainText('This link leads to another site');
  await expect(anna.page.getByRole('img', { name: 'QR code of your code' })).toBeVisible();
});

test('an answer that was opened as a link in a new tab reaches the tab that waits', async ({ baseURL }) => {
  const anna = await open(baseURL!, 'Anna', speech());
  const ben = await openCaller({ baseURL: baseURL!, soundPath: soundFile('ben', SILENCE) });
  callers.push(ben);
  await makeCode(anna);
  await ben.page.goto(await copyCode(anna)); // as a phone's own camera app does
  const answer = await copyCode(ben);
  const second = await anna.page.context().newPage();
  await second.goto(answer);
  await expect(second.getByRole('heading', { name: 'Your answer went to the tab that waits for it.' })).toBeVisible();
  await expect(tile(anna.page, 'Someone')).toBeVisible();
  await expect(tile(ben.page, 'Anna')).toBeVisible();
});
