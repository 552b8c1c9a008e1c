/** What a call survives besides a lost path: sleep, hidden pages, clocks that jump; and what it remembers of it all. */
import { describe, expect, it } from 'vitest';
import { type Browser, type BrowserOptions, World } from './world.test-kit.ts';

const JOIN_MS = 3_000;
const MINUTE_MS = 60_000;
const DAY_S = 86_400;
/** Minutes of the world's time are seconds of a busy machine's. */
const PATIENT = { timeout: 60_000 };

const BENS_SEED = new Uint8Array(32).fill(5);

async function pair(annas: Partial<BrowserOptions> = {}, bens: Partial<BrowserOptions> = {}) {
  const world = new World();
  const anna = world.browser(annas);
  anna.conductor.setSelfName('Anna');
  anna.conductor.startCall();
  await world.run(100);
  const ben = world.browser(bens);
  ben.conductor.setSelfName('Ben');
  ben.conductor.openLink(anna.call.inviteLink.split('#')[1] ?? '');
  ben.conductor.join();
  await world.run(JOIN_MS);
  return { world, anna, ben };
}

const bothConnected = (anna: Browser, ben: Browser) =>
  expect([anna.people, ben.people]).toEqual([['Ben: connected'], ['Anna: connected']]);

describe('a device that slept', () => {
  it('for half a minute is in the call two seconds after it woke', async () => {
    const { world, anna, ben } = await pair();
    ben.asleep = true;
    await world.run(25_000);
    expect(anna.people).toEqual(['Ben: reconnecting']);
    ben.wake();
    await world.run(2_000);
    bothConnected(anna, ben);
  });

  it('for longer than it was waited for joins anew within four seconds, and is there once', PATIENT, async () => {
    const { world, anna, ben } = await pair();
    ben.conductor.toggleMute();
    ben.asleep = true;
    await world.run(11 * MINUTE_MS);
    expect(anna.people).toEqual([]);
    ben.wake();
    await world.run(4_000);
    bothConnected(anna, ben);
    expect(anna.call.people).toMatchObject([{ muted: true }]);
    expect([anna.playing.size, ben.playing.size]).toEqual([1, 1]);
  });
});

describe('a page that is hidden', () => {
  it('stays in the call, though its timers hardly come', PATIENT, async () => {
    const { world, anna, ben } = await pair({}, { slowestMs: 1_000 });
    await world.run(3 * MINUTE_MS);
    bothConnected(anna, ben);
    expect([anna.faults.summary(world.nowMs).times, ben.faults.summary(world.nowMs).times]).toEqual([0, 0]);
  });
});

describe('a clock', () => {
  it.each([3600, -3600, DAY_S, -DAY_S])('that jumps by %i s does not disturb a call', PATIENT, async (jumpS) => {
    const { world, anna, ben } = await pair();
    ben.clockAheadS = jumpS;
    await world.run(MINUTE_MS);
    bothConnected(anna, ben);
    expect([anna.faults.summary(world.nowMs).times, ben.faults.summary(world.nowMs).times]).toEqual([0, 0]);
    world.pathUp = false;
    await world.run(30_000);
    world.pathUp = true;
    await world.run(3_000);
    bothConnected(anna, ben);
  });

  it.each([DAY_S, -DAY_S])('that is wrong by %i s keeps nobody out', async (clockAheadS) => {
    const { anna, ben } = await pair({}, { clockAheadS });
    bothConnected(anna, ben);
  });
});

describe('a call remembers', () => {
  it('each fault, whether it came right, and how long it took', async () => {
    const { world, anna, ben } = await pair();
    anna.faults.begin(world.nowMs);
    world.pathUp = false;
    await world.run(6_000);
    world.pathUp = true;
    await world.run(3_000);
    anna.microphoneEvents?.paused(true);
    await world.run(4_000);
    anna.microphoneEvents?.paused(false);
    anna.microphoneEvents?.ended();
    await world.run(1_000);
    world.relay('waiting');
    await world.run(1_000);
    world.relay('open');
    await world.run(100);
    bothConnected(anna, ben);
    const { times, recovered, longestMs, faults } = anna.faults.summary(world.nowMs);
    expect([times, recovered]).toEqual([4, 4]);
    expect(faults.map(({ kind }) => kind)).toEqual(['path-lost', 'microphone-paused', 'microphone-lost', 'relay-lost']);
    expect(longestMs).toBeGreaterThan(5_000);
    expect(longestMs).toBeLessThan(9_000);
  });

  it('who reloaded as one that was lost and came back, and who left as no fault at all', async () => {
    const { world, anna, ben } = await pair({}, { seed: BENS_SEED });
    ben.kill();
    await world.run(4_000);
    const again = world.browser({ seed: BENS_SEED });
    again.conductor.setSelfName('Ben');
    again.conductor.openLink(anna.call.inviteLink.split('#')[1] ?? '');
    again.conductor.join();
    await world.run(JOIN_MS);
    bothConnected(anna, again);
    expect(anna.faults.summary(world.nowMs)).toMatchObject({ times: 1, recovered: 1 });
    again.conductor.leave();
    await world.run(5_000);
    expect(anna.faults.summary(world.nowMs)).toMatchObject({ times: 1, recovered: 1 });
  });

  it('what is not over as not recovered', async () => {
    const { world, anna } = await pair();
    world.pathUp = false;
    await world.run(10_000);
    expect(anna.faults.summary(world.nowMs)).toMatchObject({ times: 1, recovered: 0 });
  });
});
