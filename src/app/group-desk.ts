/** A call of three or more as a whole: whether all of them see the same people, and pictures for all at once. */
import type { Beside } from './beside.ts';
import { GroupPictures, type GroupPicturesOptions } from './group-pictures.ts';
import type { GroupView, GroupWishes } from './group-view.ts';
import { RosterWatch } from './roster-watch.ts';
import type { ViewStore } from './store.ts';

export interface GroupDeskOptions extends Pick<GroupPicturesOptions, 'ports' | 'answer'> {
  readonly store: ViewStore;
  /** Into the trail: lists differed. */
  noteDifference(): void;
}

export interface GroupDesk extends Beside, GroupWishes {}

export function createGroupDesk({ store, ports, noteDifference, answer }: GroupDeskOptions): GroupDesk {
  const show = (change: Partial<GroupView>) => store.update({ group: { ...store.view.group, ...change } });
  /** Once in each call: whoever lets lists flicker must not push older lines out of the trail. */
  let isNoted = false;
  const roster = new RosterWatch({
    ports,
    differs(listsDiffer) {
      show({ listsDiffer });
      if (listsDiffer && !isNoted) noteDifference();
      isNoted ||= listsDiffer;
    },
  });
  const nameOf = (id: string) => {
    const { screen } = store.view;
    return (screen.name === 'call' && screen.call.people.find((person) => person.id === id)?.name) || '';
  };
  const pictures = new GroupPictures({ ports, show, nameOf, answer });
  return {
    begin(room) {
      isNoted = false;
      roster.begin(room);
      pictures.begin(room);
    },
    changed(members) {
      roster.changed();
      pictures.changed(members);
    },
    side: () => undefined,
    added: () => undefined,
    end() {
      roster.end();
      pictures.end();
    },
    compareAll: () => pictures.compare(),
    stopComparing: () => pictures.stop(),
    answerAll: (number, found) => pictures.answer(number, found),
  };
}
