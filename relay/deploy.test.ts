/** The sample configurations of docs/deploy, each started for real, with its paths and ports replaced. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Gauge, prometheusText } from '../src/app/metrics-export.ts';
import { startRelay, type TestRelay } from './brokers.test-kit.ts';
import { createCounters, writeMetrics } from './counters.ts';
import { headerPolicy, SECURITY_HEADERS } from './headers.ts';
import { askTurn } from './turn-client.test-kit.ts';

const SAMPLES = join(import.meta.dirname, '../docs/deploy');
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
const find = (name: string) => FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
const sample = (name: string) => readFileSync(join(SAMPLES, name), 'utf8');

const NGINX = find('nginx');
const CADDY = find('caddy');
const MOSQUITTO = find('mosquitto');
const PROMETHEUS = find('prometheus');
const PROMTOOL = find('promtool');
const TURNSERVER = find('turnserver');
for (const [name, path] of Object.entries({ NGINX, CADDY, MOSQUITTO, PROMETHEUS, PROMTOOL, TURNSERVER })) {
  if (!path) console.log(`No ${name.toLowerCase()} here: its sample is not tried.`);
}

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'humr-deploy-'));
  closers.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A page to serve: what matters here is how it is served. */
function page(root: string): void {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>Humr</title>');
  writeFileSync(join(root, 'manifest.webmanifest'), '{}');
  writeFileSync(join(root, 'assets/index-abc.js'), 'export {};');
}

/** Started, and listening on its port. */
async function start(
  program: string,
  args: readonly string[],
  port: number,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child: ChildProcess = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  closers.push(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
  });
  await expect.poll(() => (child.exitCode === null ? answers(port) : said), { timeout: 20_000 }).toBe(true);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function checkServed(port: number): Promise<void> {
  const address = `http://127.0.0.1:${port}`;
  const home = await fetch(address);
  expect(home.status).toBe(200);
  expect(await home.text()).toContain('<title>Humr</title>');
  const script = await fetch(`${address}/assets/index-abc.js`);
  expect(script.headers.get('content-type')).toMatch(/javascript/);
  const manifest = await fetch(`${address}/manifest.webmanifest`);
  expect(manifest.headers.get('content-type')).toBe('application/manifest+json');
  for (const { headers } of [home, script]) {
    expect(headers.get('content-security-policy')).toBe(headerPolicy(undefined, true));
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name), name).toBe(value);
  }
  expect((await fetch(`${address}/nothing-here`)).status).toBe(404);
}

/** The relay behind the server takes a client that comes from the page it serves. */
async function checkRelay(port: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/mqtt`, 'mqtt', { origin: `http://127.0.0.1:${port}` });
  const outcome = await new Promise((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('error', (error) => resolve(error.message));
  });
  socket.close();
  expect(outcome).toBe('open');
}

async function relay(): Promise<TestRelay> {
  const started = await startRelay();
  closers.push(() => started.stop());
  return started;
}

