/** Makes sure that what the lockfile lists is what `node_modules` holds. No dependencies: it runs before there are any. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Package paths and versions; left out: the project itself and parts for other platforms, which npm skips. */
function versionsOf(lockfile) {
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8'));
  const kept = Object.entries(packages).filter(([path, { optional }]) => path !== '' && !optional);
  return JSON.stringify(kept.map(([path, { version }]) => `${path}@${version}`).sort());
}

/** A checkout makes the lockfile look new without changing it, so a newer date alone proves nothing. */
function isInstalled(root) {
  const wanted = join(root, 'package-lock.json');
  const present = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(present)) return false;
  return statSync(present).mtimeMs >= statSync(wanted).mtimeMs || versionsOf(present) === versionsOf(wanted);
}

/**
 * @param {string} root folder of package.json
 * @throws {Error} when npm is missing or fails
 */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  console.log('Installing dependencies (npm ci) …');
  // Under `npm start` this is npm's own script, which needs no shell, on Windows too.
  const npmScript = process.env.npm_execpath;
  const [command, args] = npmScript?.endsWith('.js') ? [process.execPath, [npmScript, 'ci']] : ['npm', ['ci']];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: command === 'npm' });
  if (error) throw new Error(`npm cannot be run: ${error.message}`);
  if (status !== 0) throw new Error(`npm ci failed with status ${status}: see its messages above`);
}
