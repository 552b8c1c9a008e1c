/** `npm run bench:call`: builds this bench, then times real calls between real browsers. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
await build({
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: 'bench/call/program.ts',
    target: 'node20',
    outDir: 'build/bench/call',
    minify: false,
    rollupOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
  },
});
await import('../build/bench/call/program.mjs');
