/** Which pictures pause because a network has no room for them beside a voice, for the UI. */
import type { PictureKind } from '../call/picturing.ts';
import type { Member } from './member.ts';

export interface PausedView {
  /** One's own: ids of those who do not get it now. */
  readonly own: Readonly<Record<PictureKind, readonly string[]>>;
  /** Ids of those whose picture pauses. */
  readonly theirs: Readonly<Record<PictureKind, readonly string[]>>;
}

export const NOTHING_PAUSED: PausedView = { own: { screen: [], camera: [] }, theirs: { screen: [], camera: [] } };

/** @returns `before` itself where nothing changed */
export function pausedView(before: PausedView, members: readonly Member[]): PausedView {
  const here = members.filter(({ pair }) => pair.call.phase === 'connected' && !pair.held);
  const whose = (pick: (member: Member) => readonly PictureKind[], kind: PictureKind) =>
    here.filter((member) => pick(member).includes(kind)).map(({ id }) => id);
  const both = (pick: (member: Member) => readonly PictureKind[]) => ({
    screen: whose(pick, 'screen'),
    camera: whose(pick, 'camera'),
  });
  const now = {
    own: both(({ pair }) => pair.pausedPictures.own),
    theirs: both(({ pair }) => pair.pausedPictures.theirs),
  };
  return JSON.stringify(now) === JSON.stringify(before) ? before : now;
}
