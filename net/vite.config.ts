import { defineConfig } from 'vite';

/** Node cannot read TypeScript at the versions we support, so the bench of broken networks is built like everything else. */
// biome-ignore lint/style/noDefaultExport: vite asks for one
export default defineConfig({
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'build/net',
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: { program: 'net/program.ts' },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
