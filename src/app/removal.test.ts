import { afterEach, describe, expect, it } from 'vitest';
import type { CallKeeper, KeptCall } from '../call/kept-call.ts';
import { readMessage, writeMessage } from '../call/messages.ts';
import { decodeInvite, type Invite } from '../trust/link.ts';
import { roomKeys } from '../trust/room.ts';
import { FakePeer } from './fake-peer.test-kit.ts';
import { type Browser, type BrowserOptions, World } from './world.test-kit.ts';

const JOIN_MS = 3_000;
/** Lists that differ are told of after three seconds; none must. */
const LISTS_MS = 5_000;

type Names = 'Anna' | 'Ben' | 'Carl' | 'Dora' | 'Emil';

function come(world: World, name: string, link: string, options: Partial<BrowserOptions> = {}): Browser {
  const browser = world.browser(options);
  browser.conductor.setSelfName(name);
  browser.conductor.openLink(link.split('#')[1] ?? '');
  browser.conductor.join();
  return browser;
}

/** Anna made the link; the others came by it, one after the other. */
async function call<Name extends Names>(...names: Name[]) {
  const world = new World();
  const everDiffered: string[] = [];
  const all = new Map<Name, Browser>();
  for (const name of names) {
    const browser = name === 'Anna' ? world.browser() : come(world, name, linkOf(all.get('Anna' as Name)!));
    if (name === 'Anna') {
      browser.conductor.setSelfName(name);
      browser.conductor.startCall();
    }
    all.set(name, browser);
    browser.store.subscribe(({ group }) => group.listsDiffer && everDiffered.push(name));
    await world.run(name === 'Anna' ? 100 : JOIN_MS);
  }
  const the = (name: Name) => all.get(name)!;
  const remove = (by: Name, name: Name) => the(by).conductor.removePerson(idOf(the(by), name));
  return { world, the, remove, everDiffered, link: linkOf(the('Anna' as Name)) };
}

const linkOf = (browser: Browser) => browser.call.inviteLink;
const inviteOf = (link: string) => decodeInvite(link.split('#')[1] ?? '') as Invite;
const topicOf = (link: string) => roomKeys(inviteOf(link).secret).topicText;
const idOf = (browser: Browser, name: string) => browser.call.people.find((it) => it.name === name)?.id ?? 'nobody';
const namesIn = (browser: Browser) => browser.call.people.map(({ name }) => name).sort();
const notices = (browser: Browser) => browser.call.notices.map(({ id: _id, ...notice }) => notice);

const honest = FakePeer.prototype.send;
const honestBeat = FakePeer.prototype.sendBeat;
afterEach(() => {
  FakePeer.prototype.send = honest;
  FakePeer.prototype.sendBeat = honestBeat;
});

/** What becomes of the texts on every channel; null: nothing. */
function onChannels(change: (text: string) => string | null): void {
  FakePeer.prototype.send = function (text) {
    const changed = change(text);
    return changed === null || honest.call(this, changed);
  };
}

