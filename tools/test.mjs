/** `npm test`: installs what is missing and runs every check and test there is; stops at none, reports them all. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = join(ROOT, 'build/test');

ensureInstalled(ROOT);
// Only now can the tool that may need a dependency be loaded.
const { obtainChromium } = await import('./chromium.mjs');
process.env.CHROMIUM = await obtainChromium();
console.log(`Chromium: ${process.env.CHROMIUM}`);
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const bin = (name) => join(ROOT, 'node_modules', name);
const tsc = (project) => [bin('typescript/bin/tsc'), '-p', `tsconfig/${project}.json`];
const vitest = (project) => [
  bin('vitest/vitest.mjs'),
  'run',
  `--project=${project}`,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(REPORTS, `${project}.json`)}`,
];

/** Each step: its name, what node runs. Later ones use what earlier ones built. */
const STEPS = [
  ...['pure', 'app', 'worklets', 'service-worker', 'node'].map((it) => [`types: ${it}`, tsc(it)]),
  ['lint', [bin('@biomejs/biome/bin/biome'), 'check', '.', '--error-on-warnings']],
  ['unused code', [bin('knip/bin/knip.js'), '--include=files,dependencies,unlisted,unresolved']],
  ['unit tests and house rules', vitest('node')],
  ['browser tests', vitest('browser')],
  ['build', [bin('vite/bin/vite.js'), 'build']],
  ['size budget', [join(ROOT, 'tools/size.mjs')]],
  ['end to end', [bin('@playwright/test/cli.js'), 'test', '-c', 'e2e/playwright.config.ts']],
];

const failed = [];
for (const [name, args] of STEPS) {
  console.log(`\n== ${name}`);
  const startedMs = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) failed.push(name);
}

/** Passed, failed and skipped tests of all three runners. */
function countTests() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (passed, broken, skipped) => {
    total.passed += passed;
    total.failed += broken;
    total.skipped += skipped;
  };
  const read = (name) => {
    const path = join(REPORTS, name);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
  };
  for (const name of ['node.json', 'browser.json']) {
    const report = read(name);
    if (report) add(report.numPassedTests, report.numFailedTests, report.numPendingTests);
  }
  const stats = read('e2e.json')?.stats;
  if (stats) add(stats.expected + stats.flaky, stats.unexpected, stats.skipped);
  return total;
}

const { passed, failed: broken, skipped } = countTests();
if (failed.length > 0) console.log(`\nFailed steps: ${failed.join(', ')}`);
console.log(`\n${passed} passed, ${broken} failed, ${skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);
