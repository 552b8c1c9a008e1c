/** Links for one person, links that end, and those who come too late. */
import { describe, expect, it } from 'vitest';
import type { CallKeeper, KeptCall } from '../call/kept-call.ts';
import { MESSAGE_TYPE, sealEnvelope } from '../trust/envelope.ts';
import { softwareIdentity } from '../trust/identity.ts';
import { decodeInvite } from '../trust/link.ts';
import { makeOver } from '../trust/over.ts';
import { roomKeys } from '../trust/room.ts';
import { type Browser, type BrowserOptions, World } from './world.test-kit.ts';

const JOIN_MS = 3_000;
const HOUR_MS = 3_600_000;
const seed = (byte: number) => new Uint8Array(32).fill(byte);

async function host(world: World, options: Partial<BrowserOptions> = {}): Promise<Browser> {
  const browser = world.browser({ seed: seed(1), ...options });
  browser.conductor.setSelfName('Anna');
  browser.conductor.startCall();
  await world.run(100);
  return browser;
}

async function guest(world: World, link: string, name: string, options: Partial<BrowserOptions> = {}) {
  const browser = world.browser(options);
  browser.conductor.setSelfName(name);
  browser.conductor.openLink(link.split('#')[1] ?? '');
  browser.conductor.join();
  await world.run(JOIN_MS);
  return browser;
}

function inviteOf(link: string) {
  const invite = decodeInvite(link.split('#')[1] ?? '');
  if (typeof invite === 'string') throw new TypeError(invite);
  return invite;
}

