/** What the places together say of the identity. The one rule: "there was none" is believed only when nothing objects. */
import type { Canary } from './canary.ts';

export interface Evidence<R> {
  /** Records whose seal opened, from every place. */
  readonly records: readonly { readonly place: 'main' | 'other'; readonly generation: number; readonly record: R }[];
  readonly canary: Canary | null;
  /** A place was found damaged, or holds a record that does not open. */
  readonly isDamaged: boolean;
  /** A place did not answer: it may hold anything. */
  readonly isUnreachable: boolean;
  readonly isMainReachable: boolean;
}

export type Verdict<R> =
  | { readonly state: 'fresh' | 'temporary' }
  | { readonly state: 'kept' | 'restored'; readonly record: R }
  | { readonly state: 'lost'; readonly fingerprint: string | null };

/**
 * The newest record counts, unless the canary knows of a newer one: an identity that was replaced must not come back
 * just because its copy is the one that survived.
 */
export function judge<R>(evidence: Evidence<R>): Verdict<R> {
  const { records, canary, isDamaged, isUnreachable, isMainReachable } = evidence;
  const newest = Math.max(0, ...records.map(({ generation }) => generation));
  const best = records.filter(({ generation }) => generation === newest);
  if (best[0] && newest >= (canary?.generation ?? 0)) {
    // A main place that does not answer has lost nothing that we know of.
    const isKept = !isMainReachable || best.some(({ place }) => place === 'main');
    return { state: isKept ? 'kept' : 'restored', record: best[0].record };
  }
  if (isUnreachable) return { state: 'temporary' };
  if (best[0] || canary || isDamaged) return { state: 'lost', fingerprint: canary?.fingerprint || null };
  return { state: 'fresh' };
}
