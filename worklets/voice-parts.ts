/** What the worker takes out of the worklet's file, so that the chain is downloaded once for both shells. */
import type { MissedQuanta } from '../src/dsp/missed.ts';
import type { mixToMono } from '../src/dsp/mix.ts';
import type { GuardedChain } from './guarded-chain.ts';

export interface VoiceParts {
  readonly GuardedChain: typeof GuardedChain;
  readonly MissedQuanta: typeof MissedQuanta;
  readonly mixToMono: typeof mixToMono;
}

declare global {
  /** Where they are found: the build leaves entries without exports. */
  var humrVoiceParts: VoiceParts | undefined;
}