describe('removing somebody', () => {
  it('takes them out, moves everybody else to another link, and says who removed whom', async () => {
    const { world, the, remove, everDiffered, link } = await call('Anna', 'Ben', 'Carl', 'Dora');
    const before = the('Ben').call.people.map(({ id, name }) => [name, id]);
    const peersBefore = [...world.peers];
    remove('Anna', 'Carl');
    await world.run(LISTS_MS);
    expect(the('Carl').store.view.screen).toEqual({ name: 'left', final: true, removedBy: 'Anna' });
    for (const name of ['Anna', 'Ben', 'Dora'] as const) {
      expect(the(name).people).toHaveLength(2);
      expect(the(name).people.every((line) => line.endsWith(': connected'))).toBe(true);
      expect(linkOf(the(name))).toBe(linkOf(the('Anna')));
      expect(the(name).trail).toContain('removed');
    }
    const moved = inviteOf(linkOf(the('Anna')));
    expect(moved).toEqual({ ...inviteOf(link), secret: moved.secret });
    expect(topicOf(linkOf(the('Anna')))).not.toBe(topicOf(link));
    expect(notices(the('Anna'))).toEqual([{ code: 'PEER_REMOVED', personName: 'Carl' }]);
    expect(notices(the('Ben'))).toEqual([{ code: 'PEER_REMOVED_BY', personName: 'Carl', byName: 'Anna' }]);
    expect(notices(the('Dora'))).toEqual(notices(the('Ben')));
    expect(the('Carl').trail).toContain('was-removed');
    expect(everDiffered).toEqual([]);
    // The same connections as before: nobody who stays was gone for a moment.
    expect(the('Ben').call.people.map(({ id, name }) => [name, id])).toEqual(
      before.filter(([name]) => name !== 'Carl'),
    );
    expect(peersBefore.filter((peer) => !peer.closed && peer.renewals === 0)).toHaveLength(6);
  });

  it('leaves the old topic, where the old link then reaches nobody, and lets the new one in', async () => {
    const { world, the, remove, link, everDiffered } = await call('Anna', 'Ben', 'Carl');
    remove('Anna', 'Carl');
    await world.run(LISTS_MS);
    expect(world.topics.has(topicOf(link))).toBe(false);
    expect(world.topics.has(topicOf(linkOf(the('Ben'))))).toBe(true);
    const again = come(world, 'Carl', link);
    await world.run(10_000);
    expect(again.call.people).toEqual([]);
    expect([namesIn(the('Anna')), namesIn(the('Ben'))]).toEqual([['Ben'], ['Anna']]);
    const dora = come(world, 'Dora', linkOf(the('Ben')));
    await world.run(LISTS_MS);
    expect(namesIn(dora)).toEqual(['Anna', 'Ben']);
    expect(again.call.people).toEqual([]);
    // Lists and pictures of the group work on, in the new room.
    the('Anna').group.compareAll();
    await world.run(2_000);
    const pictures = [the('Anna'), the('Ben'), dora].map(({ store }) => store.view.group.pictures);
    expect(pictures.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    expect(new Set(pictures.map((it) => JSON.stringify('pictures' in it && it.pictures))).size).toBe(1);
    expect([...everDiffered, dora.store.view.group.listsDiffer]).toEqual([false]);
  });

  it('can be done again, and twice at once', async () => {
    const { world, the, remove, everDiffered } = await call('Anna', 'Ben', 'Carl', 'Dora', 'Emil');
    remove('Anna', 'Carl');
    remove('Anna', 'Dora');
    await world.run(LISTS_MS);
    const between = linkOf(the('Anna'));
    expect([namesIn(the('Anna')), namesIn(the('Ben')), namesIn(the('Emil'))]).toEqual([
      ['Ben', 'Emil'],
      ['Anna', 'Emil'],
      ['Anna', 'Ben'],
    ]);
    expect(linkOf(the('Emil'))).toBe(between);
    expect(notices(the('Ben')).map(({ personName }) => personName)).toEqual(['Carl', 'Dora']);
    remove('Anna', 'Emil');
    await world.run(LISTS_MS);
    expect(linkOf(the('Ben'))).toBe(linkOf(the('Anna')));
    expect(linkOf(the('Ben'))).not.toBe(between);
    expect(world.topics.size).toBe(3); // the room's and two inboxes
    expect(everDiffered).toEqual([]);
    for (const name of ['Carl', 'Dora', 'Emil'] as const) expect(the(name).store.view.screen.name).toBe('left');
  });

  it('is for the maker of the link, in a call of three, about somebody who is there', async () => {
    const { world, the, remove, link } = await call('Anna', 'Ben', 'Carl');
    remove('Ben', 'Carl');
    remove('Carl', 'Anna');
    the('Anna').conductor.removePerson('nobody');
    the('Anna').conductor.removePerson('');
    await world.run(LISTS_MS);
    for (const name of ['Anna', 'Ben', 'Carl'] as const) {
      expect([the(name).people.length, linkOf(the(name)), notices(the(name))]).toEqual([2, link, []]);
    }
    the('Carl').conductor.leave();
    await world.run(1_000);
    remove('Anna', 'Ben');
    await world.run(LISTS_MS);
    expect([namesIn(the('Anna')), namesIn(the('Ben')), linkOf(the('Ben'))]).toEqual([['Ben'], ['Anna'], link]);
  });

  it('keeps the terms of the link', async () => {
    const { world, the, remove } = await call('Anna', 'Ben', 'Carl');
    the('Anna').conductor.setInvitation({ oneUse: false, lasting: 'hour' });
    await world.run(1_000);
    remove('Anna', 'Carl');
    await world.run(3_600_000);
    const late = come(world, 'Dora', linkOf(the('Ben')));
    await world.run(LISTS_MS);
    expect(late.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_EXPIRED' });
    expect(namesIn(the('Ben'))).toEqual(['Anna']);
  });
});

describe('a removal that is missed', () => {
  it('reaches whoever was away, with the path or from somebody else, and they are found where they are', async () => {
    for (const makerLeaves of [false, true]) {
      const { world, the, remove, link, everDiffered } = await call('Anna', 'Ben', 'Carl', 'Dora');
      the('Dora').asleep = true;
      remove('Anna', 'Carl');
      await world.run(4_000);
      expect(the('Ben').people).toContain('Dora: reconnecting');
      expect(world.topics.has(topicOf(link))).toBe(true); // Dora is waited for
      // Kept for Dora alone: the old link reaches nobody there either.
      const late = come(world, 'Carl', link);
      await world.run(2_000);
      if (makerLeaves) the('Anna').conductor.leave();
      the('Dora').wake();
      await world.run(12_000);
      expect(late.call.people).toEqual([]);
      late.conductor.leave();
      const there = makerLeaves ? ['Ben'] : ['Anna', 'Ben'];
      expect(namesIn(the('Dora'))).toEqual(there);
      expect(the('Dora').people.every((line) => line.endsWith(': connected'))).toBe(true);
      expect(linkOf(the('Dora'))).toBe(linkOf(the('Ben')));
      expect(linkOf(the('Dora'))).not.toBe(link);
      expect(world.topics.has(topicOf(link))).toBe(false);
      expect(everDiffered).toEqual([]);
      expect(notices(the('Dora'))).toContainEqual({ code: 'PEER_REMOVED_BY', personName: 'Carl', byName: 'Anna' });
    }
  });

  it('reaches them too when two were missed', async () => {
    const { world, the, remove } = await call('Anna', 'Ben', 'Carl', 'Dora', 'Emil');
    the('Emil').asleep = true;
    remove('Anna', 'Carl');
    await world.run(2_000);
    remove('Anna', 'Dora');
    await world.run(2_000);
    the('Emil').wake();
    await world.run(12_000);
    expect(namesIn(the('Emil'))).toEqual(['Anna', 'Ben']);
    expect(linkOf(the('Emil'))).toBe(linkOf(the('Anna')));
    expect(world.topics.size).toBe(4);
  });

  it('gives up the old place when whoever was waited for is gone for good', async () => {
    const { world, the, remove, link } = await call('Anna', 'Ben', 'Carl', 'Dora');
    the('Dora').kill();
    remove('Anna', 'Carl');
    await world.run(60_000);
    expect(world.topics.has(topicOf(link))).toBe(true);
    await world.run(11 * 60_000);
    expect(world.topics.size).toBe(3); // the room's and two inboxes
    expect(namesIn(the('Anna'))).toEqual(['Ben']);
  });
});

describe('a removal and those who come', () => {
  it('that crosses a join leaves the newcomer outside, who comes in by the new link', async () => {
    for (const aheadMs of [0, 6, 12, 18, 24, 30, 60]) {
      const { world, the, remove, link, everDiffered } = await call('Anna', 'Ben', 'Carl');
      const dora = come(world, 'Dora', link);
      await world.run(aheadMs);
      remove('Anna', 'Carl');
      await world.run(LISTS_MS);
      // Inside with all, or outside with all.
      const isInside = linkOf(dora) !== link;
      expect(namesIn(the('Anna')), `${aheadMs} ms`).toEqual(isInside ? ['Ben', 'Dora'] : ['Ben']);
      expect(namesIn(the('Ben')), `${aheadMs} ms`).toEqual(isInside ? ['Anna', 'Dora'] : ['Anna']);
      if (isInside) expect(namesIn(dora)).toEqual(['Anna', 'Ben']);
      expect(notices(the('Anna')), 'of who was not in yet nobody says that they left').toEqual([
        { code: 'PEER_REMOVED', personName: 'Carl' },
      ]);
      expect(everDiffered).toEqual([]);
      const emil = come(world, 'Emil', linkOf(the('Ben')));
      await world.run(LISTS_MS);
      expect(namesIn(emil)).toEqual(isInside ? ['Anna', 'Ben', 'Dora'] : ['Anna', 'Ben']);
    }
  });

  it('is remembered with the new link, and its maker can remove again after loading the page anew', async () => {
    let kept: KeptCall | null = null;
    const keep = async (it: KeptCall) => {
      kept = it;
    };
    const calls: CallKeeper = { keep, forget: async () => undefined, find: async () => kept };
    const world = new World();
    const seed = new Uint8Array(32).fill(3);
    const anna = world.browser({ seed, calls });
    anna.conductor.setSelfName('Anna');
    anna.conductor.startCall();
    await world.run(100);
    const ben = come(world, 'Ben', linkOf(anna));
    const carl = come(world, 'Carl', linkOf(anna));
    const dora = come(world, 'Dora', linkOf(anna));
    await world.run(JOIN_MS);
    anna.conductor.removePerson(idOf(anna, 'Carl'));
    await world.run(1_000);
    anna.kill();
    const again = world.browser({ seed, calls });
    again.conductor.setSelfName('Anna');
    await world.run(10);
    again.conductor.rejoin();
    await world.run(LISTS_MS);
    expect([namesIn(again), linkOf(again)]).toEqual([['Ben', 'Dora'], linkOf(ben)]);
    again.conductor.removePerson(idOf(again, 'Dora'));
    await world.run(LISTS_MS);
    expect([namesIn(again), namesIn(ben), linkOf(ben)]).toEqual([['Ben'], ['Anna'], linkOf(again)]);
    for (const { store } of [carl, dora]) expect(store.view.screen).toMatchObject({ removedBy: 'Anna' });
  });
});

describe('a false removal', () => {
  it('changes nothing, whatever of a true one it says', async () => {
    const { world, the, remove } = await call('Anna', 'Ben', 'Carl', 'Dora');
    const said: string[] = [];
    onChannels((text) => {
      if (text.startsWith('{"kind":"kick"')) said.push(text);
      return text;
    });
    remove('Anna', 'Carl');
    await world.run(LISTS_MS);
    const state = () =>
      ['Anna', 'Ben', 'Dora'].map(
        (name) => JSON.stringify(the(name as 'Anna').call.people.map(({ id }) => id)) + linkOf(the(name as 'Anna')),
      );
    const before = state();
    const read = readMessage(said[0] ?? '');
    if (typeof read === 'string' || read.kind !== 'kick') throw new Error('no removal was told');
    const { staying, removed } = read;
    const changes = [
      {}, // once more
      { epoch: read.epoch + 1 },
      { epoch: read.epoch + 1, secret: new Uint8Array(16) },
      { epoch: read.epoch + 1, removed: staying.slice(0, 48), staying: staying.slice(48) },
      { epoch: read.epoch + 1, staying: removed, removed: staying },
      { epoch: 2 ** 32 - 1, signature: new Uint8Array(64) },
    ];
    for (const change of changes) {
      const lie = writeMessage({ ...read, ...change });
      let isSaid = false;
      FakePeer.prototype.sendBeat = function () {
        isSaid = true;
        return honest.call(this, lie);
      };
      await world.run(1_000);
      expect(isSaid).toBe(true);
      FakePeer.prototype.sendBeat = honestBeat;
      await world.run(3_000);
      expect(state()).toEqual(before);
    }
  });

  it('of oneself counts from the maker of the link alone', async () => {
    const { world, the, link } = await call('Anna', 'Ben', 'Carl');
    // Ben says goodbye to everybody as if he had removed them.
    onChannels((text) => (text === '{"kind":"bye"}' ? '{"kind":"bye","removed":true}' : text));
    the('Ben').conductor.leave();
    await world.run(LISTS_MS);
    expect([namesIn(the('Anna')), namesIn(the('Carl')), linkOf(the('Carl'))]).toEqual([['Carl'], ['Anna'], link]);
    expect(notices(the('Carl'))).toEqual([{ code: 'PEER_LEFT', personName: 'Ben' }]);
    the('Anna').conductor.leave();
    await world.run(1_000);
    expect(the('Carl').store.view.screen).toMatchObject({ name: 'left', removedBy: 'Anna' });
  });
});
