/** A call between two hosts, and what can be measured of it from outside. */
import type { BrowserContext, Page } from 'playwright-core';
import { type Caller, openCaller } from '../e2e/caller.ts';
import { RATE_HZ, rmsDbfs, soundFile, speech } from '../e2e/voices.ts';
import type { Host } from './namespaces.ts';

export interface Ear {
  /** Sum over all connections since the page was opened. */
  readonly energy: number;
  readonly seconds: number;
  readonly concealedSamples: number;
  readonly samples: number;
  readonly concealments: number;
  /** Time all emitted samples spent in the jitter buffer, and how many they were. */
  readonly bufferedMs: number;
  readonly emitted: number;
  /** Of the path in use, now. */
  readonly roundTripMs: number;
}

export interface Said {
  readonly atMs: number;
  readonly who: string;
  readonly text: string;
}

export interface NetCall {
  readonly callers: readonly [Caller, Caller];
  readonly hosts: readonly [Host, Host];
  /** What both pages logged, with its time. */
  readonly said: readonly Said[];
  close(): Promise<void>;
}

/** Meeting is not what is measured here: a busy machine may take its time over it. */
const TIMEOUT_MS = 60_000;
/** Levels above this are a voice, below it is what silence becomes after a codec. */
const AUDIBLE_DBFS = -50;
const BLOCK_S = 0.1;

/** Speech without its pauses, so that silence at the other end always means trouble. */
export function restlessSpeech(): Float32Array {
  const samples = speech();
  const length = BLOCK_S * RATE_HZ;
  const loud: number[] = [];
  for (let at = 0; at + length <= samples.length; at += length) {
    const block = samples.subarray(at, at + length);
    if (rmsDbfs(block) > -35) loud.push(...block);
  }
  return Float32Array.from(loud);
}

export interface CallWishes {
  /** What the microphones give; restless speech where nothing is said. */
  readonly soundPaths?: readonly [string, string];
  /** Further arguments of both browsers. */
  readonly chromiumArgs?: readonly string[];
  /** False where a stand-in for prompts would stand in for the screen, too: `prepare` then lets the microphone be used. */
  readonly allowMicrophone?: boolean;
  /** Runs in both before any script of the page; @param at 0 for Anna, 1 for Ben */
  prepare?(context: BrowserContext, at: 0 | 1): Promise<void>;
  /** The page is there, and nobody is called yet. */
  ready?(page: Page): Promise<void>;
  /** Whether to wait until both are heard. */
  readonly silent?: boolean;
}

export async function openCall(hosts: readonly [Host, Host], wishes: CallWishes = {}): Promise<NetCall> {
  const said: Said[] = [];
  const open = async (at: 0 | 1) => {
    const { chromiumPath, baseURL } = hosts[at];
    const soundPath = wishes.soundPaths?.[at] ?? soundFile('restless', restlessSpeech());
    const prepare = async (context: BrowserContext) => wishes.prepare?.(context, at);
    const { chromiumArgs = [], allowMicrophone = true } = wishes;
    const caller = await openCaller({ soundPath, baseURL, chromiumPath, prepare, chromiumArgs, allowMicrophone });
    caller.page.setDefaultTimeout(TIMEOUT_MS);
    caller.page.context().on('console', (message) => {
      said.push({ atMs: performance.now(), who: ['Anna', 'Ben'][at]!, text: message.text() });
    });
    await caller.page.goto('/');
    await wishes.ready?.(caller.page);
    return caller;
  };
  const callers = [await open(0), await open(1)] as const;
  const [anna, ben] = callers;
  await anna.page.getByRole('textbox', { name: 'Your name' }).fill('Anna');
  await anna.page.getByRole('button', { name: 'Start a call' }).click();
  const link = await anna.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await ben.page.goto('about:blank'); // only the fragment differs: without this the page would not be loaded anew
  await ben.page.goto(link);
  await ben.page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  await ben.page.getByRole('button', { name: 'Join', exact: true }).click();
  const call = { callers, hosts, said, close: async () => void (await Promise.all(callers.map((it) => it.close()))) };
  if (wishes.silent)
    await anna.page
      .getByRole('group', { name: 'Ben' })
      .getByText(/Connected|Speaking/)
      .waitFor();
  else if ((await audibleAfterMs(call, TIMEOUT_MS)) === null)
    throw new Error(`the two never heard each other: ${JSON.stringify(await states(callers))}`);
  return call;
}

/** For the message of a failure: what both pages know of their connections. */
function states(callers: readonly Caller[]): Promise<unknown[]> {
  return Promise.all(
    callers.map(async ({ page, complaints }) => ({
      complaints,
      ear: await ear(page),
      connections: await page.evaluate(() =>
        globalThis.heardConnections.map((it) => [it.connectionState, it.iceGatheringState, it.localDescription?.sdp]),
      ),
      text: await page.evaluate(() => document.title),
    })),
  );
}

declare global {
  /** What was heard over each connection when it was looked at last: of one that was closed nobody tells any more. */
  var earOf: Map<string, Omit<Ear, 'roundTripMs'>> | undefined;
}

/** Runs in the page. */
async function readEar(): Promise<Ear> {
  globalThis.earOf ??= new Map();
  let roundTripMs = 0;
  for (const [at, connection] of globalThis.heardConnections.entries()) {
    for (const entry of (await connection.getStats()).values()) {
      if (entry.type === 'candidate-pair' && entry.nominated) roundTripMs = 1000 * (entry.currentRoundTripTime ?? 0);
      if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue;
      globalThis.earOf.set(`${at} ${entry.id}`, {
        energy: entry.totalAudioEnergy,
        seconds: entry.totalSamplesDuration,
        concealedSamples: entry.concealedSamples - entry.silentConcealedSamples,
        samples: entry.totalSamplesReceived,
        concealments: entry.concealmentEvents,
        bufferedMs: 1000 * entry.jitterBufferDelay,
        emitted: entry.jitterBufferEmittedCount,
      });
    }
  }
  const all = [...globalThis.earOf.values()];
  const sum = (pick: (it: (typeof all)[number]) => number) => all.reduce((total, it) => total + pick(it), 0);
  return {
    energy: sum((it) => it.energy),
    seconds: sum((it) => it.seconds),
    concealedSamples: sum((it) => it.concealedSamples),
    samples: sum((it) => it.samples),
    concealments: sum((it) => it.concealments),
    bufferedMs: sum((it) => it.bufferedMs),
    emitted: sum((it) => it.emitted),
    roundTripMs,
  };
}

export function ear(page: Page): Promise<Ear> {
  return page.evaluate(readEar);
}

/** Resolves when both hear the other, to the time that took; null when it takes longer than `limitMs`. */
export async function audibleAfterMs(call: NetCall, limitMs: number): Promise<number | null> {
  const startedMs = performance.now();
  const times = await Promise.all(call.callers.map(({ page }) => audible(page, startedMs, limitMs)));
  return times.includes(null) ? null : Math.max(...times.map(Number));
}

/** Windows of at least a tenth of a second, read until one of them carries a voice. */
async function audible(page: Page, startedMs: number, limitMs: number): Promise<number | null> {
  let before = await ear(page);
  while (performance.now() - startedMs < limitMs) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const now = await ear(page);
    if (now.seconds - before.seconds < BLOCK_S) continue;
    const levelDbfs = 10 * Math.log10((now.energy - before.energy) / (now.seconds - before.seconds) + 1e-12);
    if (levelDbfs > AUDIBLE_DBFS) return performance.now() - startedMs;
    before = now;
  }
  return null;
}
