import { describe, expect, it } from 'vitest';
import type { Contact, ContactStore, Renewal } from '../call/keeping.ts';
import { softwareIdentity } from '../trust/identity.ts';
import { makeRevocation, makeRotation } from '../trust/rotation.ts';
import { memoryContacts } from './contacts.test-kit.ts';
import { type Browser, DATE_MS, World } from './world.test-kit.ts';

const ANNA = new Uint8Array(32).fill(1);
const BEN = new Uint8Array(32).fill(2);
const MALLORY = new Uint8Array(32).fill(3);

/** Somebody with a key, a name and a people list of their own, over several visits. */
class Someone {
  readonly contacts: ContactStore = memoryContacts();
  renewal: Renewal | null = null;
  constructor(
    readonly name: string,
    public seed: Uint8Array,
  ) {}
  visit(world: World): Browser {
    const { seed, contacts, renewal } = this;
    const browser = world.browser({ seed, contacts, ...(renewal && { renewal }) });
    browser.conductor.setSelfName(this.name);
    return browser;
  }
  async list(): Promise<readonly Contact[]> {
    return (await this.contacts.list()).contacts;
  }
}

interface Met {
  readonly world: World;
  readonly host: Browser;
  readonly guest: Browser;
}

/** @param link to join with instead of the host's own */
async function meet(host: Someone, guest: Someone, forge: (link: string) => string = (it) => it): Promise<Met> {
  const world = new World();
  const hosting = host.visit(world);
  hosting.conductor.startCall();
  await world.run(100);
  const joining = guest.visit(world);
  joining.conductor.openLink(forge(hosting.call.inviteLink.split('#')[1] ?? ''));
  joining.conductor.join();
  await world.run(3_000);
  return { world, host: hosting, guest: joining };
}

const other = (browser: Browser) => browser.call.people[0]!;
const sending = (world: World) => [...world.peers].filter(({ track }) => track !== null).length;
const two = () => ({ anna: new Someone('Anna', ANNA), ben: new Someone('Ben', BEN) });

async function verified(anna: Someone, ben: Someone): Promise<void> {
  const { host, world } = await meet(anna, ben);
  host.conductor.answerPictures(other(host).id, 'match');
  await world.run(100);
}

describe('the people book in calls', () => {
  it('keeps who was met, and takes the one who sent the link for verified by it', async () => {
    const { anna, ben } = two();
    const { host, guest } = await meet(anna, ben);
    expect(await anna.list()).toMatchObject([{ selfName: 'Ben', petname: '', person: { trust: { state: 'seen' } } }]);
    expect(await ben.list()).toMatchObject([
      { selfName: 'Anna', petname: 'Anna', person: { trust: { state: 'verified', how: 'link' } } },
    ]);
    expect(other(host).known).toMatchObject({ standing: 'new', hold: null });
    expect(other(guest).known).toMatchObject({ standing: 'verified', how: 'link' });
    expect([host.trail, guest.trail]).toEqual([['met'], ['met', 'verified']]);
    const [[a], [b]] = [await anna.list(), await ben.list()];
    expect(a?.pairSecret).toEqual(b?.pairSecret);
  });

  it('keeps nobody before the channel is proven', async () => {
    const { anna, ben } = two();
    const world = new World();
    const hosting = anna.visit(world);
    hosting.conductor.startCall();
    await world.run(100);
    world.pathUp = false;
    const joining = ben.visit(world);
    joining.conductor.openLink(hosting.call.inviteLink.split('#')[1] ?? '');
    joining.conductor.join();
    await world.run(3_000);
    expect(hosting.playing.size + joining.playing.size).toBe(0);
    expect([await anna.list(), await ben.list()]).toEqual([[], []]);
  });

  it('keeps what the pictures showed, under the name they had, and knows it in the next call', async () => {
    const { anna, ben } = two();
    await verified(anna, ben);
    expect(await anna.list()).toMatchObject([
      { petname: 'Ben', person: { trust: { state: 'verified', how: 'sas' }, calls: 1 } },
    ]);
    const { host, guest, world } = await meet(anna, ben);
    expect(other(host)).toMatchObject({ trust: 'new', known: { standing: 'verified', how: 'sas' } });
    expect(other(host).known.verifiedMs).toBeGreaterThan(DATE_MS);
    expect([sending(world), host.playing.size, guest.playing.size]).toEqual([2, 1, 1]);
    expect(await anna.list()).toMatchObject([{ person: { calls: 2 } }]);
    const [[a], [b]] = [await anna.list(), await ben.list()];
    expect(a?.pairSecret).toEqual(b?.pairSecret);
    expect(a?.earlierSecret).toEqual(b?.earlierSecret);
    expect(a?.earlierSecret).not.toEqual(a?.pairSecret);
  });

  it('shows the name the user knows, and says what they call themselves now', async () => {
    const { anna, ben } = two();
    await verified(anna, ben);
    const { host } = await meet(anna, { ...ben, name: 'Bob', visit: (world) => renamed(ben.visit(world)) } as Someone);
    expect(other(host)).toMatchObject({ name: 'Ben', known: { alias: 'Bob', standing: 'verified' } });
  });
});

