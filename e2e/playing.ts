/** Which voices a page plays: its audio elements are not in the document. */
import type { BrowserContext, Page } from 'playwright-core';

declare global {
  var heardVoices: Set<HTMLMediaElement>;
}

/** For `CallerOptions.prepare`. */
export async function rememberVoices(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.heardVoices = new Set();
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      globalThis.heardVoices.add(this);
      return play.call(this);
    };
  });
}

/** How many play at this moment. */
export const playing = (page: Page): Promise<number> =>
  page.evaluate(
    () => [...globalThis.heardVoices].filter(({ srcObject, paused }) => srcObject !== null && !paused).length,
  );
