/** One's own voice in figures: what the chain's ten reports a second come to in a second. */
import { dbfsFromPower, FLOOR_DBFS } from '../base/units.ts';
import type { VoiceEstimator, VoiceReport } from '../dsp/voice-messages.ts';
import { meanOf } from './quality.ts';

export interface VoiceFigures {
  readonly atMs: number;
  /** Mean levels, dBFS RMS: of the microphone, of what leaves the chain, of the background at the microphone. */
  readonly inputDbfs: number;
  readonly outputDbfs: number;
  readonly noiseDbfs: number;
  readonly gainDb: number;
  /** Share of the time somebody spoke, 0..1. */
  readonly speechRatio: number;
  /**
   * By how much pauses are quieter behind the chain, the gain taken out, dB; null without a pause. Of pauses in which
   * nothing is left it is what lies above the floor of all levels, −100 dBFS.
   */
  readonly suppressedDb: number | null;
  /** Power of the speech that is left behind the suppressor, of what came in, 0..1; null without clear speech. */
  readonly keptRatio: number | null;
  /** Lost since the call began, whichever shell the chain ran in. */
  readonly missedQuanta: number;
  /** Delay of the chain, and the share of its time it needs: 0.05 is half a millisecond for a frame of ten. */
  readonly delayMs: number;
  readonly busyRatio: number;
  readonly badSamples: number;
  readonly estimator: VoiceEstimator;
}

/** Each chain counts what it lost from zero; over a call there may be several. */
export class MissedSum {
  #sum = 0;
  #last: number | null = null;

  /** @param count of the chain that runs now; @returns of all of them, since the first count */
  note(count: number): number {
    this.#sum += this.#last !== null && count < this.#last ? count : count - (this.#last ?? count);
    this.#last = count;
    return this.#sum;
  }
}

const SPEECH = 0.6;
const PAUSE = 0.3;
/** Speech this far over the noise has a power of its own that can be told from the noise. */
const CLEAR_DB = 10;

/** @returns null when there was no report */
export function voiceFigures(reports: readonly VoiceReport[], atMs: number): VoiceFigures | null {
  const last = reports.at(-1);
  if (!last) return null;
  const level = (pick: (it: VoiceReport) => number) => meanDbfs(reports.map(pick)) ?? FLOOR_DBFS;
  return {
    atMs,
    inputDbfs: level(({ inputDbfs }) => inputDbfs),
    outputDbfs: level(({ outputDbfs }) => outputDbfs),
    noiseDbfs: last.noiseDbfs,
    gainDb: last.gainDb,
    speechRatio: reports.filter(({ speechProbability }) => speechProbability > SPEECH).length / reports.length,
    suppressedDb: meanOf(reports.map(suppressedDb)),
    keptRatio: meanOf(reports.map(keptRatio)),
    missedQuanta: last.missedQuanta,
    delayMs: last.delayMs,
    busyRatio: meanOf(reports.map(({ busyRatio }) => busyRatio)) ?? 0,
    badSamples: last.badSamples,
    estimator: last.estimator,
  };
}

/** Level of stretches of equal length together, dBFS; null for none. */
export function meanDbfs(levelsDbfs: readonly number[]): number | null {
  const mean = meanOf(levelsDbfs.map(power));
  return mean === null ? null : dbfsFromPower(mean);
}

function power(dbfs: number): number {
  return dbfs <= FLOOR_DBFS ? 0 : 10 ** (dbfs / 10);
}

function suppressedDb(report: VoiceReport): number | null {
  const { inputDbfs, outputDbfs, gainDb, speechProbability, estimator, muted } = report;
  const isPause = speechProbability < PAUSE && inputDbfs > FLOOR_DBFS && !muted;
  return isPause && estimator !== 'off' ? Math.max(0, inputDbfs + gainDb - outputDbfs) : null;
}

function keptRatio(report: VoiceReport): number | null {
  const { inputDbfs, outputDbfs, noiseDbfs, gainDb, speechProbability } = report;
  const isClear = speechProbability > SPEECH && inputDbfs > noiseDbfs + CLEAR_DB && outputDbfs > FLOOR_DBFS;
  if (!isClear) return null;
  return Math.min(1, power(outputDbfs - gainDb) / (power(inputDbfs) - power(noiseDbfs)));
}
