import { defineConfig } from 'vite';

/** Node cannot read TypeScript at the versions we support, so the bench is built like everything else. */
// biome-ignore lint/style/noDefaultExport: vite asks for one
export default defineConfig({
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'build/bench-relay',
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: { program: 'bench/relay/program.ts', embedded: 'bench/relay/embedded.ts', load: 'bench/relay/load.ts' },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
