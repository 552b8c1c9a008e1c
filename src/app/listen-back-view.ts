/** Hearing oneself within a call, for the UI, and the wishes about it. */
import type { TrialSide, TrialVerdict } from './trial-view.ts';

/** What stands for the other side's ears: what left, or what would have left, by the chain as it is set now. */
export type AfterSource = 'sent' | 'muted' | 'rendered';

export interface ReadyListenBack {
  readonly state: 'ready';
  readonly after: AfterSource;
  readonly hearing: TrialSide;
  readonly playing: boolean;
  /** Both are played equally loud. */
  readonly matched: boolean;
  /** The same recording goes through the chain again, as that is set now. */
  readonly updating: boolean;
  readonly lengthMs: number;
  /** Levels over time, dBFS, as many on both sides. */
  readonly outlinesDbfs: Readonly<Record<TrialSide, readonly number[]>>;
  readonly verdict: TrialVerdict;
  /** Share of the speech's energy that is left, 0..1, estimated; null where nobody spoke. */
  readonly keptRatio: number | null;
}

export type ListenBackView =
  | { readonly state: 'off' }
  | { readonly state: 'recording' | 'rendering'; readonly doneRatio: number }
  | ReadyListenBack
  | { readonly state: 'failed' };

export type ListenBackWish =
  | { readonly kind: 'record' }
  | { readonly kind: 'toggle-playing' }
  | { readonly kind: 'hear'; readonly side: TrialSide }
  | { readonly kind: 'match'; readonly matched: boolean }
  /** Erases the recording. */
  | { readonly kind: 'end' };

export interface ListenBackWishes {
  listenBack(wish: ListenBackWish): void;
}

/** By name, for whoever passes them on. */
export const LISTEN_BACK_WISHES = ['listenBack'] as const satisfies readonly (keyof ListenBackWishes)[];
