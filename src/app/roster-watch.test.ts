import { afterEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../base/base64url.ts';
import { softwareIdentity } from '../trust/identity.ts';
import { FakePeer } from './fake-peer.test-kit.ts';
import type { Member } from './member.ts';
import { DIFFER_MS, listedOf } from './roster-watch.ts';
import { type Browser, World } from './world.test-kit.ts';

/** Lists are looked at together a little later than they change. */
const SETTLE_MS = 250;

const differs = (browser: Browser) => browser.store.view.group.listsDiffer;
/** Of all browsers of a test, who was told of different lists at any time. */
const everTold = new Set<Browser>();

async function join(world: World, host: Browser, guest: Browser): Promise<void> {
  guest.store.subscribe(({ group }) => group.listsDiffer && everTold.add(guest));
  guest.conductor.openLink(host.call.inviteLink.split('#')[1] ?? '');
  guest.conductor.join();
  await world.run(2_000);
}

/** Anna, Ben and Carl; the relay may hide the latter two from each other. */
async function three(world: World, areHidden = false): Promise<readonly [Browser, Browser, Browser]> {
  const [anna, ben, carl] = [world.browser(), world.browser(), world.browser()];
  if (areHidden) world.hidden = [ben, carl];
  anna.store.subscribe(({ group }) => group.listsDiffer && everTold.add(anna));
  anna.conductor.startCall();
  await world.run(100);
  await join(world, anna, ben);
  await join(world, anna, carl);
  return [anna, ben, carl];
}

const honest = FakePeer.prototype.send;
const isRoster = (text: string) => text.startsWith('{"kind":"roster"');

/** What becomes of the texts on every channel; null: nothing. */
function onChannels(change: (text: string) => string | null): void {
  FakePeer.prototype.send = function (text) {
    const changed = change(text);
    return changed === null || honest.call(this, changed);
  };
}

afterEach(() => {
  FakePeer.prototype.send = honest;
  everTold.clear();
});

describe('lists of who is in the call', () => {
  it('agree while people come, go, load their page anew and lose their path', async () => {
    const world = new World();
    const [anna, ben, carl] = await three(world);
    const seed = new Uint8Array(32).fill(9);
    const dora = world.browser({ seed });
    await join(world, anna, dora);
    ben.conductor.leave();
    await world.run(4_000);
    dora.kill();
    await world.run(4_000);
    const again = world.browser({ seed });
    await join(world, anna, again);
    world.pathUp = false;
    await world.run(5_000);
    world.pathUp = true;
    await world.run(5_000);
    expect([anna, carl, again].map(({ people }) => people.length)).toEqual([2, 2, 2]);
    expect([...everTold]).toEqual([]);
    expect(anna.trail).not.toContain('lists-differed');
  });

  it('differ when the relay hides two people from each other: everybody is told, and it is noted once', async () => {
    const world = new World();
    const browsers = await three(world, true);
    expect(browsers.map(({ people }) => people.length)).toEqual([2, 1, 1]);
    await world.run(DIFFER_MS);
    expect(browsers.map(differs)).toEqual([true, true, true]);
    world.hidden = null;
    browsers[2].conductor.leave();
    await world.run(2 * SETTLE_MS);
    expect([...browsers].map(differs)).toEqual([false, false, false]);
    world.hidden = [browsers[1], browsers[2]];
    await join(world, browsers[0], browsers[2]);
    await world.run(DIFFER_MS);
    expect(browsers.map(differs)).toEqual([true, true, true]);
    expect(browsers.map(({ trail }) => trail.filter((kind) => kind === 'lists-differed').length)).toEqual([1, 1, 2]);
  });

  it('are said to differ after three seconds, no earlier and not much later', async () => {
    const world = new World();
    const [anna, ben, carl] = await three(world);
    // Whom Ben sees and Anna does not is Anna herself.
    const atAnna = new Set(anna.call.people.map(({ id }) => id));
    const carlAtBen = ben.call.people.find(({ id }) => atAnna.has(id))!;
    ben.conductor.decide(carlAtBen.id, 'decline');
    await world.run(DIFFER_MS - SETTLE_MS);
    expect([anna, ben, carl].map(differs)).toEqual([false, false, false]);
    await world.run(2 * SETTLE_MS);
    expect([anna, ben, carl].map(differs)).toEqual([true, true, true]);
    // They agree again as soon as the one who is hidden is gone.
    carl.conductor.leave();
    await world.run(2 * SETTLE_MS);
    expect([anna, ben, carl].map(differs)).toEqual([false, false, false]);
  });

  it('are not expected of whoever sends none', async () => {
    const world = new World();
    onChannels((text) => (isRoster(text) ? null : text));
    await three(world, true);
    await world.run(2 * DIFFER_MS);
    expect([...everTold]).toEqual([]);
  });

  it('are sent by nobody in a call of two', async () => {
    const world = new World();
    const said: string[] = [];
    onChannels((text) => {
      said.push(text);
      return text;
    });
    const anna = world.browser();
    anna.conductor.startCall();
    await world.run(100);
    await join(world, anna, world.browser());
    expect(said.filter(isRoster)).toEqual([]);
    await join(world, anna, world.browser());
    expect(said.filter(isRoster).length).toBeGreaterThanOrEqual(6);
  });

  it('count as different when the signature under them is not their sender’s', async () => {
    const world = new World();
    const spoilt = toBase64Url(new Uint8Array(64).fill(1));
    onChannels((text) => (isRoster(text) ? text.replace(/(?<="signature":")[^"]+/, spoilt) : text));
    const browsers = await three(world);
    await world.run(DIFFER_MS + SETTLE_MS);
    expect(browsers.map(differs)).toEqual([true, true, true]);
  });

  it('are replaced by newer ones only', async () => {
    const world = new World();
    const first = new Map<FakePeer, string>();
    FakePeer.prototype.send = function (text) {
      if (isRoster(text) && !first.has(this)) first.set(this, text);
      return honest.call(this, text);
    };
    const [anna] = await three(world);
    await join(world, anna, world.browser());
    for (const [peer, text] of first) peer.send(text);
    await world.run(DIFFER_MS + SETTLE_MS);
    expect([...everTold]).toEqual([]);
    expect(first.size).toBeGreaterThanOrEqual(6);
  });

  it('name everybody whose key is proven once, by their newest session, and oneself', () => {
    const own = { topic: new Uint8Array(16), sid: new Uint8Array(16), identity: softwareIdentity(new Uint8Array(32)) };
    const [sid, key] = [
      (byte: number) => new Uint8Array(16).fill(byte),
      (byte: number) => new Uint8Array(32).fill(byte),
    ];
    const member = (theirSid: Uint8Array, theirKey: Uint8Array | null, phase: string) =>
      ({ pair: { call: { phase }, pairing: { theirSid, theirKey: () => theirKey } } }) as unknown as Member;
    const members = [
      member(sid(1), key(1), 'reconnecting'),
      member(sid(2), key(2), 'connecting'),
      member(sid(3), null, 'offering'),
      member(sid(4), key(4), 'over'),
      member(sid(5), own.identity.publicKey, 'connected'),
      member(sid(6), key(1), 'connected'),
    ];
    expect(listedOf(members, own)).toEqual([
      { key: own.identity.publicKey, sid: own.sid },
      { key: key(1), sid: sid(6) },
      { key: key(2), sid: sid(2) },
    ]);
  });
});
