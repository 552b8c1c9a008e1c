import { type Clip, RATE_HZ } from './clips.ts';
import { delaySamples } from './metrics/delay.ts';
import { DNSMOS_RATE_HZ, type Judge } from './metrics/dnsmos.ts';
import { logSpectralDistanceDb, segmentalSnrDb, siSdrDb } from './metrics/fidelity.ts';
import { pauseChangeDb, pauseFrames } from './metrics/pauses.ts';
import { resample } from './metrics/resample.ts';
import { speechKeptRatio } from './metrics/speech.ts';
import { estoi, STOI_RATE_HZ, stoi } from './metrics/stoi.ts';
import { type Peer, runAligned, runThrough } from './peers/processor.ts';

/** The longest delay looked for, 100 ms. */
const MAX_DELAY_SAMPLES = 4800;
/** Left out of pauses while the suppressor settles: in noisy speech and in noise alone. */
const PAUSE_SKIP_MS = 400;
const NOISE_SKIP_MS = 2000;

/** Figures of one clip; a figure that does not apply to its kind is absent. */
export interface ClipFigures {
  readonly clip: Clip;
  /** Per 10 ms; empty for a suppressor without a detector. */
  readonly speechProbabilities: ArrayLike<number>;
  readonly siSdrGainDb?: number;
  readonly stoi?: number;
  readonly estoi?: number;
  readonly segmentalSnrDb?: number;
  readonly lsdDb?: number;
  readonly keptRatio?: number;
  readonly pauseDb?: number;
  readonly sig?: number;
  readonly bak?: number;
  readonly ovrl?: number;
}

/** Names of the figures that are numbers. */
export type Figure = Exclude<keyof ClipFigures, 'clip' | 'speechProbabilities'>;

/** Delay in samples, with fractions: the median over clean clips, because speech passes every suppressor. */
export function measureDelay(peer: Peer, clips: readonly Clip[]): number {
  const delays = clips
    .filter((clip) => clip.kind === 'clean')
    .map((clip) => delaySamples(clip.noisy, runThrough(peer.create(), clip.noisy).output, MAX_DELAY_SAMPLES))
    .toSorted((a, b) => a - b);
  return delays[Math.floor(delays.length / 2)] ?? 0;
}

/** All figures of one clip through a fresh instance of `peer`. */
export async function judgeClip(peer: Peer, delay: number, clip: Clip, judge: Judge | null): Promise<ClipFigures> {
  const run = runAligned(peer.create(), clip.noisy, Math.round(delay));
  const heard = { clip, speechProbabilities: peer.detect?.(clip.noisy) ?? run.speechProbabilities };
  if (clip.kind === 'noise') {
    const everywhere = Array.from({ length: Math.ceil(run.output.length / 960) }, () => true);
    return { ...heard, pauseDb: pauseChangeDb(clip.noisy, run.output, everywhere, NOISE_SKIP_MS) };
  }
  return { ...heard, ...(await judgeSpeech(clip, run.output, judge)) };
}

/** @param output aligned with the clip */
async function judgeSpeech(clip: Clip, output: Float32Array, judge: Judge | null) {
  const output16 = resample(output, RATE_HZ, DNSMOS_RATE_HZ);
  const output10 = resample(output, RATE_HZ, STOI_RATE_HZ);
  return {
    siSdrGainDb: siSdrDb(clip.clean, output) - siSdrDb(clip.clean, clip.noisy),
    stoi: stoi(clip.clean10, output10),
    estoi: estoi(clip.clean10, output10),
    segmentalSnrDb: segmentalSnrDb(clip.clean16, output16, DNSMOS_RATE_HZ),
    lsdDb: logSpectralDistanceDb(clip.clean16, output16, DNSMOS_RATE_HZ),
    keptRatio: speechKeptRatio(clip.clean, output, clip.highestHz),
    pauseDb: pauseChangeDb(clip.noisy, output, pauseFrames(clip.clean), PAUSE_SKIP_MS),
    ...(judge ? await judge(output16) : {}),
  };
}

/** Mean of a figure over the clips of one kind that have it; null where none has. */
export function meanOf(figures: readonly ClipFigures[], kind: Clip['kind'], name: Figure): number | null {
  const values = figures
    .filter((each) => each.clip.kind === kind)
    .map((each) => each[name])
    .filter((value): value is number => value !== undefined && Number.isFinite(value));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
