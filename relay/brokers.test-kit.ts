/** Real brokers for tests: the embedded one and Debian's mosquitto, each on a free port of this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { WebSocket as NodeWebSocket } from 'ws';
import type { Platform } from '../src/signal/platform.ts';
import { openWebSocket } from '../src/signal/wire.ts';
import { DEFAULT_LIMITS, type RelayLimits } from './limits.ts';
import { createRelay, type Relay } from './relay.ts';

/** Node 20 has no WebSocket of its own; the `ws` package has the same face. */
const Socket = NodeWebSocket as unknown as typeof WebSocket;

export const NODE_PLATFORM: Platform = {
  openWire: (url, events) => openWebSocket(url, events, Socket),
  nowMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  dice: () => Math.random(),
};

export interface TestBroker {
  readonly url: string;
  stop(): Promise<void>;
}

export interface TestRelay extends TestBroker {
  readonly relay: Relay;
  readonly port: number;
}

/** The embedded broker behind a bare HTTP server. */
export async function startRelay(limits: Partial<RelayLimits> = {}, onPort = 0): Promise<TestRelay> {
  const relay = await createRelay({ ...DEFAULT_LIMITS, ...limits });
  const server = createHttpServer();
  server.on('upgrade', (request, socket, head) => relay.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    relay,
    port,
    url: `ws://127.0.0.1:${port}/mqtt`,
    async stop() {
      await relay.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @returns where mosquitto is installed, or null */
export function findMosquitto(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'mosquitto')).find((path) => existsSync(path)) ?? null;
}

export function takeFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits for the port; throws when the program ends before. */
export async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
    });
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
}

export interface TestMosquitto extends TestBroker {
  readonly pid: number;
  readonly port: number;
}

/** @param port the one of a mosquitto that ended, to play its restart */
export async function startMosquitto(path: string, port?: number): Promise<TestMosquitto> {
  const plainPort = await takeFreePort();
  return listenMosquitto(path, plainPort, port ?? (await takeFreePort()));
}

async function listenMosquitto(path: string, plainPort: number, port: number): Promise<TestMosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'humr-mosquitto-'));
  const config = join(folder, 'mosquitto.conf');
  // It refuses to start with a websockets listener alone, hence the plain one.
  const lines = [
    `listener ${plainPort} 127.0.0.1`,
    `listener ${port} 127.0.0.1`,
    'protocol websockets',
    'allow_anonymous true',
  ];
  writeFileSync(config, lines.join('\n'));
  const child = spawn(path, ['-c', config], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await untilListening(port, child);
  return {
    url: `ws://127.0.0.1:${port}/`,
    port,
    pid: child.pid!,
    async stop() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
