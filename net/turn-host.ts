/** A third host with two TURN servers (Debian's coturn), reached over UDP and TCP, each of which may be killed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { writeSettings } from '../e2e/settings-writer.ts';
import { settingsRecord } from '../src/settings/read.ts';
import { DEFAULT_SETTINGS, type ServerLogin } from '../src/settings/schema.ts';
import type { Host } from './namespaces.ts';

const USER = { userName: 'humr', password: 'of-this-bench-only' };
const PORTS: readonly number[] = [3478, 3479];
const START_TIMEOUT_MS = 10_000;
/** Beyond the ports of each other. */
const RELAYED_PORTS = 1_000;

export const hasTurnServer = (): boolean => spawnSync('turnserver', ['--help']).error === undefined;

export class TurnHost {
  readonly #host: Host;
  readonly #folder = mkdtempSync(join(tmpdir(), 'humr-turn-'));
  readonly #running = new Map<number, ChildProcess>();

  constructor(host: Host) {
    this.#host = host;
  }

  static async open(host: Host): Promise<TurnHost> {
    const turn = new TurnHost(host);
    for (const port of PORTS) await turn.start(port);
    return turn;
  }

  /** Both servers over UDP and over TCP, as the settings want them. */
  get logins(): readonly ServerLogin[] {
    const { address } = this.#host.ports[0]!; // every host has one
    return PORTS.flatMap((port) =>
      ['udp', 'tcp'].map((transport) => ({ url: `turn:${address}:${port}?transport=${transport}`, ...USER })),
    );
  }

  async start(port: number): Promise<void> {
    const { namespace, ports } = this.#host;
    const address = ports[0]!.address;
    const at = PORTS.indexOf(port);
    const config = join(this.#folder, `${port}.conf`);
    const lines = [
      `listening-ip=${address}`,
      `relay-ip=${address}`,
      `listening-port=${port}`,
      `min-port=${40_000 + at * RELAYED_PORTS}`,
      `max-port=${40_000 + (at + 1) * RELAYED_PORTS - 1}`,
      'lt-cred-mech',
      `user=${USER.userName}:${USER.password}`,
      'realm=humr.example',
      'no-tls',
      'no-dtls',
      'no-cli',
      'fingerprint',
      `pidfile=${join(this.#folder, `${port}.pid`)}`,
      `userdb=${join(this.#folder, `${port}.db`)}`,
      'log-file=stdout',
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    const child = spawn('ip', ['netns', 'exec', namespace, 'turnserver', '-c', config], { stdio: 'ignore' });
    this.#running.set(port, child);
    const listens = ['netns', 'exec', namespace, 'ss', '-Hltn', `sport = :${port}`];
    for (const endMs = performance.now() + START_TIMEOUT_MS; performance.now() < endMs; await sleep(50)) {
      if (spawnSync('ip', listens).stdout.length > 0) return;
      if (child.exitCode !== null) break;
    }
    throw new Error(`the TURN server on port ${port} does not start`);
  }

  async kill(port: number): Promise<void> {
    const child = this.#running.get(port);
    if (!child) throw new RangeError(`no TURN server runs on port ${port}`);
    this.#running.delete(port);
    const ended = once(child, 'exit');
    child.kill('SIGKILL'); // its goodbye takes seconds
    await ended;
  }

  async close(): Promise<void> {
    for (const port of [...this.#running.keys()]) await this.kill(port);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The settings of a page, as if its user had written the servers into them; the page is loaded anew. */
export async function giveTurn(page: Page, turn: TurnHost | null): Promise<void> {
  const settings = settingsRecord({ ...DEFAULT_SETTINGS, turnServers: turn?.logins ?? [] });
  for (let tries = 0; !(await page.evaluate(writeSettings, settings)); tries++) {
    if (tries > 200) throw new Error('the page has no database');
    await sleep(50);
  }
  await page.reload();
}
