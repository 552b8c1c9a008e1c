/** What the page says of a key that came back from a copy, was lost, or cannot be kept; never a new one without a word. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { SILENCE, soundFile } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

/** From a page of the same origin without the app, which would hold on to what is taken. */
async function damage(page: Page, databases: readonly string[], buckets: readonly string[]): Promise<void> {
  await page.goto('/healthz');
  await page.evaluate(
    async ([names, bucketNames]) => {
      for (const name of names) {
        await new Promise((done, fail) => {
          Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onerror: fail });
        });
      }
      const { storageBuckets } = navigator as unknown as { storageBuckets: { delete(name: string): Promise<void> } };
      for (const name of bucketNames) await storageBuckets.delete(name);
    },
    [databases, buckets] as const,
  );
  await page.goto('/');
}

async function fingerprint(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'People' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Your key and backup' }).click();
  return page.getByText('Fingerprint:').innerText();
}

test('a key that was damaged, lost or cannot be kept is told so', { tag: '@long' }, async ({ baseURL }) => {
  const caller = await openCaller({
    soundPath: soundFile('silence', SILENCE),
    baseURL: baseURL!,
    serviceWorker: false,
  });
  callers.push(caller);
  const { page } = caller;
  await page.goto('/');
  const before = await fingerprint(page);
  await damage(page, ['humr'], []);
  await expect(page.getByRole('status').filter({ hasText: 'came back from its second copy' })).toBeVisible();
  expect(await fingerprint(page)).toBe(before);

  await damage(page, [], ['humr-key-a', 'humr-key-b', 'humr-key-c']);
  await expect(page.getByRole('alert').filter({ hasText: 'Your key was lost' })).toBeVisible();
  expect(await fingerprint(page)).toBe(before);
  await expect(page.getByRole('button', { name: 'Renew your key' })).toHaveCount(0);

  await page.context().addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('switched off', 'SecurityError');
    };
  });
  await page.goto('/');
  await expect(page.getByRole('status').filter({ hasText: 'This browser keeps nothing' })).toBeVisible();
});
