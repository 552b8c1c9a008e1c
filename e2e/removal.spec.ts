/** Anna removes Carl from a call of three: he is told, the others go on, and his link reaches nobody any more. */
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { type Caller, openCaller } from './caller.ts';
import { button, joinCall, leave, startCall, tile } from './meet.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string, name: string, sound: Float32Array): Promise<Caller> {
  const caller = await openCaller({ soundPath: soundFile(name, sound), baseURL });
  callers.push(caller);
  return caller;
}

const linkIn = (page: Page) => page.getByRole('textbox', { name: 'Invite link' }).inputValue();

declare global {
  /** States of the connection to the first other person since `watchFirst`. */
  var statesSeen: RTCPeerConnectionState[];
}

/** How it stands with the connection to the first other person from now on; a gap on a busy machine tells nothing. */
function watchFirst(page: Page): Promise<void> {
  return page.evaluate(() => {
    const connection = globalThis.heardConnections[0]!;
    globalThis.statesSeen = [connection.connectionState];
    connection.addEventListener('connectionstatechange', () => statesSeen.push(connection.connectionState));
  });
}

const watched = (page: Page) =>
  page.evaluate(() => ({ states: globalThis.statesSeen, connections: globalThis.heardConnections.length }));

test('whoever is removed is told and stays out, and the others hear no gap @long', async ({ baseURL }) => {
  const [anna, ben, carl] = await Promise.all([
    open(baseURL!, 'anna', speech()),
    open(baseURL!, 'silence', SILENCE),
    open(baseURL!, 'silence', SILENCE),
  ]);
  const link = await startCall(anna.page, 'Anna');
  await joinCall(ben.page, link, 'Ben');
  await expect(tile(anna.page, 'Ben')).toBeVisible();
  await expect(button(anna.page, /^Remove .?Ben/)).toBeHidden(); // with one other there is nobody to go on with
  await joinCall(carl.page, link, 'Carl');
  for (const name of ['Anna', 'Ben']) await expect(tile(carl.page, name).getByText(/Connected|Speaking/)).toBeVisible();
  await expect(tile(ben.page, 'Carl').getByText(/Connected|Speaking/)).toBeVisible();
  await expect(button(ben.page, /^Remove/)).toBeHidden(); // it is Anna's link

  await watchFirst(ben.page);
  await button(anna.page, /^Remove .?Carl/).click();
  await expect(anna.page.getByRole('dialog')).toContainText('The call gets a new link');
  await button(anna.page, 'Remove from call').click();
  await expect(carl.page.getByRole('heading', { name: /You were removed from this call by .?Anna/ })).toBeVisible();
  await expect(button(carl.page, 'Back to the call')).toBeHidden();
  await expect(ben.page.getByText('Anna removed Carl from the call.')).toBeVisible();
  await expect(anna.page.getByText('You removed Carl from the call.')).toBeVisible();
  for (const { page } of [anna, ben]) await expect(tile(page, 'Carl')).toBeHidden();
  // The same connection to Anna as before, and none beside it: her voice never stopped coming.
  expect(await watched(ben.page)).toEqual({ states: ['connected'], connections: 2 });
  await expect.poll(async () => rmsDbfs(await ben.hear(1))).toBeGreaterThan(-45);

  const moved = await linkIn(ben.page);
  expect(moved).not.toBe(link);
  expect(await linkIn(anna.page)).toBe(moved);
  await carl.page.reload();
  await expect(button(carl.page, 'Start a call')).toBeVisible(); // nothing leads back by itself
  await joinCall(carl.page, link);
  await expect(carl.page.getByText('Send this link to whoever you want to hear.')).toBeVisible();
  const dora = await open(baseURL!, 'silence', SILENCE);
  await joinCall(dora.page, moved, 'Dora');
  for (const name of ['Anna', 'Ben']) await expect(tile(dora.page, name).getByText(/Connected|Speaking/)).toBeVisible();
  await expect(tile(anna.page, 'Dora')).toBeVisible();
  await expect(carl.page.getByText('Send this link to whoever you want to hear.')).toBeVisible();
  expect(await linkIn(carl.page)).toBe(link);
  for (const { page, complaints } of [anna, ben, carl, dora]) {
    await leave(page);
    // How busy this machine is may be alerted of; that is no fault of the page.
    expect(complaints.filter((text) => !text.includes('humr · alert'))).toEqual([]);
  }
});
