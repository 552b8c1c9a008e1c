/** What the maker of a link may choose about it. A file of its own: the first screen loads it, and no cryptography. */

/** `call`: until its maker leaves. */
export const LASTINGS = ['always', 'call', 'hour', 'day'] as const;
export type Lasting = (typeof LASTINGS)[number];

export interface InvitationTerms {
  /** Only one person comes in by it. */
  readonly oneUse: boolean;
  readonly lasting: Lasting;
}

export const DEFAULT_TERMS: InvitationTerms = { oneUse: false, lasting: 'always' };
