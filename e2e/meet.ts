/** What people do to meet, as every test does it; and two people in a call, each in a browser of their own. */
import { expect } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { type Caller, type CallerOptions, openCaller } from './caller.ts';
import { SILENCE, soundFile, speech } from './voices.ts';

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });

/** What stands in a call for a person of this name, or for `You`. */
export const tile = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true });

/** From the home page, loaded anew; without a name whoever is known there. @returns the invite link */
export async function startCall(page: Page, name?: string): Promise<string> {
  await page.goto('/');
  return startHere(page, name);
}

/** From the home page that is open. @returns the invite link */
export async function startHere(page: Page, name?: string): Promise<string> {
  if (name !== undefined) await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await button(page, 'Start a call').click();
  const link = page.getByRole('textbox', { name: 'Invite link' });
  await expect(link).toHaveValue(/#[A-Za-z0-9_-]{51}$/);
  return link.inputValue();
}

/** Up to the moment before `Join`. */
export async function openLink(page: Page, link: string, name?: string): Promise<void> {
  await page.goto('about:blank'); // where only the fragment differs, the page would not be loaded anew
  await page.goto(link);
  if (name !== undefined) await page.getByRole('textbox', { name: 'Your name' }).fill(name);
}

export async function joinCall(page: Page, link: string, name?: string): Promise<void> {
  await openLink(page, link, name);
  // Not exact: a second button with this word in its name would be one too many.
  await page.getByRole('button', { name: 'Join' }).click();
}

/** Out of the call, if there is one: a page that is left in a call comes back into it. */
export async function leave(page: Page): Promise<void> {
  if (await button(page, 'Leave').isVisible()) await button(page, 'Leave').click();
  await page.goto('about:blank');
}

export interface Meeting {
  readonly anna: Caller;
  readonly ben: Caller;
}

/** Anna speaks all the time, Ben is silent; both are connected. */
export async function meet(
  baseURL: string | undefined,
  callers: Caller[],
  options: { both?: Partial<CallerOptions>; anna?: Partial<CallerOptions>; ben?: Partial<CallerOptions> } = {},
): Promise<Meeting> {
  const open = async (name: string, sound: Float32Array, own: Partial<CallerOptions> = {}) => {
    const soundPath = soundFile(name, sound);
    const caller = await openCaller({ soundPath, baseURL: baseURL!, ...options.both, ...own });
    callers.push(caller);
    return caller;
  };
  const anna = await open('anna', speech(), options.anna);
  const ben = await open('silence', SILENCE, options.ben);
  await joinCall(ben.page, await startCall(anna.page, 'Anna'), 'Ben');
  for (const [caller, name] of [
    [ben, 'Anna'],
    [anna, 'Ben'],
  ] as const) {
    await expect(caller.page.getByRole('group', { name }).getByText(/Connected|Speaking|Muted/)).toBeVisible();
  }
  return { anna, ben };
}
