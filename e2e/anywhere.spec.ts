/** The built page at any path of a host that only hands out files. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { button } from './meet.ts';
import { soundFile, speech } from './voices.ts';

const DIST = resolve(import.meta.dirname, '../dist');
const BELOW = '/some/where/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

let server: Server;
let caller: Caller | undefined;

test.beforeEach(async () => {
  server = createServer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://host.example');
    const path = pathname === BELOW ? 'index.html' : pathname.slice(BELOW.length);
    const bytes = pathname.startsWith(BELOW) ? await readFile(join(DIST, path)).catch(() => null) : null;
    if (bytes === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

test.afterEach(async () => {
  await caller?.close();
  server.closeAllConnections();
  server.close();
});

test('works from a sub-path of a static host', async () => {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BELOW}`;
  caller = await openCaller({ soundPath: soundFile('anna', speech()), baseURL: address });
  const { page } = caller;
  const missing: string[] = [];
  page.on('response', (response) => response.status() >= 400 && missing.push(response.url()));
  await page.goto('');
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(address);
  // What a call is made of, and a screen that comes late.
  await button(page, 'Call with two codes').click();
  await button(page, 'Show a code').click();
  await expect(page.getByRole('img', { name: 'QR code of your code' })).toBeVisible();
  await page.goto('about:blank');
  await page.goto(address);
  await button(page, 'Doctor').click();
  await expect(button(page, 'Start the check-up')).toBeVisible();
  expect(missing).toEqual([]);
});
