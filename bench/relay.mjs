/** `npm run bench:relay`: builds the bench of relays, then runs it. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
await build({ configFile: 'bench/relay/vite.config.ts' });

const { status } = spawnSync(process.execPath, ['build/bench-relay/program.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