describe('a link for one person', () => {
  it('lets one in, says so to the next, and leaves the two alone', async () => {
    const world = new World();
    const anna = await host(world);
    anna.conductor.setInvitation({ oneUse: true, lasting: 'always' });
    await world.run(50);
    const link = anna.call.inviteLink;
    expect(inviteOf(link).oneUse).toBe(true);
    expect(anna.call.invitation?.over).toBeNull();
    const ben = await guest(world, link, 'Ben');
    expect(anna.call.invitation?.over).toBe('LINK_USED');
    const cleo = await guest(world, link, 'Cleo');
    expect(cleo.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_USED' });
    expect([anna.people, ben.people]).toEqual([['Ben: connected'], ['Anna: connected']]);
    expect([anna.call.notices, ben.call.notices]).toEqual([[], []]);
    expect(world.peers.size).toBe(2);
  });

  it('lets one of two in who come at the same time', async () => {
    for (let round = 0; round < 8; round++) {
      const world = new World();
      for (let turn = 0; turn < round; turn++) world.dice(1);
      const anna = await host(world);
      anna.conductor.setInvitation({ oneUse: true, lasting: 'always' });
      const both = [world.browser(), world.browser()];
      for (const { conductor } of both) {
        conductor.openLink(anna.call.inviteLink.split('#')[1]!);
        conductor.join();
      }
      await world.run(JOIN_MS);
      expect(anna.call.people).toHaveLength(1);
      expect(both.map(({ store }) => store.view.screen.name).sort()).toEqual(['broken-link', 'call']);
    }
  });

  it('lets the same person back in, from a tab that was closed', async () => {
    const world = new World();
    const anna = await host(world);
    anna.conductor.setInvitation({ oneUse: true, lasting: 'always' });
    const ben = await guest(world, anna.call.inviteLink, 'Ben', { seed: seed(5) });
    ben.kill();
    const again = await guest(world, anna.call.inviteLink, 'Ben', { seed: seed(5) });
    expect([anna.people, again.people]).toEqual([['Ben: connected'], ['Anna: connected']]);
  });

  it('is held to it though it was sent before that was chosen, also by the guest', async () => {
    const world = new World();
    const anna = await host(world);
    const sent = anna.call.inviteLink;
    anna.conductor.setInvitation({ oneUse: true, lasting: 'always' });
    const ben = await guest(world, sent, 'Ben');
    const cleo = await guest(world, sent, 'Cleo');
    expect(cleo.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_USED' });
    expect(ben.people).toEqual(['Anna: connected']);
    anna.conductor.setInvitation({ oneUse: false, lasting: 'always' });
    await world.run(50);
    const dora = await guest(world, sent, 'Dora');
    expect(dora.people.sort()).toEqual(['Anna: connected', 'Ben: connected']);
  });
});

describe('a link that ends', () => {
  it('lets in until then, and afterwards only those who were inside', async () => {
    const world = new World();
    const anna = await host(world);
    anna.conductor.setInvitation({ oneUse: false, lasting: 'hour' });
    const link = anna.call.inviteLink;
    await world.run(HOUR_MS - 60_000);
    const ben = await guest(world, link, 'Ben', { seed: seed(5) });
    const cleo = await guest(world, link, 'Cleo');
    await world.run(60_000);
    expect(anna.call.invitation?.over).toBe('LINK_EXPIRED');
    const dora = await guest(world, link, 'Dora');
    expect(dora.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_EXPIRED' });
    ben.kill();
    const again = await guest(world, link, 'Ben', { seed: seed(5) });
    expect(again.people.sort()).toEqual(['Anna: connected', 'Cleo: connected']);
    expect(cleo.people.sort()).toEqual(['Anna: connected', 'Ben: connected']);
  });

  it('ends with its maker’s call, and those who stay turn others away in the maker’s words', async () => {
    const world = new World();
    const anna = await host(world);
    anna.conductor.setInvitation({ oneUse: false, lasting: 'call' });
    const link = anna.call.inviteLink;
    const ben = await guest(world, link, 'Ben');
    const cleo = await guest(world, link, 'Cleo');
    anna.conductor.leave();
    await world.run(100);
    const dora = await guest(world, link, 'Dora');
    expect(dora.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_EXPIRED' });
    expect([ben.people, cleo.people]).toEqual([['Cleo: connected'], ['Ben: connected']]);
    anna.conductor.tryAgain();
    await world.run(JOIN_MS);
    expect(anna.people.sort()).toEqual(['Ben: connected', 'Cleo: connected']);
  });

  it('ends at the same time when its maker’s page was loaded anew', async () => {
    const world = new World();
    let kept: KeptCall | null = null;
    const keep: CallKeeper['keep'] = async (call) => {
      kept = call;
    };
    const calls: CallKeeper = { keep, forget: async () => undefined, find: async () => kept };
    const anna = await host(world, { calls });
    anna.conductor.setInvitation({ oneUse: false, lasting: 'hour' });
    const link = anna.call.inviteLink;
    const ben = await guest(world, link, 'Ben');
    await world.run(HOUR_MS - 120_000);
    anna.kill();
    const again = world.browser({ seed: seed(1), calls });
    await world.run(100);
    again.conductor.rejoin();
    await world.run(JOIN_MS);
    expect(again.call.invitation).toEqual({ oneUse: false, lasting: 'hour', over: null });
    await world.run(120_000);
    expect(again.call.invitation?.over).toBe('LINK_EXPIRED');
    const cleo = await guest(world, link, 'Cleo');
    expect(cleo.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_EXPIRED' });
    expect(ben.call.people).toHaveLength(1);
  });
});

describe('a refusal', () => {
  /** Says it on the wire to everybody, as whoever has the link may. */
  async function say(world: World, link: string, statement: Uint8Array): Promise<void> {
    const keys = roomKeys(inviteOf(link).secret);
    const message = { type: MESSAGE_TYPE.over, from: world.dice(16), to: null, body: statement };
    world.publish(keys.topicText, sealEnvelope(keys, message, world.dice(24)));
  }

  it('by somebody else is not heard', async () => {
    const world = new World();
    const anna = await host(world);
    const link = anna.call.inviteLink;
    anna.kill();
    const cleo = await guest(world, link, 'Cleo');
    const { secret } = inviteOf(link);
    await say(world, link, await makeOver(secret, 'LINK_USED', softwareIdentity(seed(9))));
    await say(world, link, world.dice(97));
    await world.run(JOIN_MS);
    expect(cleo.people).toEqual([]);
    await say(world, link, await makeOver(secret, 'LINK_USED', softwareIdentity(seed(1))));
    await world.run(JOIN_MS);
    expect(cleo.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_USED' });
  });

  it('throws nobody out who is in the call or on the way into it', async () => {
    const world = new World();
    const anna = await host(world);
    const statement = await makeOver(inviteOf(anna.call.inviteLink).secret, 'LINK_USED', softwareIdentity(seed(1)));
    const ben = world.browser();
    ben.conductor.setSelfName('Ben');
    ben.conductor.openLink(anna.call.inviteLink.split('#')[1]!);
    ben.conductor.join();
    await world.run(20);
    await say(world, anna.call.inviteLink, statement);
    await world.run(JOIN_MS);
    await say(world, anna.call.inviteLink, statement);
    await world.run(JOIN_MS);
    expect([anna.people, ben.people]).toEqual([['Ben: connected'], ['Anna: connected']]);
  });
});
