/**
 * Two hosts on one machine: a network namespace each (ip-netns(8)), with TUN devices that lead into the user-space
 * network, and a door to the app's server that no impairment touches.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Port } from './user-network.ts';

/** Small enough for every header on the way. */
const MTU_BYTES = 1400;
/** Below the ports the system gives to others by itself, and another stretch for every run. */
const SOCAT_UDP_FROM = 10_000 + 32 * (process.pid % 680);

/** Why the bench cannot run here; null where it can. */
export function missingParts(): string | null {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only';
  if (process.getuid?.() !== 0) return 'making network namespaces needs root';
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun';
  for (const command of ['ip', 'socat']) {
    if (spawnSync(command, ['-V']).error) return `${command} is not installed (Debian: iproute2, socat)`;
  }
  return null;
}

export interface Host {
  readonly namespace: string;
  /** Its interfaces; the first is the one in use from the start. */
  readonly ports: readonly Port[];
  /** Starts a program inside: what Playwright takes as `executablePath`. */
  readonly chromiumPath: string;
  /** Address under which the app's server is reached from inside: a secure context. */
  readonly baseURL: string;
  /** Takes all addresses away and gives that of one interface (-1: none), as a phone does that leaves the Wi-Fi. */
  useInterface(index: number): void;
  close(): void;
}

/** Waits until `check` holds; the programs started below need a moment each. */
async function until(what: string, check: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (check()) return;
    await new Promise((resolve) => setImmediate(resolve));
    spawnSync('sleep', ['0.02']);
  }
  throw new Error(`${what} did not happen`);
}

/** IFF_UP of the interface's flags (netdevice(7)). */
function isUp(device: string): boolean {
  const path = `/sys/class/net/${device}/flags`;
  return existsSync(path) && (Number.parseInt(readFileSync(path, 'utf8'), 16) & 1) === 1;
}

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/**
 * @param index number of the host, from 1; its addresses are 10.77.index.1 and 10.77.index.2
 * @param serverPort port of the app's server on this machine's loopback
 */
export async function openHost(index: number, serverPort: number, chromium: string): Promise<Host> {
  const namespace = `humr-${process.pid}-${index}`;
  const folder = mkdtempSync(join(tmpdir(), 'humr-net-'));
  const children: number[] = [];
  const start = (command: string, words: readonly string[]) => {
    const child = spawn(command, words, { stdio: 'ignore' });
    if (child.pid === undefined) throw new Error(`${command} does not start`);
    children.push(child.pid);
  };
  ip('netns', 'add', namespace);
  ip('-n', namespace, 'link', 'set', 'lo', 'up');
  const ports: Port[] = [];
  for (const [at, address] of [`10.77.${index}.1`, `10.77.${index}.2`].entries()) {
    const ownPort = SOCAT_UDP_FROM + 8 * index + 2 * at;
    const port = { address, ownPort, devicePort: ownPort + 1 };
    const device = `h${index}${at}p${process.pid % 10_000}`;
    const tun = `TUN,tun-name=${device},iff-no-pi,tun-type=tun,iff-up`;
    start('socat', [tun, `UDP4-DATAGRAM:127.0.0.1:${port.ownPort},bind=127.0.0.1:${port.devicePort}`]);
    // Moved before socat has set it up, it would be looked for here in vain, and socat would end.
    await until(`device ${device}`, () => isUp(device));
    ip('link', 'set', device, 'netns', namespace);
    ip('-n', namespace, 'link', 'set', device, 'mtu', String(MTU_BYTES));
    ports.push(port);
  }
  const useInterface = (wanted: number) => {
    for (const at of ports.keys()) {
      const device = `h${index}${at}p${process.pid % 10_000}`;
      const { address } = ports[at]!;
      spawnSync('ip', ['-n', namespace, 'addr', 'flush', 'dev', device]);
      // The link itself stays up: the program that holds the device ends when it goes down.
      ip('-n', namespace, 'link', 'set', device, 'up');
      if (at !== wanted) continue;
      ip('-n', namespace, 'addr', 'add', `${address}/32`, 'dev', device);
      ip('-n', namespace, 'route', 'replace', '10.77.0.0/16', 'dev', device);
      ip('-n', namespace, 'route', 'replace', 'default', 'dev', device);
    }
  };
  useInterface(0);
  const door = join(folder, 'server.sock');
  start('socat', [`UNIX-LISTEN:${door},fork`, `TCP4:127.0.0.1:${serverPort}`]);
  await until('the door', () => existsSync(door));
  start('ip', [
    'netns',
    'exec',
    namespace,
    'socat',
    `TCP4-LISTEN:${serverPort},fork,reuseaddr,bind=127.0.0.1`,
    `UNIX-CONNECT:${door}`,
  ]);
  const chromiumPath = join(folder, 'chromium');
  writeFileSync(chromiumPath, `#!/bin/sh\nexec ip netns exec ${namespace} ${chromium} "$@"\n`);
  chmodSync(chromiumPath, 0o755);
  return {
    namespace,
    ports,
    chromiumPath,
    baseURL: `http://127.0.0.1:${serverPort}/`,
    useInterface,
    close() {
      for (const pid of children) {
        try {
          process.kill(pid, 'SIGTERM');
        } catch {
          // It ended by itself.
        }
      }
      spawnSync('ip', ['netns', 'del', namespace]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
