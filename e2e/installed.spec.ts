/** The app on a device: what the manifest promises, links shared to it, and a title that tells. */
import { expect, test } from '@playwright/test';
import { type Caller, openCaller } from './caller.ts';
import { soundFile, speech } from './voices.ts';

const callers: Caller[] = [];

test.afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
});

async function open(baseURL: string | undefined): Promise<Caller> {
  const caller = await openCaller({ soundPath: soundFile('anna', speech()), baseURL: baseURL! });
  callers.push(caller);
  await caller.page.goto('/');
  return caller;
}

test('has nothing that stands against installing it', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

test('a shared link opens, its secret in no address that is asked for', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await page.getByRole('button', { name: 'Start a call' }).click();
  const link = await page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  const other = await page.context().newPage();
  const asked: string[] = [];
  other.on('request', (request) => asked.push(request.url()));
  // As the system does it: from outside, where the page's own policy for forms says nothing.
  await other.goto('about:blank');
  await other.evaluate(
    ({ text, target }) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = target;
      form.enctype = 'multipart/form-data';
      const field = document.createElement('input');
      field.name = 'text';
      field.value = text;
      form.append(field);
      document.body.append(form);
      form.submit();
    },
    { text: `Come in: ${link}`, target: new URL('share', baseURL).href },
  );
  await expect(other.getByRole('button', { name: 'Join' })).toBeVisible();
  const secret = link.split('#')[1] ?? '';
  expect(asked.filter((url) => url.split('#')[0]?.includes(secret))).toEqual([]);
});

test('its title says whether one is heard', async ({ baseURL }) => {
  const { page } = await open(baseURL);
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect(page).toHaveTitle('Call · Humr');
  await page.getByRole('button', { name: 'Mute' }).click();
  await expect(page).toHaveTitle('Muted · Call · Humr');
});
