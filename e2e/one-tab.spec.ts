/** The link of a call that is open in another tab of the same browser. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { joinCall, openLink, startCall } from './meet.ts';
import { rmsDbfs, SILENCE, soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

test('opened twice, the call is offered to move, and moves', async ({ baseURL }) => {
  const anna = await openCaller({ baseURL: baseURL!, soundPath: soundFile('anna', speech()) });
  const ben = await openCaller({ baseURL: baseURL!, soundPath: soundFile('ben', SILENCE) });
  callers.push(anna, ben);
  const link = await startCall(anna.page);
  await joinCall(ben.page, link, 'Ben');
  const tile = anna.page.getByRole('group', { name: 'Ben', exact: true });
  await expect(tile).toBeVisible();

  const second = await ben.page.context().newPage();
  await second.goto(link);
  await expect(second.getByRole('heading', { name: 'This call is open in another tab.' })).toBeVisible();
  const startedMs = performance.now();
  await second.getByRole('button', { name: 'Move the call here' }).click();
  await expect(ben.page.getByRole('heading', { name: 'The call moved to your other tab.' })).toBeVisible();
  console.log(`the other tab let go after ${(performance.now() - startedMs).toFixed(0)} ms`);
  await expect(second.getByRole('group')).toHaveCount(2);
  await expect(tile).toHaveCount(1); // one Ben, not his ghost beside him
  await ben.page.close();
  await expect(tile).toBeVisible();
});

test('a link that is open nowhere else is joined as ever, also without a microphone', async ({ baseURL }) => {
  const anna = await openCaller({ baseURL: baseURL!, soundPath: soundFile('anna', speech()) });
  const ben = await openCaller({ baseURL: baseURL!, soundPath: null, allowMicrophone: false });
  callers.push(anna, ben);
  await openLink(ben.page, await startCall(anna.page));
  await ben.page.getByRole('button', { name: 'Listen without a microphone' }).click();
  await expect.poll(async () => rmsDbfs(await ben.hear(1).catch(() => SILENCE))).toBeGreaterThan(-45);
});
