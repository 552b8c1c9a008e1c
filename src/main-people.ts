/** The wiring of people, keys and rings, beside `main.ts`: adapters of the store for their desk, loaded when needed. */
import type { Conductor } from './app/conductor-types.ts';
import { Doorbell } from './app/doorbell.ts';
import type { PeopleBook } from './app/people-book.ts';
import { type DeskPorts, PeopleDesk } from './app/people-desk.ts';
import { platformPorts, saveBytesFile, saveTextFile } from './app/platform.ts';
import type { SettingsDesk } from './app/settings-desk.ts';
import type { ViewStore } from './app/store.ts';
import { createRingTone } from './audio/ring-tone.ts';
import type { Ports } from './call/ports.ts';
import { exportEverything, importBackup, readBackup } from './store/backup.ts';
import { eraseEverything } from './store/erase.ts';
import { lockIdentity, openIdentity, removeLock, startOver, unlockIdentityNow } from './store/identity.ts';
import { whenUnlocked } from './store/lock.ts';
import { canLock } from './store/passkey.ts';
import { renewIdentity, revokeIdentity } from './store/renewal.ts';
import { readTrail } from './store/trail.ts';

export interface PeopleParts {
  readonly store: ViewStore;
  readonly book: PeopleBook;
  readonly conductor: Conductor;
  readonly settings: SettingsDesk;
  readonly openCarrier: Ports<MediaStreamTrack>['openCarrier'];
}

export async function createPeople(parts: PeopleParts): Promise<PeopleDesk> {
  const { store, book, conductor } = parts;
  const { identity } = await openIdentity();
  const bell = createBell(parts, identity.publicKey);
  const desk = new PeopleDesk({
    store,
    book,
    calls: conductor,
    bell,
    ports: { ...deskPorts, eraseEverything: () => eraseAfter(bell) },
  });
  await desk.start();
  return desk;
}

function createBell({ store, book, conductor, settings, openCarrier }: PeopleParts, ownKey: Uint8Array): Doorbell {
  return new Doorbell({
    ports: { ...platformPorts(), openCarrier },
    book,
    tone: createRingTone(),
    ownKey,
    relayUrls: () => settings.current.relayUrls,
    isBusy: () => store.view.screen.name === 'call' || store.view.screen.name === 'entering',
    show: (ring) => store.update({ people: { ...store.view.people, ring } }),
    enter(contactId, keys) {
      // Whatever page was open would lie over the call.
      store.update({ people: { ...store.view.people, page: null } });
      conductor.enterContact(contactId, keys);
    },
  });
}

const deskPorts: Omit<DeskPorts, 'eraseEverything'> = {
  openIdentity,
  startOver,
  renewIdentity,
  revokeIdentity,
  canLock,
  lockIdentity,
  unlockIdentity: unlockIdentityNow,
  removeLock,
  whenUnlocked,
  exportEverything,
  readTrail,
  async readBackup(file, passphrase, progress) {
    const preview = await readBackup(file, passphrase, progress);
    if (typeof preview === 'string') return preview;
    const take = async () => {
      const { identity, addedCount } = await importBackup(preview);
      return { kept: identity !== null, addedCount };
    };
    return { ...preview, take };
  },
  saveFile: saveBytesFile,
  saveTextFile,
  reload: () => location.reload(),
  dateMs: () => Date.now(),
  breathe: () => new Promise((resolve) => setTimeout(resolve)),
};

/** Nothing may ring, and so write, while everything goes. */
function eraseAfter(bell: Doorbell): ReturnType<typeof eraseEverything> {
  bell.close();
  return eraseEverything();
}
