/**
 * Obtains the servers and tools some tests want, from Debian, where this may be done: as root, with apt-get and
 * `HUMR_INSTALL_TOOLS=1`. Elsewhere those tests use what is there and say what they miss. No dependencies.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Program each package is wanted for. */
const TOOLS = {
  mosquitto: 'mosquitto',
  'rabbitmq-server': 'rabbitmq-server',
  coturn: 'turnserver',
  socat: 'socat',
  iproute2: 'ip',
  ffmpeg: 'ffmpeg',
  'nginx-light': 'nginx',
  caddy: 'caddy',
  prometheus: 'prometheus',
  'firefox-esr': 'firefox-esr',
};
/** Servers live where an ordinary PATH does not look. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/bin'];

function isPresent(program) {
  return [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {boolean} whether apt-get ran to its end */
export function aptInstall(packages) {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  // Run level 1: freshly installed servers are not started, the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = (...args) => spawnSync('apt-get', ['-qq', ...args], { stdio: 'inherit', env }).status === 0;
  return run('update') && run('install', '-y', '--no-install-recommends', ...packages);
}

/** Installs what is missing of the tools above, and prints what stays missing. */
export function obtainTools() {
  const missing = () => Object.keys(TOOLS).filter((name) => !isPresent(TOOLS[name]));
  const wanted = missing();
  if (wanted.length === 0) return;
  if (process.env.HUMR_INSTALL_TOOLS === '1') {
    console.log(`Installing ${wanted.join(', ')} for the tests (apt-get) …`);
    // One by one after a failure: a package that cannot be had must not take the others with it.
    if (!aptInstall(wanted)) for (const name of wanted) aptInstall([name]);
  }
  const still = missing();
  if (still.length > 0) console.log(`Not here, so the tests that want them are skipped: ${still.join(', ')}`);
}
