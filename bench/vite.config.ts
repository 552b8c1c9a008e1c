import { defineConfig } from 'vite';

/**
 * Node cannot read TypeScript at the versions we support, so the bench is built like everything else: `voice.mjs`, the
 * public face, or with `--mode program` what `npm run bench` runs. Apart, so that each is whole in one file.
 */
// biome-ignore lint/style/noDefaultExport: vite asks for one
export default defineConfig(({ mode }) => ({
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'build/bench',
    // Two benches may run at once.
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: mode === 'program' ? { program: 'bench/program.ts' } : { voice: 'bench/voice.ts' },
      output: { entryFileNames: '[name].mjs' },
    },
  },
}));
