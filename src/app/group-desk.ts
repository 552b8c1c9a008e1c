/** A call of three or more as a whole: whether all of them see the same people. */
import type { Ports } from '../call/ports.ts';
import type { Beside } from './beside.ts';
import type { GroupView } from './group-view.ts';
import { RosterWatch } from './roster-watch.ts';
import type { ViewStore } from './store.ts';

export interface GroupDeskOptions {
  readonly store: ViewStore;
  readonly ports: Pick<Ports<unknown>, 'nowMs' | 'after'>;
  /** Into the trail: lists differed. */
  noteDifference(): void;
}

export function createGroupDesk({ store, ports, noteDifference }: GroupDeskOptions): Beside {
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
  return {
    begin(room) {
      isNoted = false;
      roster.begin(room);
    },
    changed: () => roster.changed(),
    side: () => undefined,
    added: () => undefined,
    end: () => roster.end(),
  };
}
