/** A real TURN server for a test: Debian's coturn on an address of this machine that is not loopback. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { takeFreePort } from '../relay/brokers.test-kit.ts';

const PATIENCE_MS = 10_000;

export interface Coturn {
  readonly url: string;
  /** Credentials that coturn takes until they end, as its secret makes them (draft-uberti-behave-turn-rest). */
  credentials(lifeS: number): { username: string; password: string };
  stop(): Promise<void>;
}

/** @returns where coturn is installed, or null */
export function findCoturn(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin'];
  return folders.map((folder) => join(folder, 'turnserver')).find((path) => existsSync(path)) ?? null;
}

/** Candidates on loopback are refused by the app, so TURN must lie on an address others could reach. */
function ownAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

/** Why there can be no TURN server here; null where there can. */
export function missingForTurn(): string | null {
  if (!findCoturn()) return 'coturn is not installed (Debian: apt-get install coturn)';
  return ownAddress() ? null : 'this machine has no address but loopback';
}

export async function startCoturn(): Promise<Coturn> {
  const address = ownAddress()!; // asked for by `missingForTurn`
  const secret = randomBytes(16).toString('hex');
  const port = await takeFreePort();
  const folder = mkdtempSync(join(tmpdir(), 'humr-turn-'));
  const config = join(folder, 'turnserver.conf');
  const lines = [
    `listening-ip=${address}`,
    `relay-ip=${address}`,
    `listening-port=${port}`,
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=humr.example',
    'no-tls',
    'no-dtls',
    'no-cli',
    'fingerprint',
    `pidfile=${join(folder, 'pid')}`,
    `userdb=${join(folder, 'db')}`,
    'log-file=stdout',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const child = spawn(findCoturn()!, ['-c', config], { stdio: 'ignore' });
  await untilListening(address, port, child);
  return {
    url: `turn:${address}:${port}`,
    credentials(lifeS) {
      const username = `${Math.floor(Date.now() / 1000) + lifeS}:humr`;
      return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL'); // it takes seconds to say goodbye
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(host: string, port: number, child: ChildProcess): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  while (performance.now() < endMs && child.exitCode === null) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, host, () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      setTimeout(() => socket.destroy(), 200);
    });
    if (isUp) return;
  }
  throw new Error('coturn does not start');
}
