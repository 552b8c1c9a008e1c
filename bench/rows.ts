import type { Clip } from './clips.ts';
import type { Cost } from './cost.ts';
import type { Judge } from './metrics/dnsmos.ts';
import type { Peer } from './peers/processor.ts';
import { type ClipFigures, type Figure, judgeClip, meanOf, measureDelay } from './quality.ts';

/** One line of the machine-readable result. Ratios are 0..1; null is "cannot be measured here". */
export interface Row {
  readonly name: string;
  readonly siSdrGainDb: number | null;
  readonly estoi: number | null;
  readonly ovrl: number | null;
  readonly sig: number | null;
  readonly bak: number | null;
  readonly speechKept: number | null;
  readonly cleanKept: number | null;
  readonly pauseDb: number | null;
  readonly delayMs: number;
  readonly cpuVsJitsi: number | null;
}

/** Everything that is known of one suppressor. */
export interface Verdict {
  readonly name: string;
  readonly frameMs: number;
  readonly delayMs: number;
  readonly figures: readonly ClipFigures[];
}

/** Runs one suppressor over all clips. @param onClip is told after each clip */
export async function judgePeer(
  peer: Peer,
  clips: readonly Clip[],
  judge: Judge | null,
  onClip: (done: number) => void,
): Promise<Verdict> {
  const delaySamples = measureDelay(peer, clips);
  const figures: ClipFigures[] = [];
  for (const clip of clips) {
    figures.push(await judgeClip(peer, delaySamples, clip, judge));
    onClip(figures.length);
  }
  return { name: peer.name, frameMs: peer.create().frameSize / 48, delayMs: delaySamples / 48, figures };
}

export function rowOf({ name, delayMs, figures }: Verdict, cost: Cost | undefined): Row {
  const noisy = (figure: Figure) => meanOf(figures, 'noisy', figure);
  return {
    name,
    siSdrGainDb: noisy('siSdrGainDb'),
    estoi: noisy('estoi'),
    ovrl: noisy('ovrl'),
    sig: noisy('sig'),
    bak: noisy('bak'),
    speechKept: noisy('keptRatio'),
    cleanKept: meanOf(figures, 'clean', 'keptRatio'),
    pauseDb: noisy('pauseDb'),
    delayMs,
    cpuVsJitsi: cost && Number.isFinite(cost.timeRatio) ? cost.timeRatio : null,
  };
}
