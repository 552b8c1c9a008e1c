import { defineConfig } from 'vite';

/** Node cannot read TypeScript at the versions we support, so the hostile carrier is built like everything else. */
// biome-ignore lint/style/noDefaultExport: vite asks for one
export default defineConfig({
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'build/hostile',
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: { program: 'hostile/program.ts' },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
