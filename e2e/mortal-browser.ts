/** A browser with a profile on disk that a test may kill at any moment, as a crash or an empty battery does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, obtainChromium } from '../tools/chromium.mjs';

export interface MortalBrowser {
  readonly page: Page;
  /** Another tab of the same profile. */
  openTab(): Promise<Page>;
  /** Ends the browser and its helpers at once; resolves when the profile is no longer in use. */
  kill(): Promise<void>;
}

/** @param more arguments of Chromium beside those every test needs */
export async function openMortalBrowser(profile: string, more: readonly string[] = []): Promise<MortalBrowser> {
  const args = [...CHROMIUM_ARGS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...more];
  // A process group of its own, so that its helpers die with it and nobody else does.
  const child = spawn(await obtainChromium(), [...args, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
    await ended;
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child.stderr));
    const context = browser.contexts()[0]!;
    return { page: await context.newPage(), openTab: () => context.newPage(), kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Chromium prints where its debugger listens. */
async function addressOf(output: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += chunk.toString();
    const address = /ws:\/\/\S+/.exec(text)?.[0];
    if (address) return address;
  }
  throw new Error(`the browser did not start: ${text}`);
}
