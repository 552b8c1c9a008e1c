/** What a call survives: other sessions of the same person, lost microphones, silence, long absences, a closed tab. */
import { describe, expect, it } from 'vitest';
import type { CallKeeper, KeptCall } from '../call/kept-call.ts';
import { type Browser, type BrowserOptions, World } from './world.test-kit.ts';

const JOIN_MS = 3_000;
const BENS_SEED = new Uint8Array(32).fill(5);

async function host(world: World, options: Partial<BrowserOptions> = {}): Promise<Browser> {
  const browser = world.browser(options);
  browser.conductor.setSelfName('Anna');
  browser.conductor.startCall();
  await world.run(100);
  return browser;
}

async function guest(world: World, link: string, options: Partial<BrowserOptions> = {}): Promise<Browser> {
  const browser = world.browser(options);
  browser.conductor.setSelfName('Ben');
  browser.conductor.openLink(link.split('#')[1] ?? '');
  browser.conductor.join();
  await world.run(JOIN_MS);
  return browser;
}

async function pair(options: Partial<BrowserOptions> = {}) {
  const world = new World();
  const anna = await host(world);
  const ben = await guest(world, anna.call.inviteLink, { seed: BENS_SEED, ...options });
  return { world, anna, ben };
}

/** Keeps in memory what the store keeps on disk. */
function keeper(): CallKeeper & { kept: KeptCall | null } {
  return {
    kept: null,
    async keep(call) {
      this.kept = call;
    },
    async forget() {
      this.kept = null;
    },
    async find() {
      return this.kept;
    },
  };
}

describe('another session of the same person', () => {
  it('takes the place of a closed tab as soon as it is proven', async () => {
    const { world, anna, ben } = await pair();
    ben.kill();
    const again = await guest(world, anna.call.inviteLink, { seed: BENS_SEED });
    expect(anna.people).toEqual(['Ben: connected']);
    expect(again.people).toEqual(['Anna: connected']);
    expect(anna.playing.size).toBe(1);
  });

  it('throws a living one out once, and the two do not fight', async () => {
    const { world, anna, ben } = await pair();
    const again = await guest(world, anna.call.inviteLink, { seed: BENS_SEED });
    await world.run(60_000);
    expect(anna.people).toEqual(['Ben: connected']);
    expect(again.people).toEqual(['Anna: connected']);
    expect(ben.people).toEqual([]);
    expect(ben.call.notices.map(({ code }) => code)).toContain('PEER_MOVED');
  });
});

describe('a microphone that goes away', () => {
  it('comes back by itself, muted if it was', async () => {
    const { world, anna, ben } = await pair();
    ben.conductor.toggleMute();
    await world.run(50);
    ben.microphoneEvents?.ended();
    await world.run(100);
    expect(ben.store.view.microphone.state).toBe('live');
    expect(ben.configured.at(-1)?.muted).toBe(true);
    expect(ben.call.notices.map(({ code }) => code)).toEqual(['MIC_CHANGED']);
    expect(anna.call.people).toMatchObject([{ muted: true, connection: { state: 'connected' } }]);
    ben.conductor.toggleMute();
    await world.run(50);
    expect(anna.call.people).toMatchObject([{ muted: false }]);
  });

  it('is tried again for a while, then whenever something is plugged in', async () => {
    const { world, anna, ben } = await pair();
    ben.trouble = 'MIC_MISSING';
    ben.microphoneEvents?.ended();
    await world.run(20_000);
    expect(ben.call.notices.map(({ code }) => code)).toEqual(['MIC_MISSING']);
    expect(anna.call.people).toMatchObject([{ muted: true }]);
    ben.trouble = null;
    await world.run(60_000);
    expect(ben.store.view.microphone.state).toBe('failed');
    ben.devicesChanged();
    await world.run(100);
    expect(ben.store.view.microphone.state).toBe('live');
    expect(anna.call.people).toMatchObject([{ muted: false, connection: { state: 'connected' } }]);
  });

  it('is not asked for again where it was forbidden, until that changes', async () => {
    const { world, ben } = await pair();
    ben.trouble = 'MIC_DENIED';
    ben.microphoneEvents?.ended();
    const before = ben.configured.length;
    await world.run(20_000);
    expect(ben.call.notices.map(({ code }) => code)).toEqual(['MIC_DENIED']);
    expect(ben.configured.length - before).toBeLessThanOrEqual(2);
  });

  it('tells the others when the system pauses it, and when that is over', async () => {
    const { world, anna, ben } = await pair();
    ben.microphoneEvents?.paused(true);
    await world.run(50);
    expect(anna.call.people).toMatchObject([{ sound: 'paused' }]);
    expect(ben.call.notices.map(({ code }) => code)).toEqual(['MIC_PAUSED']);
    ben.microphoneEvents?.paused(false);
    await world.run(50);
    expect(anna.call.people).toMatchObject([{ sound: 'heard' }]);
    expect(ben.call.notices).toEqual([]);
  });
});

