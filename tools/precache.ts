/**
 * Builds the service worker with the list of everything the page needs offline. The list is made when all else is
 * known, and the worker is bundled by itself into one classic file, because it may share no chunk with the page.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

interface PrecacheEntry {
  /** Relative to the service worker. */
  readonly url: string;
  readonly revision: string;
  /** The browser itself refuses other content (Subresource Integrity). */
  readonly integrity: string;
}

const WORKER_FILE = 'service-worker.js';
const WORKER_SOURCE = 'src/offline/worker.ts';
/** Not needed to start: recorded voices for the demo (all of voice/ but the weights), and the build's own records. */
const LEFT_OUT = /^(?:voice\/(?!humr-voice-\d+\.bin$)|\.vite\/|\.)|\.map$/;

function entryOf(url: string, content: string | Uint8Array): PrecacheEntry {
  const hash = (algorithm: string, form: 'hex' | 'base64') => createHash(algorithm).update(content).digest(form);
  return { url, revision: hash('sha256', 'hex').slice(0, 16), integrity: `sha384-${hash('sha384', 'base64')}` };
}

function listFolder(folder: string): PrecacheEntry[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.map((file) => {
    const path = join(file.parentPath, file.name);
    return entryOf(relative(folder, path).split(sep).join('/'), readFileSync(path));
  });
}

function listBundle(bundle: Rolldown.OutputBundle): PrecacheEntry[] {
  return Object.values(bundle).map((output) =>
    entryOf(output.fileName, output.type === 'chunk' ? output.code : output.source),
  );
}

async function bundleWorker(root: string, entries: readonly PrecacheEntry[]): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"', PRECACHE_ENTRIES: JSON.stringify(entries) },
    build: {
      target: 'es2022',
      write: false,
      lib: { entry: join(root, WORKER_SOURCE), formats: ['iife'], name: 'humrServiceWorker' },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunk = outputs[0]?.output.find((output) => output.type === 'chunk');
  if (!chunk) throw new Error(`${WORKER_SOURCE} gave no code`);
  return chunk.code;
}

export function precachePlugin(): Plugin {
  let root = '';
  let publicDir = '';
  return {
    name: 'humr-precache',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post', // pages, worklets and chunks are in the bundle by then
      async handler(_options, bundle) {
        const all = [...listBundle(bundle), ...listFolder(publicDir)];
        const entries = all.filter(({ url }) => !LEFT_OUT.test(url)).sort((a, b) => (a.url < b.url ? -1 : 1));
        this.emitFile({ type: 'asset', fileName: WORKER_FILE, source: await bundleWorker(root, entries) });
      },
    },
  };
}
