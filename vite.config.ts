import { defineConfig } from 'vite';
import { securityPlugin } from './relay/headers.ts';
import { relayPlugin } from './relay/plugin.ts';
import { precachePlugin } from './tools/precache.ts';

export default defineConfig({
  base: './', // the built page works at any path
  appType: 'mpa', // what is not there is a 404, never the start page under another name
  plugins: [securityPlugin(), relayPlugin(), precachePlugin()],
  // What tsconfig/base.json says of Lit's decorators, said again for files no tsconfig lists.
  oxc: {
    decorator: { legacy: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
    assumptions: { setPublicClassFields: true },
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false }, // every browser that can call has it, and the polyfill is an inline fetch
    manifest: true,
    chunkSizeWarningLimit: 200,
  },
  // Loaded when first wished for; the dev server would find them only then and reload the page.
  optimizeDeps: { include: ['comlink', 'qr', 'qr/decode.js', 'idb', 'workbox-window'] },
  worker: { format: 'es' },
  server: { port: 4173, strictPort: true },
  preview: { port: 4173, strictPort: true },
});