describe('a loudspeaker that goes away', () => {
  it('is replaced by the default, which is said once and taken back', async () => {
    const { world, anna } = await pair();
    anna.speakerThere = false;
    anna.devicesChanged();
    anna.devicesChanged();
    await world.run(50);
    expect(anna.call.notices.map(({ code }) => code)).toEqual(['SPEAKER_CHANGED']);
    anna.speakerThere = true;
    anna.devicesChanged();
    await world.run(50);
    expect(anna.call.notices).toEqual([]);
  });
});

describe('somebody of whom nothing is heard', () => {
  const inbound = (packets: number, energy: number) => ({
    type: 'inbound-rtp',
    kind: 'audio',
    mid: '0',
    packetsReceived: packets,
    totalAudioEnergy: energy,
    totalSamplesDuration: packets / 50,
  });

  it('is shown as silent within three seconds, once, and no more when heard', async () => {
    const { world, anna } = await pair();
    for (let half = 1; half <= 10; half++) {
      anna.counts([inbound(25 * half, half)]);
      await world.run(500);
    }
    expect(anna.call.people).toMatchObject([{ sound: 'heard' }]);
    await world.run(3_000);
    expect(anna.call.people).toMatchObject([{ sound: 'silent', connection: { state: 'connected' } }]);
    expect(anna.call.notices).toMatchObject([{ code: 'PEER_NO_SOUND', personName: 'Ben' }]);
    anna.counts([inbound(1_000, 100)]);
    await world.run(1_000);
    expect(anna.call.people).toMatchObject([{ sound: 'heard' }]);
    expect(anna.call.notices).toEqual([]);
  });

  it('is not reproached with being muted', async () => {
    const { world, anna, ben } = await pair();
    anna.counts([inbound(500, 1)]);
    ben.conductor.toggleMute();
    await world.run(20_000);
    expect(anna.call.people).toMatchObject([{ sound: 'heard', muted: true }]);
  });
});

describe('somebody who is away for long', () => {
  it('is waited for, and tried at once when asked to', async () => {
    const { world, anna } = await pair();
    world.pathUp = false;
    await world.run(10_000);
    expect(anna.call.people).toMatchObject([{ connection: { state: 'reconnecting', isWaiting: false } }]);
    await world.run(30_000);
    anna.conductor.refreshDevices();
    await world.run(500);
    expect(anna.call.people).toMatchObject([{ connection: { state: 'reconnecting', isWaiting: true } }]);
    const carried = world.carried.length;
    anna.conductor.retryNow();
    await world.run(20);
    expect(world.carried.length).toBeGreaterThan(carried);
    world.pathUp = true;
    await world.run(1_500);
    expect(anna.people).toEqual(['Ben: connected']);
  });
});

describe('a call that was left without a word', () => {
  it('is offered again and entered as it was', async () => {
    const calls = keeper();
    const { world, anna, ben } = await pair({ calls });
    ben.conductor.toggleMute();
    await world.run(100);
    expect(calls.kept).toMatchObject({ muted: true, listening: false, door: null });
    ben.kill();
    const again = world.browser({ seed: BENS_SEED, calls });
    await world.run(100);
    expect(again.store.view.screen).toEqual({ name: 'rejoin' });
    again.conductor.rejoin();
    await world.run(JOIN_MS);
    expect(again.people).toEqual(['Anna: connected']);
    expect(again.configured.at(-1)?.muted).toBe(true);
    expect(anna.call.people).toMatchObject([{ muted: true, connection: { state: 'connected' } }]);
  });

  it('is not kept once it was left, or declined', async () => {
    const calls = keeper();
    const { world, ben } = await pair({ calls });
    ben.conductor.leave();
    await world.run(100);
    expect(calls.kept).toBeNull();
    const link = 'AQQ';
    calls.kept = { link, muted: false, deafened: false, listening: false, door: null };
    const broken = world.browser({ calls });
    await world.run(100);
    expect(broken.store.view.screen).toEqual({ name: 'home' });
  });

  it('goes when "not now" is chosen', async () => {
    const calls = keeper();
    const { world, ben } = await pair({ calls });
    ben.kill();
    const again = world.browser({ calls });
    await world.run(100);
    expect(again.store.view.screen).toEqual({ name: 'rejoin' });
    again.conductor.goHome();
    await world.run(100);
    expect(again.store.view.screen).toEqual({ name: 'home' });
    expect(calls.kept).toBeNull();
  });
});

describe('a relay that says that somebody is gone', () => {
  it('is a hint: they are asked, sooner than their silence would tell, and stay when they answer', async () => {
    const { world, anna, ben } = await pair();
    const wills = world.wills();
    expect(wills).toHaveLength(2);
    for (const { topic, sealed } of wills) world.publish(topic, sealed);
    await world.run(2_000);
    expect([anna.people, ben.people]).toEqual([['Ben: connected'], ['Anna: connected']]);
    ben.kill();
    for (const { topic, sealed } of wills) world.publish(topic, sealed);
    await world.run(1_200); // silence alone takes 1.5 s and a beat
    expect(anna.people).toEqual(['Ben: reconnecting']);
  });
});
