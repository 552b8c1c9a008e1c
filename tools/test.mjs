/** `npm test`: installs what is missing and runs every check and test there is; stops at none, reports them all. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { obtainTools } from './debian.mjs';
import { ensureInstalled } from './install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = join(ROOT, 'build/test');

ensureInstalled(ROOT);
// Only now can the tool that may need a dependency be loaded.
const { obtainChromium } = await import('./chromium.mjs');
process.env.CHROMIUM = await obtainChromium();
console.log(`Chromium: ${process.env.CHROMIUM}`);
obtainTools();
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
/** The browser runner may wait for ever for a frame that never reports (vitest 11243); a test ends after a minute. */
const HANGING_STEP = 'browser tests';
const SILENCE_MS = 120_000;

/** @returns the exit status, or null where the step said nothing for so long that it was ended */
async function runWatched(args) {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'inherit'],
    env: { ...process.env, ...colours },
  });
  let isSilent = false;
  const silence = setTimeout(() => {
    isSilent = true;
    child.kill();
  }, SILENCE_MS);
  child.stdout.on('data', (text) => {
    process.stdout.write(text);
    silence.refresh();
  });
  const [status] = await once(child, 'close');
  clearTimeout(silence);
  return isSilent ? null : status;
}

/** A runner that hangs is started once more; a test that fails is not. */
async function runStep(name, args) {
  if (name !== HANGING_STEP) return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status;
  const status = await runWatched(args);
  if (status !== null) return status;
  console.log(`\n== ${name}: silent for ${SILENCE_MS / 1000} s, so ended and started once more`);
  return runWatched(args);
}

for (const [name, args] of STEPS) {
  console.log(`\n== ${name}`);
  const startedMs = performance.now();
  const status = await runStep(name, args);
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) failed.push(name);
}

const readReport = (name) => {
  const path = join(REPORTS, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
};
const reports = ['node.json', 'browser.json'].map(readReport).filter(Boolean);
const endToEnd = readReport('e2e.json');

/** Passed, failed and skipped tests of all three runners. */
function countTests() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (passed, broken, skipped) => {
    total.passed += passed;
    total.failed += broken;
    total.skipped += skipped;
  };
  for (const it of reports) add(it.numPassedTests, it.numFailedTests, it.numPendingTests);
  const stats = endToEnd?.stats;
  if (stats) add(stats.expected + stats.flaky, stats.unexpected, stats.skipped);
  return total;
}

/** One line for each test that did not run, with its reason where the runner keeps one. */
function skippedTests() {
  const lines = reports.flatMap(({ testResults }) =>
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'skipped' || status === 'pending')
        .map(({ fullName }) => `${relative(ROOT, name)}: ${fullName}`),
    ),
  );
  const walk = (suite) => {
    for (const { title, file, tests } of suite.specs ?? []) {
      const skip = tests.find(({ status }) => status === 'skipped');
      const why = skip?.annotations.find(({ type }) => type === 'skip')?.description;
      if (skip) lines.push(`${file}: ${title}${why ? ` (${why})` : ''}`);
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of endToEnd?.suites ?? []) walk(suite);
  return lines;
}

/** Each failed test with the first line of why, so that the end of a long log says what happened. */
function failedTests() {
  const line = (file, title, why = '') => `${file}: ${title}\n    ${why.split('\n')[0]}`;
  const lines = reports.flatMap(({ testResults }) =>
    testResults.flatMap(({ name, message, assertionResults }) => {
      const file = relative(ROOT, name);
      if (assertionResults.length === 0 && message) return [line(file, '(the file itself)', message)];
      const broken = assertionResults.filter(({ status }) => status === 'failed');
      return broken.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages?.[0]));
    }),
  );
  const walk = (suite) => {
    for (const { title, file, tests } of suite.specs ?? []) {
      const result = tests.find(({ status }) => status === 'unexpected')?.results.at(-1);
      if (result) lines.push(line(file, title, result.error?.message));
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of endToEnd?.suites ?? []) walk(suite);
  return lines;
}

const { passed, failed: broken, skipped } = countTests();
if (skipped > 0) console.log(['\nSkipped; the reasons stand here or above:', ...skippedTests()].join('\n  '));
if (failed.length > 0)
  console.log(['\nFailed:', ...failedTests()].join('\n  '), `\n\nFailed steps: ${failed.join(', ')}`);
console.log(`\n${passed} passed, ${broken} failed, ${skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);
