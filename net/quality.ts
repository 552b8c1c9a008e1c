/** What a bad network leaves of a voice: our call and, on the same network, one without the app. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectPlain } from '../bench/call/plain-call.ts';
import { delaySamples } from '../bench/metrics/delay.ts';
import { resample } from '../bench/metrics/resample.ts';
import { estoi, STOI_RATE_HZ } from '../bench/metrics/stoi.ts';
import { type Caller, openCaller } from '../e2e/caller.ts';
import { RATE_HZ, soundFile } from '../e2e/voices.ts';
import { ear, openCall, restlessSpeech } from './call.ts';
import { CLEAR, type Impairment } from './impairment.ts';
import type { Host } from './namespaces.ts';
import type { UserNetwork } from './user-network.ts';

interface QualityRow {
  readonly id: string;
  /** Share of the samples played that were made up. */
  readonly concealedRatio: number;
  /** Of what was heard, beside what was said; mean over stretches of two seconds, each aligned. */
  readonly estoi: number;
  /** Half the round trip and the mean time in the jitter buffer. */
  readonly behindMs: number;
}

export interface QualityTable {
  readonly ours: readonly QualityRow[];
  readonly plain: readonly QualityRow[];
}

const WEATHERS: readonly (readonly [string, Partial<Impairment>])[] = [
  ['clear', {}],
  ['loss-5', { lossRatio: 0.05 }],
  ['loss-10', { lossRatio: 0.1 }],
  ['loss-20', { lossRatio: 0.2 }],
  // One packet in ten, in bursts of four on average.
  ['bursts-10', { burst: { enterRatio: 0.0278, leaveRatio: 0.25 } }],
  ['rate-32k', { rate: { bitsPerS: 32_000, queuePackets: 30 } }],
];
/** Both calls may adapt before they are judged. */
const SETTLE_S = 6;
const LISTEN_S = 12;
const STRETCH_S = 2;

export async function compareQuality(hosts: readonly [Host, Host], network: UserNetwork): Promise<QualityTable> {
  const ours = await openCall(hosts);
  const ourRows = await judgeAll(ours.callers[1], network);
  await ours.close();
  const soundPath = soundFile('restless', restlessSpeech());
  const open = ({ chromiumPath, baseURL }: Host) => openCaller({ soundPath, baseURL, chromiumPath });
  const callers = [await open(hosts[0]), await open(hosts[1])] as const;
  try {
    for (const { page } of callers) await page.goto('/healthz');
    await connectPlain(callers[0].page, callers[1].page, false);
    return { ours: ourRows, plain: await judgeAll(callers[1], network) };
  } finally {
    for (const caller of callers) await caller.close();
  }
}

async function judgeAll(listener: Caller, network: UserNetwork): Promise<QualityRow[]> {
  const rows: QualityRow[] = [];
  for (const [id, impairment] of WEATHERS) {
    network.impairAll({ ...CLEAR, ...impairment });
    await sleep(SETTLE_S * 1000);
    const before = await ear(listener.page);
    const heard = await listener.hear(LISTEN_S);
    const after = await ear(listener.page);
    network.impairAll(CLEAR);
    rows.push({
      id,
      concealedRatio: (after.concealedSamples - before.concealedSamples) / (after.samples - before.samples),
      estoi: likeness(heard),
      behindMs:
        after.roundTripMs / 2 + (after.bufferedMs - before.bufferedMs) / Math.max(1, after.emitted - before.emitted),
    });
    await sleep(SETTLE_S * 1000);
  }
  return rows;
}

/** The sound of the microphone repeats, so any stretch that was heard is somewhere in two rounds of it. */
function likeness(heard: Float32Array): number {
  const once = resample(restlessSpeech(), RATE_HZ, STOI_RATE_HZ);
  const said = new Float32Array(once.length * 2);
  said.set(once);
  said.set(once, once.length);
  const all = resample(heard, RATE_HZ, STOI_RATE_HZ);
  const length = STRETCH_S * STOI_RATE_HZ;
  const scores: number[] = [];
  for (let at = 0; at + length <= all.length; at += length) {
    const stretch = all.subarray(at, at + length);
    const lag = Math.max(0, Math.round(delaySamples(stretch, said, once.length - 1)));
    const score = estoi(said.subarray(lag, lag + length), stretch);
    if (!Number.isNaN(score)) scores.push(score);
  }
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

export function qualityLines({ ours, plain }: QualityTable): string[] {
  const cells = ({ concealedRatio, estoi: score, behindMs }: QualityRow) =>
    `${(100 * concealedRatio).toFixed(1).padStart(6)} %  ${score.toFixed(3)}  ${Math.round(behindMs).toString().padStart(4)} ms`;
  const head = `${''.padEnd(12)}${'ours: made up, ESTOI, behind'.padEnd(32)}plain call`;
  return [
    head,
    ...ours.map((row, n) => `${row.id.padEnd(12)}${cells(row).padEnd(32)}${plain[n] ? cells(plain[n]) : ''}`),
  ];
}
