/** From mouth to ear: the same chirps through four kinds of call, in turn. */
import { openCaller } from '../../e2e/caller.ts';
import { delaysMs } from './chirps.ts';
import { connected, join, startCall } from './humr-call.ts';
import { connectPlain } from './plain-call.ts';
import { prepareRecording, record } from './recorder.ts';
import type { Site } from './serve.ts';

export const WAYS = ['plain', 'rnnoise', 'worklet', 'worker'] as const;
export type Way = (typeof WAYS)[number];

/** The jitter buffer, the gain and the suppressor have settled by then. */
const SETTLE_S = 5;
const RECORD_S = 12;

export interface Delays {
  readonly chirpsMs: readonly number[];
  /** Which shell the app said it used; null outside the app. */
  readonly shell: string | null;
}

export interface Sites {
  readonly app: Site;
  readonly plain: Site;
}

/** One call of this kind between two new browsers. */
export async function measureDelay(way: Way, sites: Sites, chirpPath: string, silencePath: string): Promise<Delays> {
  const isOurs = way === 'worklet' || way === 'worker';
  const site = isOurs ? sites.app : sites.plain;
  const shared = { baseURL: site.url, prepare: prepareRecording, ...(isOurs ? { shell: way } : {}) };
  const speaker = await openCaller({ ...shared, soundPath: chirpPath });
  const listener = await openCaller({ ...shared, soundPath: silencePath });
  try {
    if (isOurs) {
      await join(listener.page, await startCall(speaker.page));
    } else {
      await Promise.all([speaker.page.goto('/'), listener.page.goto('/')]);
      await connectPlain(speaker.page, listener.page, way === 'rnnoise');
    }
    await connected(listener.page);
    await listener.hear(SETTLE_S);
    const [mouth, ear] = await Promise.all([
      record(speaker.page, 'captured', RECORD_S),
      record(listener.page, 'received', RECORD_S),
    ]);
    const opened = speaker.log.findLast((line) => line.includes('microphone open') || line.includes('voice moved'));
    return { chirpsMs: delaysMs(mouth, ear), shell: opened?.split(/[· ]+/).at(-1) ?? null };
  } finally {
    await Promise.all([speaker.close(), listener.close()]);
  }
}
