import { afterEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../base/base64url.ts';
import { FakePeer } from './fake-peer.test-kit.ts';
import { ROUND_MS } from './group-pictures.ts';
import { type Browser, World } from './world.test-kit.ts';

const honest = FakePeer.prototype.send;

afterEach(() => {
  FakePeer.prototype.send = honest;
});

async function join(world: World, host: Browser, name: string): Promise<Browser> {
  const guest = world.browser();
  guest.conductor.setSelfName(name);
  guest.conductor.openLink(host.call.inviteLink.split('#')[1] ?? '');
  guest.conductor.join();
  await world.run(2_000);
  return guest;
}

async function three(world = new World()): Promise<{ world: World; all: Browser[] }> {
  const anna = world.browser();
  anna.conductor.setSelfName('Anna');
  anna.conductor.startCall();
  await world.run(100);
  return { world, all: [anna, await join(world, anna, 'Ben'), await join(world, anna, 'Carl')] };
}

const view = (browser: Browser) => browser.store.view.group.pictures;
const shown = (browser: Browser) => {
  const now = view(browser);
  return now.state === 'ready' ? now.pictures : null;
};
const states = (all: readonly Browser[]) => all.map(view).map((now) => (now.state === 'ended' ? now.why : now.state));
const trusts = (browser: Browser) => browser.call.people.map(({ trust }) => trust);

/** What the channels that `of` sends over carry from now on; null: nothing. */
function cheat(of: readonly FakePeer[], change: (text: string) => string | null): void {
  FakePeer.prototype.send = function (text) {
    const changed = of.includes(this) ? change(text) : text;
    return changed === null || honest.call(this, changed);
  };
}

/** The connections that only the last browser to join has made. */
async function threeAndCarls(): Promise<{ world: World; all: Browser[]; carls: FakePeer[] }> {
  const world = new World();
  const said = new Map<FakePeer, string>();
  FakePeer.prototype.send = function (text) {
    if (text.includes('"name":"Carl"')) said.set(this, text);
    return honest.call(this, text);
  };
  const { all } = await three(world);
  FakePeer.prototype.send = honest;
  return { world, all, carls: [...said.keys()] };
}

describe('pictures for a whole group', () => {
  it('are the same for all, and whoever compared marks everybody', async () => {
    const { world, all } = await three();
    const [anna, ben] = all as [Browser, Browser];
    anna.group.compareAll();
    expect(states(all)).toEqual(['waiting', 'none', 'none']);
    await world.run(100);
    expect(shown(anna)).toHaveLength(7);
    for (const other of all) expect(shown(other)).toEqual(shown(anna));
    expect(all.map(({ store }) => store.view.group.askedBy)).toEqual([null, 'Anna', 'Anna']);
    ben.group.compareAll();
    expect(ben.store.view.group.askedBy).toBeNull();
    const ready = view(anna);
    if (ready.state !== 'ready') throw new TypeError('not ready');
    anna.group.answerAll(ready.number + 1, 'match');
    expect(trusts(anna)).toEqual(['new', 'new']);
    anna.group.answerAll(ready.number, 'match');
    await world.run(100);
    expect([trusts(anna), trusts(ben)]).toEqual([
      ['compared', 'compared'],
      ['new', 'new'],
    ]);
    expect(anna.trail.filter((kind) => kind === 'verified')).toHaveLength(2);
    expect((await anna.contacts.list()).contacts.map(({ person }) => person.trust)).toMatchObject([
      { state: 'verified', how: 'sas' },
      { state: 'verified', how: 'sas' },
    ]);
  });

  it('are others in every round, and not those of a pair', async () => {
    const { world, all } = await three();
    const [anna, ben] = all as [Browser, Browser];
    anna.group.compareAll();
    await world.run(100);
    const first = shown(anna);
    expect(anna.call.people.map(({ pictures }) => pictures)).not.toContainEqual(first);
    const dora = await join(world, anna, 'Dora');
    ben.group.compareAll();
    await world.run(100);
    for (const other of [...all, dora]) expect(shown(other)).toEqual(shown(ben));
    expect(shown(ben)).not.toEqual(first);
  });

  it('become one round where two begin at once', async () => {
    const { world, all } = await three();
    for (const browser of all) browser.group.compareAll();
    await world.run(100);
    expect(shown(all[0]!)).toHaveLength(7);
    for (const other of all) expect(shown(other)).toEqual(shown(all[0]!));
  });

  it('hold everybody while they differ, and may be compared again', async () => {
    const { world, all } = await three();
    const [anna] = all as [Browser];
    anna.group.compareAll();
    await world.run(100);
    const first = view(anna);
    if (first.state !== 'ready') throw new TypeError('not ready');
    anna.group.answerAll(first.number, 'differ');
    expect(trusts(anna)).toEqual(['held', 'held']);
    expect([anna.playing.size, view(anna).state]).toEqual([0, 'none']);
    anna.group.compareAll();
    await world.run(100);
    for (const other of all) expect(shown(other)).toEqual(shown(anna));
    expect(shown(anna)).not.toEqual(first.pictures);
    const again = view(anna);
    if (again.state === 'ready') anna.group.answerAll(again.number, 'match');
    expect([trusts(anna), anna.playing.size]).toEqual([['compared', 'compared'], 2]);
  });

  it('end when somebody leaves or comes, also after they were shown', async () => {
    const { world, all, carls } = await threeAndCarls();
    const [anna, ben, carl] = all as [Browser, Browser, Browser];
    cheat(carls, (text) => (text.includes('"group-') ? null : text));
    anna.group.compareAll();
    await world.run(1_000);
    expect(states([anna, ben])).toEqual(['waiting', 'waiting']);
    const dora = await join(world, anna, 'Dora');
    expect(states([anna, ben])).toEqual(['changed', 'changed']);
    FakePeer.prototype.send = honest;
    dora.group.compareAll();
    await world.run(100);
    expect(states([...all, dora])).toEqual(['ready', 'ready', 'ready', 'ready']);
    const ready = view(ben);
    carl.conductor.leave();
    await world.run(100);
    expect(states([anna, ben, dora])).toEqual(['changed', 'changed', 'changed']);
    if (ready.state === 'ready') ben.group.answerAll(ready.number, 'match');
    expect(trusts(ben)).toEqual(['new', 'new']);
  });

  it('are given up after thirty seconds where somebody does not answer', async () => {
    const { world, all, carls } = await threeAndCarls();
    cheat(carls, (text) => (text.includes('"group-') ? null : text));
    all[0]!.group.compareAll();
    await world.run(ROUND_MS - 1_000);
    expect(states(all)).toEqual(['waiting', 'waiting', 'waiting']);
    await world.run(2_000);
    // Whose clock is first tells the others.
    for (const state of states(all)) expect(['late', 'stopped']).toContain(state);
  });

  it('are ended for all by whoever began, before they are there and not after', async () => {
    const { world, all, carls } = await threeAndCarls();
    const [anna, ben] = all as [Browser, Browser];
    cheat(carls, (text) => (text.includes('"group-') ? null : text));
    anna.group.compareAll();
    await world.run(100);
    anna.group.stopComparing();
    await world.run(100);
    expect(states(all)).toEqual(['none', 'stopped', 'stopped']);
    FakePeer.prototype.send = honest;
    await world.run(10_000);
    ben.group.compareAll();
    await world.run(100);
    anna.group.stopComparing();
    await world.run(100);
    expect(states(all)).toEqual(['ready', 'ready', 'ready']);
  });

  it('are not there for two, nor for nobody', async () => {
    const world = new World();
    const anna = world.browser();
    anna.group.compareAll();
    anna.conductor.startCall();
    await world.run(100);
    const ben = await join(world, anna, 'Ben');
    anna.group.compareAll();
    await world.run(100);
    expect(states([anna, ben])).toEqual(['none', 'none']);
  });
});

describe('pictures for a group with a cheat in it', () => {
  const field = (text: string, kind: string, name: string, value: string) =>
    text.startsWith(`{"kind":"${kind}"`) ? text.replace(new RegExp(`(?<="${name}":")[^"]+`), value) : text;
  const bytes = (count: number) => toBase64Url(new Uint8Array(count).fill(7));

  it.each([
    ['opens another nonce', 'group-open', 'nonce', bytes(16)],
    ['says to have held other commitments', 'group-open', 'commitmentSet', bytes(32)],
  ])('are refused when one %s', async (_what, kind, name, value) => {
    const { world, all, carls } = await threeAndCarls();
    cheat(carls, (text) => field(text, kind, name, value));
    all[0]!.group.compareAll();
    await world.run(1_000);
    expect(states(all.slice(0, 2))).toEqual(['refused', 'refused']);
    expect(all.slice(0, 2).map(shown)).toEqual([null, null]);
  });

  it('are refused when one promises each something else', async () => {
    const { world, all, carls } = await threeAndCarls();
    cheat(carls.slice(0, 1), (text) => field(text, 'group-commit', 'commitment', bytes(32)));
    all[0]!.group.compareAll();
    await world.run(1_000);
    expect(all.map(shown)).toEqual([null, null, null]);
    expect(states(all)).toContain('refused');
  });

  it('are opened to nobody who has not committed', async () => {
    const { world, all, carls } = await threeAndCarls();
    const opened: string[] = [];
    FakePeer.prototype.send = function (text) {
      if (text.startsWith('{"kind":"group-open"')) opened.push(text);
      return (carls.includes(this) && text.includes('"group-commit"')) || honest.call(this, text);
    };
    all[0]!.group.compareAll();
    await world.run(ROUND_MS + 1_000);
    // Carl himself has everybody's commitments, and opens; the others do not.
    expect(opened.length).toBe(2);
    expect(all.map(shown)).toEqual([null, null, null]);
  });

  it('are begun anew by others only now and then', async () => {
    const { world, all, carls } = await threeAndCarls();
    const [anna] = all as [Browser];
    let begun = 0;
    let state = view(anna);
    anna.store.subscribe(({ group }) => {
      if (group.pictures.state === 'waiting' && state.state !== 'waiting') begun++;
      state = group.pictures;
    });
    for (let round = 0; round < 30; round++) {
      const id = toBase64Url(new Uint8Array(16).fill(99 - round));
      const ways = toBase64Url(new Uint8Array(48));
      for (const peer of carls)
        peer.send(JSON.stringify({ kind: 'group-commit', round: id, commitment: bytes(32), ways }));
      await world.run(50);
    }
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(6);
  });
});
