/** `npm run bench`: builds the bench, then runs it in a Node that can be asked to collect garbage. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
await build({ configFile: 'bench/vite.config.ts', mode: 'program' });
/** What the program has a browser load. */
const pages = {
  'worklet-page': import.meta.resolve('./worklet/page.ts'),
  'worklet-processor': import.meta.resolve('./worklet/processor.ts'),
};
for (const [name, url] of Object.entries(pages)) {
  const output = { entryFileNames: '[name].mjs' };
  // Without the config of the bench, whose inputs would be added, and what both share be put into a file of its own.
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'es2022',
      outDir: 'build/bench',
      emptyOutDir: false,
      minify: false,
      rollupOptions: { input: { [name]: fileURLToPath(url) }, output },
    },
  });
}

/** A young generation that a whole measurement fits into, so that what is allocated stays visible. */
const flags = ['--expose-gc', '--max-semi-space-size=64', '--min-semi-space-size=64'];
const { status } = spawnSync(process.execPath, [...flags, 'build/bench/program.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