describe('the sample configurations', () => {
  it.skipIf(!NGINX)('serve the page with its headers, and the relay, with nginx', async () => {
    const [port, root, behind] = [await freePort(), folder(), await relay()];
    page(join(root, 'dist'));
    const config = sample('nginx.conf')
      .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
      .replace(/^ *ssl_.*$/gm, '')
      .replace('/srv/humr/dist', join(root, 'dist'))
      .replace('127.0.0.1:4173', `127.0.0.1:${behind.port}`)
      .replace('$host;', '$http_host;')
      .replace('events {}', `pid ${root}/nginx.pid; error_log stderr; events {}`)
      .replace(
        'http {',
        `http { ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${root}/${it};`).join(' ')}`,
      );
    writeFileSync(join(root, 'nginx.conf'), process.getuid?.() === 0 ? `user root;\n${config}` : config);
    await start(NGINX!, ['-c', join(root, 'nginx.conf'), '-p', root, '-g', 'daemon off;'], port);
    await checkServed(port);
    await checkRelay(port);
  });

  it.skipIf(!CADDY)('serve the page with its headers, and the relay, with Caddy', async () => {
    const [port, root, behind] = [await freePort(), folder(), await relay()];
    page(join(root, 'dist'));
    const config = sample('Caddyfile')
      .replace('humr.example {', `http://127.0.0.1:${port} {`)
      .replace('/srv/humr/dist', join(root, 'dist'))
      .replace('127.0.0.1:4173', `127.0.0.1:${behind.port}`);
    writeFileSync(join(root, 'Caddyfile'), `{\n\tadmin off\n}\n${config}`);
    const args = ['run', '--config', join(root, 'Caddyfile'), '--adapter', 'caddyfile'];
    await start(CADDY!, args, port, { XDG_DATA_HOME: root, XDG_CONFIG_HOME: root, HOME: root });
    await checkServed(port);
    await checkRelay(port);
  });

  it.skipIf(!MOSQUITTO)('start mosquitto as a relay', async () => {
    const [plain, port, root] = [await freePort(), await freePort(), folder()];
    const config = sample('mosquitto.conf').replace('listener 1883', `listener ${plain}`).replace('9001', `${port}`);
    writeFileSync(join(root, 'mosquitto.conf'), config);
    await start(MOSQUITTO!, ['-c', join(root, 'mosquitto.conf')], port);
    await checkRelay(port);
  });

  it.skipIf(!TURNSERVER)(
    'start coturn: passwords that expire, and no way into a network of its own',
    { timeout: 40_000 },
    async () => {
      const [port, root] = [await freePort(), folder()];
      const here = ['listening-ip=127.0.0.1', 'relay-ip=127.0.0.1', `pidfile=${root}/pid`, `userdb=${root}/db`];
      const config = [sample('turnserver.conf').replace('=3478', `=${port}`), ...here, 'no-tls', 'no-dtls'].join('\n');
      writeFileSync(join(root, 'turnserver.conf'), `${config}\nlog-file=stdout\n`);
      await start(TURNSERVER!, ['-c', join(root, 'turnserver.conf')], port);
      const peers = ['10.1.2.3', '172.20.0.1', '192.168.1.1', '127.0.0.1', '198.51.100.7'];
      const asked = async (lifeS: number, secret = 'CHANGE-ME') => {
        const username = `${Math.floor(Date.now() / 1000) + lifeS}:humr`;
        const password = createHmac('sha1', secret).update(username).digest('base64');
        return askTurn(port, { username, password }, peers);
      };
      expect(await asked(600)).toEqual({ allocation: 0, permissions: [403, 403, 403, 403, 0] });
      expect((await asked(-600)).allocation).toBe(401);
      expect((await asked(600, 'another')).allocation).toBe(401);
    },
  );

  it.skipIf(!PROMTOOL)('give Prometheus rules it accepts, on figures that exist', () => {
    const { status, stdout, stderr } = spawnSync(PROMTOOL!, ['check', 'config', join(SAMPLES, 'prometheus.yml')], {
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toContain('3 rules found');
    expect(status).toBe(0);
    const known = writeMetrics(createCounters());
    for (const [name] of sample('alerts.yml').matchAll(/humr_\w+/g)) expect(known).toContain(`# TYPE ${name} `);
  });
});

describe('a real Prometheus', () => {
  const gauges: readonly Gauge[] = [
    { name: 'humr_call_seconds', help: 'Length of the call.', unit: 's', points: [{ value: 61.5, link: null }] },
    {
      name: 'humr_link_lost_ratio',
      help: 'Lost of the packets sent to us.',
      unit: '1',
      points: [
        { value: 0.05, link: 0 },
        { value: 0, link: 1 },
      ],
    },
  ];

  it.skipIf(!PROMETHEUS)('scrapes the figures of relay and calls', { timeout: 40_000 }, async () => {
    const counters = createCounters();
    counters.openConnections = 17;
    const server = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/plain; version=0.0.4');
      response.end(writeMetrics(counters) + prometheusText(gauges));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(() => resolve())));
    server.unref();
    const { port: metricsPort } = server.address() as AddressInfo;
    const [port, root] = [await freePort(), folder()];
    cpSync(join(SAMPLES, 'alerts.yml'), join(root, 'alerts.yml'));
    const config = sample('prometheus.yml').replace('15s', '1s').replace('127.0.0.1:4173', `127.0.0.1:${metricsPort}`);
    writeFileSync(join(root, 'prometheus.yml'), config);
    const args = [
      `--config.file=${join(root, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(root, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    await start(PROMETHEUS!, args, port);
    const value = async (query: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`);
      const { data } = (await response.json()) as { data?: { result: { value: [number, string] }[] } };
      return Number(data?.result[0]?.value[1]);
    };
    await expect.poll(() => value('humr_relay_open_connections'), { timeout: 25_000, interval: 500 }).toBe(17);
    expect(await value('humr_call_seconds')).toBe(61.5);
    expect(await value('humr_link_lost_ratio{link="0"}')).toBe(0.05);
    // Connections that fetch keeps open would hold the server up.
    server.closeAllConnections();
  });
});
