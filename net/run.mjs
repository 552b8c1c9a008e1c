/** `npm run test:net`: builds the bench of broken networks, then runs it. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
await build({ configFile: 'net/vite.config.ts' });
const { status } = spawnSync(process.execPath, ['build/net/program.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
