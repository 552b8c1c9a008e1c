/** Wishes about people, passed on to their desk, which is loaded with the first of them or while the page idles. */
import type { PeopleDesk } from './people-desk.ts';
import type { PeopleWishes } from './people-view.ts';

export function peopleWishes(load: () => Promise<Pick<PeopleDesk, 'act'>>): PeopleWishes {
  // A desk that did not load leaves the page as it is; the next wish tries again.
  return {
    people: (action) =>
      void load().then(
        (desk) => desk.act(action),
        () => undefined,
      ),
  };
}
