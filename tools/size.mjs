/** The size budget: what a first visit downloads before anything can be pressed, and what is precached in all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
/** gzip kB; 1 kB = 1000 bytes. Issue 3 and issue 8 set them. */
const INITIAL_SCRIPT_KB = 60;
const PRECACHED_KB = 400;

const gzipKb = (path) => gzipSync(readFileSync(path)).length / 1000;

/** The scripts index.html names, and whatever those import statically, from Vite's manifest. */
function initialScripts() {
  const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));
  const found = new Set();
  const visit = (key) => {
    const { file, imports = [] } = manifest[key];
    if (found.has(file)) return;
    found.add(file);
    imports.forEach(visit);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  return [...found];
}

/** The service worker and all it fetches when it is installed. */
const precached = JSON.parse(readFileSync(join(DIST, '.vite/precached.json'), 'utf8'));
const initialKb = initialScripts().reduce((sum, file) => sum + gzipKb(join(DIST, file)), 0);
const precachedKb = precached.reduce((sum, file) => sum + gzipKb(join(DIST, file)), 0);

const rows = [
  ['initial JavaScript', initialKb, INITIAL_SCRIPT_KB],
  ['precached', precachedKb, PRECACHED_KB],
];
for (const [name, kb, limitKb] of rows) {
  console.log(
    `${name.padEnd(20)} ${kb.toFixed(1).padStart(7)} kB gzip of ${limitKb} ${kb <= limitKb ? 'ok' : 'TOO LARGE'}`,
  );
}
if (rows.some(([, kb, limitKb]) => kb > limitKb)) process.exit(1);
