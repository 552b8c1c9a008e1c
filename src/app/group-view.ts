/** What the UI shows of a call of three or more as a whole, and what may be wished about it. */
import type { PICTURES } from '../trust/picture-list.ts';

/** Why a comparison of pictures ended without any. */
export type GroupEnding =
  | 'changed' // somebody came or left
  | 'late' // somebody did not answer in time
  | 'stopped' // somebody ended it
  | 'refused'; // somebody opened something else than they had promised, or promised each something else

/** Comparing pictures all together. */
export type GroupPicturesView =
  | { readonly state: 'none' }
  /** `missingCount`: of how many the next answer is awaited. */
  | { readonly state: 'waiting'; readonly missingCount: number }
  /** `number` names these pictures, for the answer about them. */
  | { readonly state: 'ready'; readonly number: number; readonly pictures: readonly (typeof PICTURES)[number][] }
  | { readonly state: 'ended'; readonly why: GroupEnding };

export interface GroupView {
  /** For a while now people in this call have been shown different lists of who is in it. */
  readonly listsDiffer: boolean;
  readonly pictures: GroupPicturesView;
  /** Whoever began the comparison, while one has not looked at it; an untrusted name. */
  readonly askedBy: string | null;
}

export const NO_GROUP: GroupView = { listsDiffer: false, pictures: { state: 'none' }, askedBy: null };

export interface GroupWishes {
  /** To the pictures everybody sees now, or to new ones where there are none. */
  compareAll(): void;
  /** Ends the comparison that is under way, for everybody; or puts aside what came of it. */
  stopComparing(): void;
  /** @param number of the pictures that were compared */
  answerAll(number: number, answer: 'match' | 'differ'): void;
}

/** By name, for whoever passes them on. */
export const GROUP_WISHES = [
  'compareAll',
  'stopComparing',
  'answerAll',
] as const satisfies readonly (keyof GroupWishes)[];
