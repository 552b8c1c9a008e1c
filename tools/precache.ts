/**
 * Builds the service worker with the list of everything a call needs offline, and of what is kept once it was used. The list is made when all else is
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
/** For the size budget; beside Vite's own record. */
const PRECACHED_LIST = '.vite/precached.json';
const WORKER_SOURCE = 'src/offline/worker.ts';
/** The build's own records, and pictures for whoever installs. */
const LEFT_OUT = /^(?:\.vite\/|\.|screens\/)|\.map$/;
/**
 * Kept from first use on: recorded voices of the demo, icons, the renderer of a trial; and the voice network, as heavy as
 * all the rest, which the first open microphone asks for. Until it came, the classical chain runs.
 */
const KEPT_ON_USE = /^(?:voice\/|icons\/.+\.png$|assets\/render\.worker-)/;
/** Likewise whatever only these modules need. */
const USED_LATER =
  /\/src\/(?:ui\/languages\/(?:german|french|spanish|arabic)|ui\/graph|app\/trial|audio\/trial|work\/render)\.ts$|\/qr\/decode\.js$/;

function entryOf(url: string, content: string | Uint8Array): PrecacheEntry {
  const digest = createHash('sha256').update(content).digest('base64');
  // The revision repeats part of the integrity, so that the list of it all stays short when compressed.
  return { url, revision: digest.slice(0, 12), integrity: `sha256-${digest}` };
}

function listFolder(folder: string): PrecacheEntry[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.map((file) => {
    const path = join(file.parentPath, file.name);
    return entryOf(relative(folder, path).split(sep).join('/'), readFileSync(path));
  });
}

/** File names of what a page reaches without going through a module of `USED_LATER`. */
function neededForCalls(bundle: Rolldown.OutputBundle): Set<string> {
  const needed = new Set<string>();
  const visit = (fileName: string) => {
    const chunk = bundle[fileName];
    if (chunk?.type !== 'chunk' || needed.has(fileName)) return;
    needed.add(fileName);
    chunk.imports.forEach(visit);
    const later = (name: string) => {
      const target = bundle[name];
      return target?.type === 'chunk' && USED_LATER.test(target.facadeModuleId ?? '');
    };
    chunk.dynamicImports.filter((name) => !later(name)).forEach(visit);
  };
  for (const output of Object.values(bundle)) if (output.type === 'chunk' && output.isEntry) visit(output.fileName);
  return needed;
}

function listBundle(bundle: Rolldown.OutputBundle): readonly (PrecacheEntry & { readonly later: boolean })[] {
  const needed = neededForCalls(bundle);
  return Object.values(bundle).map((output) => ({
    ...entryOf(output.fileName, output.type === 'chunk' ? output.code : output.source),
    later: output.type === 'chunk' && !needed.has(output.fileName),
  }));
}

async function bundleWorker(
  root: string,
  entries: readonly PrecacheEntry[],
  onUse: readonly PrecacheEntry[],
): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: {
      'process.env.NODE_ENV': '"production"',
      PRECACHE_ENTRIES: JSON.stringify(entries),
      ON_USE_ENTRIES: JSON.stringify(onUse),
    },
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
        const folder = listFolder(publicDir).map((entry) => ({ ...entry, later: false }));
        const all = [...listBundle(bundle), ...folder].filter(({ url }) => !LEFT_OUT.test(url));
        all.sort((a, b) => (a.url < b.url ? -1 : 1));
        const isLater = ({ url, later }: (typeof all)[number]) => later || KEPT_ON_USE.test(url);
        const plain = ({ url, revision, integrity }: PrecacheEntry) => ({ url, revision, integrity });
        const entries = all.filter((entry) => !isLater(entry)).map(plain);
        const source = await bundleWorker(root, entries, all.filter(isLater).map(plain));
        this.emitFile({ type: 'asset', fileName: WORKER_FILE, source });
        const fileNames = [WORKER_FILE, ...entries.map(({ url }) => url)];
        this.emitFile({ type: 'asset', fileName: PRECACHED_LIST, source: JSON.stringify(fileNames) });
      },
    },
  };
}
