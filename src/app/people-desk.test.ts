import { describe, expect, it } from 'vitest';
import { softwareIdentity } from '../trust/identity.ts';
import { safetyNumber } from '../trust/safety-number.ts';
import { memoryContacts } from './contacts.test-kit.ts';
import { INITIAL_VIEW } from './initial-view.ts';
import { PeopleBook } from './people-book.ts';
import { type DeskPorts, PeopleDesk } from './people-desk.ts';
import { createViewStore } from './store.ts';

const OWN = softwareIdentity(new Uint8Array(32).fill(1));
const BEN = softwareIdentity(new Uint8Array(32).fill(2)).publicKey;
const NUMBER = safetyNumber(OWN.publicKey, BEN);

const NEVER: Omit<DeskPorts, 'openIdentity'> = {
  readTrail: async () => ({ entries: [], damagedCount: 0 }),
  breathe: async () => undefined,
  exportEverything: async () => ({ file: new Uint8Array(0), hasIdentity: false }),
  readBackup: async () => 'newer',
  startOver: async () => null,
  renewIdentity: async () => null,
  revokeIdentity: async () => null,
  canLock: async () => false,
  lockIdentity: async () => 'unsupported',
  unlockIdentity: async () => true,
  removeLock: async () => 'refused',
  whenUnlocked: () => undefined,
  eraseEverything: async () => 'not-erased',
  saveFile: () => undefined,
  saveTextFile: () => undefined,
  reload: () => undefined,
  dateMs: () => 5,
};

/** Anna's desk, with Ben in the book, whose page is open and whose number is computed. */
async function desk() {
  const trail: string[] = [];
  const book = new PeopleBook({
    contacts: memoryContacts(),
    noteTrust: async ({ kind }) => trail.push(kind) > 0,
    loadRenewal: async () => null,
    dateMs: () => 5,
  });
  const store = createViewStore(INITIAL_VIEW);
  const nothing = () => undefined;
  const bell = { refresh: nothing, call: nothing, accept: nothing, decline: nothing, silence: nothing, stop: nothing };
  const identity = { state: 'kept', identity: OWN, fingerprint: 'x' } as const;
  const ports = { ...NEVER, openIdentity: async () => identity };
  const made = new PeopleDesk({ store, book, calls: { decide: nothing }, bell, ports });
  await made.start();
  await book.met({ key: BEN, name: 'Ben', namedByLink: false, pairSecret: null });
  const { id } = store.view.people.contacts[0]!;
  made.act({ kind: 'show-person', id });
  await expect.poll(() => store.view.people.page).toMatchObject({ number: NUMBER });
  trail.length = 0;
  const scan = async (text: string) => {
    made.act({ kind: 'scanned', id, text });
    await new Promise((resolve) => setImmediate(resolve));
    const { page, contacts } = store.view.people;
    return { found: page?.page === 'person' ? page.scan : null, contact: contacts[0]! };
  };
  return { scan, trail, made, store, id };
}

describe('a safety number before the camera', () => {
  it('that is the same verifies, and says how and when', async () => {
    const { scan, trail } = await desk();
    const { found, contact } = await scan(NUMBER);
    expect(found).toBe('same');
    await expect.poll(() => trail).toEqual(['verified']);
    expect(contact).toMatchObject({ petname: 'Ben', standing: 'verified', how: 'qr', verifiedMs: 5 });
  });

  it('that differs in one digit verifies nobody, and is said and noted', async () => {
    const { scan, trail } = await desk();
    const other = `${NUMBER.slice(0, -1)}${(Number(NUMBER.at(-1)) + 1) % 10}`;
    expect(await scan(other)).toMatchObject({ found: 'differs', contact: { standing: 'seen' } });
    expect(trail).toEqual(['number-differed']);
  });

  it('that is none, such as a link, is only said', async () => {
    const { scan, trail } = await desk();
    expect(await scan('https://humr.example/#abc')).toMatchObject({
      found: 'no-number',
      contact: { standing: 'seen' },
    });
    expect(trail).toEqual([]);
  });

  it('counts for nobody else, and not after the page was left', async () => {
    const { scan, made, store, trail } = await desk();
    made.act({ kind: 'close' });
    expect(await scan(NUMBER)).toMatchObject({ found: null, contact: { standing: 'seen' } });
    made.act({ kind: 'scanned', id: 'somebody', text: NUMBER });
    expect(store.view.people.page).toBeNull();
    expect(trail).toEqual([]);
  });
});
