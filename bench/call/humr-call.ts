/** Calls through the app, made as people make them. */
import type { Page } from 'playwright-core';

const PATIENCE = { timeout: 30_000 };

/** @returns the invite link */
export async function startCall(page: Page): Promise<string> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Start a call' }).click(PATIENCE);
  const link = page.getByRole('textbox', { name: 'Invite link' });
  await link.waitFor(PATIENCE);
  return link.inputValue();
}

export async function join(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Join' }).click(PATIENCE);
  await connected(page);
}

export async function connected(page: Page): Promise<void> {
  await page.waitForFunction(
    () => globalThis.heardConnections.some((it) => it.connectionState === 'connected'),
    undefined,
    PATIENCE,
  );
}
