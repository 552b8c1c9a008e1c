/** Two people in a call, each in a browser of their own. */
import { expect } from '@playwright/test';
import { type Caller, type CallerOptions, openCaller } from './caller.ts';
import { SILENCE, soundFile, speech } from './voices.ts';

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
  await anna.page.goto('/');
  await anna.page.getByRole('textbox', { name: 'Your name' }).fill('Anna');
  await anna.page.getByRole('button', { name: 'Start a call' }).click();
  await ben.page.goto(await anna.page.getByRole('textbox', { name: 'Invite link' }).inputValue());
  await ben.page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  await ben.page.getByRole('button', { name: 'Join' }).click();
  for (const [caller, name] of [
    [ben, 'Anna'],
    [anna, 'Ben'],
  ] as const) {
    await expect(caller.page.getByRole('group', { name }).getByText(/Connected|Speaking|Muted/)).toBeVisible();
  }
  return { anna, ben };
}
