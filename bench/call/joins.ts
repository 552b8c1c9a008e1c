/** From the click on *Join* to the first sound heard, by what the page logs and plays. */
import type { BrowserContext, Page } from 'playwright-core';
import { type Caller, openCaller } from '../../e2e/caller.ts';
import { startCall } from './humr-call.ts';

/** What the time from the click on is made of, in order. */
export const STEPS = ['microphone', 'relay', 'handshake', 'path', 'firstSound'] as const;
type Step = (typeof STEPS)[number];

export interface Join {
  readonly totalMs: number;
  readonly stepsMs: Record<Step, number>;
}

/** A person reads what the page says before clicking; the page loads meanwhile. */
const READING_MS = 1_500;
/** Quieter than this nobody calls it sound. */
const AUDIBLE_PEAK = 0.003;

declare global {
  /** When each step ended, ms on the page's clock. */
  var benchMarks: Partial<Record<Step | 'click', number>>;
}

/** Somebody talks without pause in a call; another person comes and goes. */
export async function measureJoins(
  url: string,
  joins: number,
  soundPaths: { voice: string; silence: string },
  progress: (done: number) => void,
): Promise<Join[]> {
  const anna = await openCaller({ baseURL: url, soundPath: soundPaths.voice });
  const prepare = async (context: BrowserContext) => void (await context.addInitScript(markSteps, AUDIBLE_PEAK));
  const ben = await openCaller({ baseURL: url, soundPath: soundPaths.silence, prepare });
  try {
    const link = await startCall(anna.page);
    const measured: Join[] = [];
    for (let done = 0; done < joins; done++) {
      measured.push(await joinOnce(ben, link));
      progress(done + 1);
    }
    return measured;
  } finally {
    await Promise.all([anna.close(), ben.close()]);
  }
}

async function joinOnce({ page: first, complaints }: Caller, link: string): Promise<Join> {
  const page = await first.context().newPage();
  try {
    await page.goto(link);
    const button = page.getByRole('button', { name: 'Join' });
    await button.waitFor();
    await page.waitForTimeout(READING_MS);
    await button.click();
    await page.waitForFunction(() => globalThis.benchMarks.firstSound !== undefined, undefined, { timeout: 30_000 });
    const join = stepsOf(await page.evaluate(() => globalThis.benchMarks));
    await leave(page);
    return join;
  } catch (error) {
    throw new Error(`nobody was heard after joining: ${complaints.join('; ')}`, { cause: error });
  } finally {
    await page.close();
  }
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave' }).click();
}

function stepsOf(marks: Partial<Record<Step | 'click', number>>): Join {
  let beforeMs = marks.click ?? Number.NaN;
  const stepsMs = {} as Record<Step, number>;
  for (const step of STEPS) {
    const atMs = marks[step] ?? Number.NaN;
    stepsMs[step] = atMs - beforeMs;
    beforeMs = atMs;
  }
  return { totalMs: (marks.firstSound ?? Number.NaN) - (marks.click ?? Number.NaN), stepsMs };
}

/** Runs in the page before its scripts. */
function markSteps(audiblePeak: number): void {
  globalThis.benchMarks = {};
  const marks = globalThis.benchMarks;
  addEventListener('click', ({ timeStamp }) => (marks.click ??= timeStamp), true);
  const said: [line: string, step: Step][] = [
    ['microphone open', 'microphone'],
    ['call begun', 'relay'],
    ['call connecting', 'handshake'],
    ['call connected', 'path'],
  ];
  const info = console.info.bind(console);
  console.info = (line: string) => {
    const step = said.find(([part]) => line.includes(part))?.[1];
    if (step) marks[step] ??= performance.now();
    info(line);
  };
  const waitForSound = async (track: MediaStreamTrack) => {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (;;) {
      const { value } = await reader.read();
      if (!value) return;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      const isAudible = samples.some((sample) => Math.abs(sample) > audiblePeak);
      if (isAudible) marks.firstSound ??= value.timestamp / 1000;
      value.close();
      if (isAudible) return reader.cancel();
    }
  };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const track = this.srcObject instanceof MediaStream ? this.srcObject.getAudioTracks()[0] : undefined;
    if (track) this.addEventListener('playing', () => void waitForSound(track.clone()), { once: true });
    return play.call(this);
  };
}