function renamed(browser: Browser): Browser {
  browser.conductor.setSelfName('Bob');
  return browser;
}

describe('a changed key', () => {
  async function changed() {
    const { anna, ben } = two();
    await verified(anna, ben);
    const met = await meet(anna, new Someone('Ben', MALLORY));
    return { anna, ...met };
  }

  it('of a verified person holds sound both ways, and the other side is told', async () => {
    const { anna, host, guest, world } = await changed();
    expect(other(host)).toMatchObject({
      trust: 'held',
      known: { hold: 'changed', expected: { name: 'Ben', how: 'sas', byName: true } },
    });
    expect([sending(world), host.playing.size]).toEqual([1, 0]);
    expect(other(guest).known.holdsUs).toBe(true);
    expect(await anna.list()).toMatchObject([{ person: { trust: { state: 'changed', was: { state: 'verified' } } } }]);
    expect(host.trail).toEqual(['key-changed']);
    // Nothing the other side does lets it through.
    guest.conductor.setSelfName('Benny');
    host.conductor.toggleMute();
    host.conductor.toggleMute();
    await world.run(5_000);
    expect([sending(world), host.playing.size]).toEqual([1, 0]);
  });

  it('that is declined leaves the record as it was, and that key is not answered again', async () => {
    const { anna, host, guest, world } = await changed();
    host.conductor.decide(other(host).id, 'decline');
    await world.run(1_000);
    expect(host.call.people).toEqual([]);
    expect(await anna.list()).toMatchObject([{ person: { trust: { state: 'verified' }, previousKeys: [] } }]);
    guest.conductor.leave();
    guest.conductor.tryAgain();
    await world.run(15_000);
    expect(host.people).toEqual([]);
    expect([sending(world), host.playing.size]).toEqual([0, 0]);
  });

  it('that is accepted replaces the old one, not as verified, and sound passes', async () => {
    const { anna, host, guest, world } = await changed();
    host.conductor.decide(other(host).id, 'accept');
    await world.run(1_000);
    expect(await anna.list()).toMatchObject([{ petname: 'Ben', person: { trust: { state: 'seen' } } }]);
    expect((await anna.list())[0]?.person.previousKeys).toHaveLength(1);
    expect(other(host)).toMatchObject({ trust: 'new', known: { standing: 'changed', hold: null } });
    expect([sending(world), host.playing.size, guest.playing.size]).toEqual([2, 1, 1]);
    expect(other(guest).known.holdsUs).toBe(false);
  });

  it('may be another person of that name, who then has a record of their own', async () => {
    const { anna, host, world } = await changed();
    host.conductor.decide(other(host).id, 'another');
    await world.run(1_000);
    expect((await anna.list()).map(({ person }) => person.trust.state).sort()).toEqual(['seen', 'verified']);
    expect(other(host)).toMatchObject({ trust: 'new', known: { standing: 'new', namesake: 'Ben' } });
    expect([sending(world), host.playing.size]).toEqual([2, 1]);
  });

  it('whose pictures match is the person’s, verified anew', async () => {
    const { anna, host, world } = await changed();
    host.conductor.answerPictures(other(host).id, 'match');
    await world.run(1_000);
    expect(await anna.list()).toMatchObject([{ person: { trust: { state: 'verified', how: 'sas' } } }]);
    expect((await anna.list())[0]?.person.previousKeys).toHaveLength(1);
    expect(host.playing.size).toBe(1);
  });

  it('of somebody never verified is flagged and holds nothing', async () => {
    const { anna, ben } = two();
    await meet(anna, ben);
    const { host, world } = await meet(anna, new Someone('Веn', MALLORY)); // the first two letters are Cyrillic
    expect(other(host)).toMatchObject({ trust: 'new', known: { standing: 'new', hold: null, namesake: 'Ben' } });
    expect([sending(world), host.playing.size]).toEqual([2, 1]);
  });

  it('is a wall also for whoever takes the name after being met under another', async () => {
    const { anna, ben } = two();
    await verified(anna, ben);
    const { host, guest, world } = await meet(anna, new Someone('Mallory', MALLORY));
    expect([sending(world), other(host).known.hold]).toEqual([2, null]);
    guest.conductor.setSelfName('Ben');
    guest.conductor.leave();
    guest.conductor.tryAgain();
    await world.run(8_000);
    expect(other(host).known.hold).toBe('changed');
    expect([sending(world), host.playing.size]).toEqual([1, 0]);
  });
});

