/** What a removal (`removal.ts`) changes in the call around it: link, door, what is kept and what is said. */
import type { Ports } from '../call/ports.ts';
import type { CallTrust } from './call-trust.ts';
import type { CallViewBuilder } from './call-view.ts';
import type { Door } from './door.ts';
import type { Entrance } from './entrance.ts';
import type { Member } from './member.ts';
import type { PeopleBook } from './people-book.ts';
import type { Rejoin } from './rejoin.ts';
import { Removal } from './removal.ts';
import type { Screen } from './view.ts';

export interface CallRemovalOptions {
  readonly ports: Pick<Ports<unknown>, 'dice' | 'log' | 'pageUrl'>;
  readonly people: PeopleBook;
  readonly entrance: Entrance;
  readonly door: Door;
  readonly callView: CallViewBuilder;
  readonly rejoin: Rejoin;
  readonly trust: CallTrust;
  /** Out of the call, and to this screen. */
  out(screen: Screen): void;
}

export function callRemoval(options: CallRemovalOptions): Removal {
  const { ports, people, entrance, door, callView, rejoin, trust, out } = options;
  const note = (kind: 'removed' | 'was-removed', { pair }: Member) => {
    const key = pair.pairing.theirKey();
    people.note(kind, (key && people.byKey(key)?.id) ?? null, key);
  };
  return new Removal({
    ports,
    invite: () => entrance.invite,
    moved(secret, gone) {
      const invite = entrance.move(secret);
      if (!invite) return;
      door.moved(invite, gone);
      callView.change({ inviteLink: entrance.link(ports.pageUrl), linkCopied: false });
      rejoin.changed();
    },
    removed(member, by) {
      note('removed', member);
      const name = trust.nameOf(member);
      if (by === 'oneself') callView.notice('PEER_REMOVED', name);
      else callView.notice('PEER_REMOVED_BY', name, by ? trust.nameOf(by) : '');
    },
    expelled(by) {
      note('was-removed', by);
      const name = trust.nameOf(by);
      out({ name: 'left', final: true, removedBy: name });
      // Nothing leads back in: neither a button nor what was kept for a page that is loaded anew.
      entrance.set(null);
    },
  });
}
