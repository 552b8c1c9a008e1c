import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, findChromium } from './tools/chromium.mjs';

const executablePath = findChromium();

/** Ends what hangs. No test measures time: on a busy machine the same work takes ten times as long. */
const HANG_MS = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['{src,relay,bench,worklets,hostile,net,e2e}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts'],
          environment: 'node',
          testTimeout: HANG_MS,
          hookTimeout: HANG_MS,
        },
      },
      {
        optimizeDeps: {
          include: [
            'lit',
            'lit/decorators.js',
            'idb',
            'comlink',
            'qr',
            '@noble/ciphers/chacha.js',
            '@noble/hashes/scrypt.js',
          ],
        },
        oxc: { decorator: { legacy: true } },
        test: {
          name: 'browser',
          include: ['{src,worklets}/**/*.browser.test.ts'],
          testTimeout: HANG_MS,
          hookTimeout: HANG_MS,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath ? { executablePath } : {}),
                args: [...CHROMIUM_ARGS, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
