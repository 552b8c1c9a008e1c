/** German: a call of three or more as a whole. */
import type { Sentences } from '../../sentences.ts';

export const germanGroup: Sentences['group'] = {
  listsDiffer: 'Die Leute in diesem Gespräch sehen verschiedene Listen.',
  listsDifferHelp:
    'Vielleicht ist jemand hier, den du nicht siehst oder der dich nicht sieht. Fragt in die Runde, wer dabei ist.',
};
