/** What the browsers of this bench open: the built app as `npm start` serves it, and an empty page for other calls. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { build, type Plugin } from 'vite';

/** Its own folder, so that a running `npm start` keeps its pages. */
const APP_FOLDER = 'build/bench/app';
const SUPPRESSOR_FOLDER = 'node_modules/@sapphi-red/web-noise-suppressor/dist';
const START_TIMEOUT_MS = 30_000;
const CONTENT_TYPES: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

export interface Site {
  readonly url: string;
  close(): void;
}

/** Builds the app and serves it, relay included, in a process of its own. */
export async function serveApp(plugins: Plugin[] = []): Promise<Site> {
  await build({ logLevel: 'warn', plugins, build: { outDir: APP_FOLDER, emptyOutDir: true } });
  const port = await freePort();
  const words = ['preview', '--outDir', APP_FOLDER, '--host', '127.0.0.1', '--port', String(port), '--strictPort'];
  const server = spawn(process.execPath, ['node_modules/vite/bin/vite.js', ...words], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/`;
  const endMs = performance.now() + START_TIMEOUT_MS;
  while (!(await isUp(`${url}healthz`))) {
    if (server.exitCode !== null || performance.now() > endMs) throw new Error('the app cannot be served');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, close: () => server.kill() };
}

async function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** An empty page, and `@sapphi-red/web-noise-suppressor` under `/suppressor/`. */
export async function servePlain(): Promise<Site> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = normalize(url);
    const isFile = path.startsWith('/suppressor/');
    const body = isFile ? await readSuppressor(path.slice('/suppressor/'.length)) : '<!doctype html>';
    response.writeHead(body === null ? 404 : 200, { 'Content-Type': CONTENT_TYPES[extname(path)] ?? 'text/html' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

async function readSuppressor(path: string): Promise<Buffer | null> {
  return readFile(join(SUPPRESSOR_FOLDER, path)).catch(() => null);
}