describe('a renewed key', () => {
  const OLD = softwareIdentity(BEN);

  async function renewed(signed: Uint8Array, change: (renewal: Renewal) => Renewal = (it) => it) {
    const { anna, ben } = two();
    await verified(anna, ben);
    const later = new Someone('Ben', MALLORY);
    const statement = await makeRotation(OLD, softwareIdentity(signed), 1_800_000_000);
    later.renewal = change({ oldKey: OLD.publicKey, statement });
    return { anna, ...(await meet(anna, later)) };
  }

  it('signed by the old one is known, heard, and no longer called verified', async () => {
    const { anna, host, world } = await renewed(MALLORY);
    expect(other(host)).toMatchObject({ name: 'Ben', trust: 'new', known: { standing: 'rotated', hold: null } });
    expect([sending(world), host.playing.size]).toEqual([2, 1]);
    expect(await anna.list()).toMatchObject([{ petname: 'Ben', person: { trust: { state: 'rotated' } } }]);
    expect(host.trail).toEqual(['rotated']);
  });

  it('signed for somebody else, or not at all, is a wall', async () => {
    for (const { host, world } of [
      await renewed(ANNA),
      await renewed(MALLORY, (it) => ({
        ...it,
        statement: it.statement.map((byte, i) => (i === 60 ? byte ^ 1 : byte)),
      })),
      await renewed(MALLORY, (it) => ({ ...it, oldKey: softwareIdentity(ANNA).publicKey })),
    ]) {
      expect(other(host).known.hold).toBe('changed');
      expect([sending(world), host.playing.size]).toEqual([1, 0]);
    }
  });
});

describe('a key that was given up', () => {
  const OLD = softwareIdentity(BEN);

  async function revoked(change: (statement: Uint8Array) => Uint8Array = (it) => it) {
    const { anna, ben } = two();
    await verified(anna, ben);
    const later = new Someone('Ben', MALLORY);
    later.renewal = { oldKey: OLD.publicKey, statement: change(await makeRevocation(OLD, 1_800_000_000)) };
    return { anna, ben, ...(await meet(anna, later)) };
  }

  it('by its own word is answered no more, and whoever brings the word is somebody new', async () => {
    const { anna, ben, host } = await revoked();
    expect(host.trail).toEqual(['revoked', 'met']);
    expect(other(host)).toMatchObject({ known: { standing: 'new', hold: null } });
    const records = (await anna.list()).map(({ person }) => [person.trust.state, person.key]);
    expect(records).toEqual([
      ['revoked', OLD.publicKey],
      ['seen', softwareIdentity(MALLORY).publicKey],
    ]);
    const thief = await meet(anna, ben);
    await thief.world.run(15_000);
    expect([thief.host.people, thief.host.playing.size]).toEqual([[], 0]);
  });

  it('by a word that is not its own stands as before', async () => {
    const { anna, host } = await revoked((it) => it.map((byte, i) => (i === 50 ? byte ^ 1 : byte)));
    expect(other(host).known.hold).toBe('changed');
    expect((await anna.list()).map(({ person }) => person.trust.state)).toEqual(['changed']);
  });
});

describe('whoever is not the one who sent the link', () => {
  /** Mallory took the link and waits in the room in Anna's place. */
  async function intruded(name = 'Anna') {
    const { anna, ben } = two();
    const world = new World();
    const hosting = anna.visit(world);
    hosting.conductor.startCall();
    await world.run(100);
    const link = hosting.call.inviteLink.split('#')[1] ?? '';
    hosting.conductor.leave();
    const intruder = new Someone(name, MALLORY).visit(world);
    intruder.conductor.openLink(link);
    intruder.conductor.join();
    await world.run(3_000);
    const joining = ben.visit(world);
    joining.conductor.openLink(link);
    joining.conductor.join();
    await world.run(2_000);
    return { world, ben, joining, intruder, hosting };
  }

  it('is not heard and does not hear, and after a moment that is said', async () => {
    const { world, ben, joining } = await intruded();
    expect([joining.playing.size, other(joining).known.hold]).toEqual([0, null]);
    await world.run(4_000);
    expect(other(joining)).toMatchObject({ trust: 'held', known: { hold: 'stranger' } });
    expect([joining.playing.size, await ben.list()]).toEqual([0, []]);
  });

  it('is welcome once the user says so', async () => {
    const { world, ben, joining } = await intruded();
    await world.run(4_000);
    joining.conductor.decide(other(joining).id, 'stay');
    await world.run(100);
    expect(joining.playing.size).toBe(1);
    expect(await ben.list()).toMatchObject([{ person: { trust: { state: 'seen' } } }]);
  });

  it('is one of the party once the sender is there', async () => {
    const { world, joining, hosting } = await intruded('Mallory');
    hosting.conductor.tryAgain();
    await world.run(10_000);
    expect(joining.call.people.map(({ known }) => known.hold)).toEqual([null, null]);
    expect(joining.playing.size).toBe(2);
  });
});

describe('a blocked person', () => {
  it('gets no answer, whichever of the two greets first', async () => {
    const { anna, ben } = two();
    await meet(anna, ben);
    const [record] = await anna.list();
    const blocking = anna.visit(new World());
    await blocking.book.open();
    await blocking.book.blocked(record!.id);
    expect(blocking.trail).toEqual(['blocked']);
    for (const [host, guest] of [
      [anna, ben],
      [ben, anna],
    ] as const) {
      const met = await meet(host, guest);
      await met.world.run(15_000);
      const annas = host === anna ? met.host : met.guest;
      expect(annas.people).toEqual([]);
      expect(annas.playing.size).toBe(0);
    }
    expect(await anna.list()).toMatchObject([{ person: { calls: 1, trust: { state: 'revoked', by: 'user' } } }]);
  });
});
