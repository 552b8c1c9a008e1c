/** Hearing oneself before a call, for the UI, and the wishes about it. */
import type { MicrophoneTrouble } from '../call/trouble.ts';

/** The two takes of a trial: as the microphone hears, as the others hear. */
export type TrialSide = 'before' | 'after';

/** What came of the noise, from measured levels. `quieterDb`: how far the pauses fell against the voice. */
export type TrialVerdict =
  | { readonly kind: 'quieter'; readonly quieterDb: number }
  | { readonly kind: 'quiet-room' } // there was next to nothing to remove
  | { readonly kind: 'kept' } // there was noise, and it is still there
  | { readonly kind: 'no-voice' }
  | { readonly kind: 'no-pause' }
  | { readonly kind: 'silence' };

/** Hearing oneself before a call. */
export type TrialView =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  | { readonly state: 'recording'; readonly doneRatio: number }
  | { readonly state: 'rendering'; readonly doneRatio: number }
  | {
      readonly state: 'ready';
      readonly hearing: TrialSide;
      readonly playing: boolean;
      readonly lengthMs: number;
      /** Levels over time, dBFS, as many on both sides. */
      readonly outlinesDbfs: Readonly<Record<TrialSide, readonly number[]>>;
      readonly verdict: TrialVerdict;
    }
  | { readonly state: 'failed'; readonly code: MicrophoneTrouble | 'failed' };

export interface TrialWishes {
  /** From home or join: records a few seconds to hear them with and without the noise; again: from the beginning. */
  startTrial(): void;
  /** At any time: back to no trial. */
  stopTrial(): void;
  toggleTrialPlaying(): void;
  /** Changes what is heard, at the same place in time. */
  hearTrial(side: TrialSide): void;
}
