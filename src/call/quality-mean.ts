/** Figures of several seconds as those of one stretch: what is exported is rarer than what is measured. */
import { type LinkFigures, meanOf, overall } from './quality.ts';
import { meanDbfs, type VoiceFigures } from './quality-voice.ts';

/** @param figures of one connection, oldest first; @returns null for none */
export function meanLink(figures: readonly LinkFigures[]): LinkFigures | null {
  const last = figures.at(-1);
  if (!last) return null;
  const lengthMs = figures.reduce((sum, it) => sum + it.lengthMs, 0);
  const perS = (pick: (it: LinkFigures) => number) =>
    figures.reduce((sum, it) => sum + pick(it) * it.lengthMs, 0) / lengthMs;
  return {
    ...last,
    ...overall(figures),
    lengthMs,
    theirLossRatio: meanOf(figures.map((it) => it.theirLossRatio)),
    underflows: figures.reduce((sum, it) => sum + it.underflows, 0),
    jitterMs: meanOf(figures.map((it) => it.jitterMs)),
    playoutMs: meanOf(figures.map((it) => it.playoutMs)),
    sentBitsPerS: perS((it) => it.sentBitsPerS),
    receivedBitsPerS: perS((it) => it.receivedBitsPerS),
  };
}

/** Levels are means of power; counts of the call are the last ones. @returns null for none */
export function meanVoice(figures: readonly VoiceFigures[]): VoiceFigures | null {
  const last = figures.at(-1);
  if (!last) return null;
  const level = (pick: (it: VoiceFigures) => number) => meanDbfs(figures.map(pick)) ?? pick(last);
  const mean = (pick: (it: VoiceFigures) => number) => meanOf(figures.map(pick)) ?? pick(last);
  return {
    ...last,
    inputDbfs: level((it) => it.inputDbfs),
    outputDbfs: level((it) => it.outputDbfs),
    noiseDbfs: mean((it) => it.noiseDbfs),
    gainDb: mean((it) => it.gainDb),
    speechRatio: mean((it) => it.speechRatio),
    suppressedDb: meanOf(figures.map((it) => it.suppressedDb)),
    keptRatio: meanOf(figures.map((it) => it.keptRatio)),
    busyRatio: mean((it) => it.busyRatio),
  };
}
