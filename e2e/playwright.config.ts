import { defineConfig } from '@playwright/test';

/** Port of the served page; the tests' own, so that an `npm start` beside them is not disturbed. */
const PORT = Number(process.env.HUMR_E2E_PORT ?? 4273);

/** Tests tagged so take half a minute and more each; together they would take CI beyond its twenty minutes. */
const isLongWanted = process.env.HUMR_LONG_TESTS === '1';
if (!isLongWanted) console.log('End-to-end tests tagged @long are left out; HUMR_LONG_TESTS=1 includes them.');

export default defineConfig({
  ...(isLongWanted ? {} : { grepInvert: /@long/ }),
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../build/e2e',
  // Real-time sound on a small machine: one call at a time.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '../build/test/e2e.json' }]],
  use: { baseURL: `http://127.0.0.1:${PORT}/` },
  webServer: {
    command: `node ../tools/start.mjs --port ${PORT}`,
    url: `http://127.0.0.1:${PORT}/healthz`,
    reuseExistingServer: false,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
