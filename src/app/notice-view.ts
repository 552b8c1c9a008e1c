/** What happened in the call, in words of the UI. */
import type { TroubleCode } from '../call/trouble.ts';

/** Something to say in the call, once, until dismissed. */
export interface Notice {
  readonly id: number;
  readonly code: TroubleCode;
  /** Whom it concerns, or null. */
  readonly personName: string | null;
  /** Who did it; absent where that is oneself or nobody. */
  readonly byName?: string;
}
