/** What came of a trial, in words. Pure. */
import type { TrialVerdict } from '../app/trial-view.ts';
import { fillCount, sentences } from './sentences.ts';

export function verdictWords(verdict: TrialVerdict): string {
  if (verdict.kind !== 'quieter') return sentences.trial.verdicts[verdict.kind];
  return fillCount(sentences.trial.quieter, Math.round(verdict.quieterDb));
}
