import { describe, expect, it } from 'vitest';
import { type Browser, World } from './world.test-kit.ts';

async function pairOf(world: World) {
  const anna = world.browser();
  anna.conductor.startCall();
  await world.run(100);
  const ben = world.browser();
  ben.conductor.openLink(anna.call.inviteLink.split('#')[1] ?? '');
  ben.conductor.join();
  await world.run(3_000);
  return { anna, ben };
}

const other = (browser: Browser) => browser.call.people[0]!;
const sending = (world: World) => [...world.peers].filter(({ track }) => track !== null).length;

describe('the ceremony', () => {
  it('shows both sides the same seven pictures, and others in every call', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const world = new World();
      for (let throws = 0; throws < round; throws++) world.dice(1); // other keys in every round
      const { anna, ben } = await pairOf(world);
      expect(other(anna).pictures).toHaveLength(7);
      expect(other(anna).pictures).toEqual(other(ben).pictures);
      seen.add(JSON.stringify(other(anna).pictures));
    }
    expect(seen.size).toBe(5);
  });

  it('marks only the side that compared', async () => {
    const { anna, ben } = await pairOf(new World());
    expect([other(anna).trust, other(ben).trust]).toEqual(['new', 'new']);
    anna.conductor.answerPictures(other(anna).id, 'match');
    expect([other(anna).trust, other(ben).trust]).toEqual(['compared', 'new']);
    expect(anna.playing.size).toBe(1);
  });

  it('lets no sound through either way while the pictures differ, until somebody decides', async () => {
    const world = new World();
    const { anna } = await pairOf(world);
    const { id } = other(anna);
    expect([sending(world), anna.playing.size]).toEqual([2, 1]);
    anna.conductor.answerPictures(id, 'differ');
    expect(other(anna).trust).toBe('held');
    expect(other(anna).meter).toEqual({ levelDbfs: -100, speaking: false });
    expect([sending(world), anna.playing.size]).toEqual([1, 0]);
    // The microphone going and coming changes nothing about it.
    anna.conductor.toggleMute();
    anna.conductor.toggleMute();
    await world.run(1_000);
    expect([sending(world), anna.playing.size]).toEqual([1, 0]);
    anna.conductor.talkAnyway(id);
    expect(other(anna).trust).toBe('differs');
    expect([sending(world), anna.playing.size]).toEqual([2, 1]);
  });

  it('can be repeated, and then counts', async () => {
    const { anna } = await pairOf(new World());
    anna.conductor.answerPictures(other(anna).id, 'differ');
    anna.conductor.answerPictures(other(anna).id, 'match');
    expect(other(anna).trust).toBe('compared');
    expect(anna.playing.size).toBe(1);
  });

  it('knows a key again that comes back in a new session', async () => {
    const world = new World();
    const { anna, ben } = await pairOf(world);
    const before = other(anna).id;
    anna.conductor.answerPictures(before, 'differ');
    ben.conductor.leave();
    await world.run(1_000);
    ben.conductor.tryAgain();
    await world.run(6_000);
    expect(other(anna).id).not.toBe(before);
    expect(other(anna).connection.state).toBe('connected');
    expect(other(anna).trust).toBe('held');
    expect([sending(world), anna.playing.size]).toEqual([1, 0]);
  });

  it('ignores answers about nobody', async () => {
    const { anna } = await pairOf(new World());
    anna.conductor.answerPictures('nobody', 'match');
    anna.conductor.talkAnyway('nobody');
    expect(other(anna).trust).toBe('new');
  });
});
