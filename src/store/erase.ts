/**
 * Erasing everything kept here. The wrapping key goes first, with its files: from that moment nothing that is left, in
 * whatever corner of the disk, can be opened. The app itself (its caches and service worker) stays.
 */
import { markErased } from './canary.ts';
import { dropCopies } from './copy.ts';
import { dropDatabase } from './database.ts';
import { forgetKeep } from './keep.ts';
import { dropKeyPlaces } from './key-place.ts';
import { forgetPasskey } from './lock.ts';
import { exclusively } from './locks.ts';
import { forgetPeople } from './people.ts';

export type Erased =
  | 'erased' // nothing is left
  | 'unreadable' // the key is gone; some sealed bytes could not be deleted
  | 'not-erased'; // the key is still there: try again

export async function eraseEverything(): Promise<Erased> {
  const outcome = await exclusively(async (): Promise<Erased> => {
    // Other tabs read this before they would write anything again from memory.
    markErased();
    const isKeyGone = await dropKeyPlaces();
    const isRestGone = (await Promise.all([dropCopies(), dropDatabase()])).every((isGone) => isGone);
    if (!isKeyGone) return 'not-erased';
    return isRestGone ? 'erased' : 'unreadable';
  });
  forgetKeep();
  forgetPasskey();
  forgetPeople();
  return outcome === 'busy' ? 'not-erased' : outcome;
}
