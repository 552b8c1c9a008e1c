/** What the UI shows of a call of three or more as a whole. */

export interface GroupView {
  /** For a while now people in this call have been shown different lists of who is in it. */
  readonly listsDiffer: boolean;
}

export const NO_GROUP: GroupView = { listsDiffer: false };
