/** `npm start`: installs what is missing, builds, serves the page and its relay, and ends cleanly on Ctrl-C. */
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { DEFAULT_PORT, HELP, readOptions, UsageError } from './start-options.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Vite and aedes need it; the same as `engines` in package.json. */
const OLDEST_NODE = [20, 19];
/** From the default one up. */
const PORTS_TO_TRY = 20;
const PARENT_CHECK_MS = 300;

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(`Humr needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}`);
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** Found before the build, which would pull the pages from under a server that already runs here. */
async function choosePort(wanted, host) {
  const first = wanted ?? DEFAULT_PORT;
  const last = wanted ?? DEFAULT_PORT + PORTS_TO_TRY - 1;
  for (let port = first; port <= last; port++) if (await isFree(port, host)) return port;
  if (wanted !== null) throw new Error(`port ${wanted} is taken; leave --port out to get a free one`);
  throw new Error(`ports ${first} to ${last} are all taken; name a free one with --port`);
}

/** Vite's settings beside those of vite.config.ts; `server` and `preview` take the same ones. */
async function makeConfig({ port, lan, dev }) {
  const host = lan ? '0.0.0.0' : '127.0.0.1'; // not "localhost": bare systems have no /etc/hosts
  const place = { host, port: await choosePort(port, host), strictPort: true };
  // Browsers give the microphone to https pages only, except on this machine.
  const plugins = lan ? [(await import('@vitejs/plugin-basic-ssl')).default({ name: 'humr' })] : [];
  return { root: ROOT, logLevel: dev ? 'info' : 'warn', plugins, server: place, preview: place };
}

async function serve(options) {
  const vite = await import('vite');
  const config = await makeConfig(options);
  if (options.dev) {
    const server = await vite.createServer(config);
    return server.listen();
  }
  console.log('Building …');
  await vite.build({ ...config, plugins: [] });
  return vite.preview(config);
}

function lanAddresses() {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

function announce(port, { lan }) {
  const scheme = lan ? 'https' : 'http';
  if (lan) {
    for (const address of lanAddresses()) console.log(`On this network: ${scheme}://${address}:${port}/`);
    console.log('The certificate is made on this machine: each browser warns once, and cannot keep the app offline.');
  }
  console.log(`Humr is ready at ${scheme}://localhost:${port}/`);
}

/** Ctrl-C lets the relay say goodbye; a second one does not wait. */
function endOnSignals(server) {
  let ending = false;
  const end = async () => {
    if (ending) process.exit(1);
    ending = true;
    await server.close();
    process.exit(0);
  };
  process.removeAllListeners('SIGTERM'); // Vite's own would end with a failure status
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  endWithParent(end);
}

/** npm passes a signal to its shell, and dash does not pass it on: it dies and leaves this process behind. */
function endWithParent(end) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, PARENT_CHECK_MS);
}

async function start() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return;
  }
  checkNode();
  ensureInstalled(ROOT);
  const server = await serve(options);
  endOnSignals(server);
  announce(server.httpServer.address().port, options);
}

try {
  await start();
} catch (error) {
  console.error(`npm start: ${error.message}`);
  if (error instanceof UsageError) console.error(`\n${HELP}`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
