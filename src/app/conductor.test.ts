import { describe, expect, it } from 'vitest';
import { fromBase64Url } from '../base/base64url.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import { LOST_AFTER_MS } from '../call/machine.ts';
import { writeMessage } from '../call/messages.ts';
import type { VoiceReport } from '../dsp/voice-messages.ts';
import { type Browser, type BrowserOptions, World } from './world.test-kit.ts';

/** Longer than joining takes: greeting pauses included. */
const JOIN_MS = 3_000;

async function host(world: World, options: Partial<BrowserOptions> = {}): Promise<Browser> {
  const browser = world.browser(options);
  browser.conductor.setSelfName('Anna');
  browser.conductor.startCall();
  await world.run(100);
  return browser;
}

async function guest(
  world: World,
  link: string,
  name = 'Ben',
  options: Partial<BrowserOptions> = {},
): Promise<Browser> {
  const browser = world.browser(options);
  browser.conductor.setSelfName(name);
  browser.conductor.openLink(link.split('#')[1] ?? '');
  browser.conductor.join();
  await world.run(JOIN_MS);
  return browser;
}

async function pair(world = new World()) {
  const anna = await host(world);
  const ben = await guest(world, anna.call.inviteLink);
  return { world, anna, ben };
}

const report = (speechProbability: number): VoiceReport => ({
  kind: 'report',
  inputDbfs: -30,
  outputDbfs: -30,
  noiseDbfs: -60,
  speechProbability,
  gainDb: 0,
  badSamples: 0,
  missedQuanta: 0,
  delayMs: 0,
  busyRatio: 0,
  estimator: 'learned',
});

describe('a call', () => {
  it('makes a link of 51 characters and waits alone', async () => {
    const anna = await host(new World());
    expect(anna.call.inviteLink).toMatch(/^https:\/\/humr\.example\/#[A-Za-z0-9_-]{51}$/);
    expect(anna.call.people).toEqual([]);
    expect(anna.call.connectedSinceMs).toBeNull();
  });

  it('connects two people who then know each other by name and hear each other', async () => {
    const { anna, ben } = await pair();
    expect(anna.people).toEqual(['Ben: connected']);
    expect(ben.people).toEqual(['Anna: connected']);
    expect([anna.playing.size, ben.playing.size]).toEqual([1, 1]);
    expect(anna.call.connectedSinceMs).not.toBeNull();
  });

  it('connects everybody with everybody', async () => {
    const { world, anna, ben } = await pair();
    const cleo = await guest(world, anna.call.inviteLink, 'Cleo');
    expect(anna.people).toEqual(['Ben: connected', 'Cleo: connected']);
    expect(ben.people).toEqual(['Anna: connected', 'Cleo: connected']);
    expect(cleo.people.sort()).toEqual(['Anna: connected', 'Ben: connected']);
  });

  it('makes one connection of greetings that cross, in thirty rounds of three people', async () => {
    for (let round = 0; round < 30; round++) {
      const world = new World();
      for (let turn = 0; turn < round; turn++) world.dice(1); // other session ids in every round
      const anna = await host(world);
      const [ben, cleo] = [world.browser(), world.browser()];
      for (const browser of [ben, cleo]) {
        browser.conductor.openLink(anna.call.inviteLink.split('#')[1]!);
        browser.conductor.join();
      }
      await world.run(JOIN_MS);
      for (const { call } of [anna, ben, cleo]) {
        expect(call.people.map(({ connection }) => connection.state)).toEqual(['connected', 'connected']);
      }
      expect(world.peers.size).toBe(6);
    }
  }, 60_000);

  it('gets through a relay that loses every second message, repeats every third and delays none', async () => {
    const world = new World();
    let count = 0;
    world.meddle = (_topic, sealed) => (++count % 2 === 0 ? [] : count % 3 === 0 ? [sealed, sealed] : [sealed]);
    const anna = await host(world);
    const ben = await guest(world, anna.call.inviteLink);
    await world.run(10_000);
    expect(anna.people).toEqual(['Ben: connected']);
    expect(ben.people).toEqual(['Anna: connected']);
  });

  it('comes to the same in whatever order the relay delivers, and however often', async () => {
    for (let round = 0; round < 10; round++) {
      const world = new World();
      const [delayed, due] = [new Set<Uint8Array>(), new Set<Uint8Array>()];
      // Every letter is held for up to two seconds, and every third comes once more.
      world.meddle = (topic, sealed) => {
        if (due.has(sealed)) return [sealed];
        if (delayed.has(sealed)) return [];
        delayed.add(sealed);
        const [pause = 0, later = 0, again = 0] = world.dice(3 + round).subarray(round);
        const publish = () => {
          due.add(sealed);
          world.publish(topic, sealed);
        };
        world.after(pause * 8, publish);
        if (again % 3 === 0) world.after(pause * 8 + later * 8, publish);
        return [];
      };
      const anna = await host(world);
      const ben = await guest(world, anna.call.inviteLink);
      await world.run(15_000);
      expect([anna.people, ben.people], `round ${round}`).toEqual([['Ben: connected'], ['Anna: connected']]);
      expect(world.peers.size, `round ${round}`).toBe(2);
    }
  });

  it('stays as it is when everything the relay ever carried comes again', async () => {
    const { world, anna, ben } = await pair();
    const before = [anna.people, ben.people, world.peers.size];
    for (const { topic, sealed } of [...world.carried]) world.publish(topic, sealed);
    await world.run(JOIN_MS);
    expect([anna.people, ben.people, world.peers.size]).toEqual(before);
  });

  it('tells nobody on the relay who talks: only random topics and six sizes', async () => {
    const { world } = await pair();
    for (const { topic, sealed } of world.carried) {
      expect(fromBase64Url(topic)).toHaveLength(16);
      expect([256, 512, 1024, 2048, 4096, 16384]).toContain(sealed.length);
    }
  });

  it('renews its session after a loss of more than a minute, and heals again under the new one', async () => {
    const { world, anna, ben } = await pair();
    // Neither path nor relay, as in a tunnel.
    const { meddle } = world;
    Object.assign(world, { pathUp: false, meddle: () => [] });
    await world.run(62_000);
    Object.assign(world, { pathUp: true, meddle });
    await world.run(12_000);
    for (const { log } of [anna, ben]) expect(log.map(({ event }) => event)).toContain('session renewed');
    // The path alone: what heals it comes sealed over the relay.
    world.pathUp = false;
    const carried = world.carried.length;
    await world.run(5_000);
    world.pathUp = true;
    await world.run(3_000);
    expect(world.carried.length).toBeGreaterThan(carried);
    expect([anna.people, ben.people]).toEqual([['Ben: connected'], ['Anna: connected']]);
  }, 30_000);

  it('stops greeting once connected', async () => {
    const { world } = await pair();
    const carried = world.carried.length;
    await world.run(60_000);
    expect(world.carried.length).toBe(carried);
  });
});

describe('a call under attack', () => {
  it('never connects when one byte of any message is changed', async () => {
    const world = new World();
    world.meddle = (_topic, sealed) => [sealed.map((byte, i) => (i === 100 ? byte ^ 1 : byte))];
    const anna = await host(world);
    const ben = await guest(world, anna.call.inviteLink);
    await world.run(20_000);
    expect([anna.people, ben.people, world.peers.size]).toEqual([[], [], 0]);
  });

  it('ends at once when the certificate in use is not the one that was proven', async () => {
    const world = new World();
    const anna = await host(world, { usedCertificate: () => new Uint8Array(32) });
    await guest(world, anna.call.inviteLink);
    expect(anna.playing.size).toBe(0);
    expect(anna.call.notices.map(({ code }) => code)).toContain('PEER_FORGED');
    expect(anna.people.filter((person) => person.includes('connected'))).toEqual([]);
  });

  it('reads twenty messages a second of one person, however many there are', async () => {
    const world = new World();
    const anna = await host(world);
    await guest(world, anna.call.inviteLink);
    const refused = () => anna.log.filter(({ detail }) => detail === 'too-many').length;
    const say = (times: number, muted: boolean) => {
      for (const peer of [...world.peers])
        for (let n = 0; n < times; n++) peer.send(writeMessage({ kind: 'muted', muted }));
    };
    say(500, false);
    say(1, true);
    await world.run(100);
    expect(refused()).toBeGreaterThan(400);
    expect(anna.call.people[0]).toMatchObject({ muted: false });
    await world.run(3_000);
    expect(anna.people).toEqual(['Ben: connected']);
    say(1, true);
    await world.run(100);
    expect(anna.call.people[0]).toMatchObject({ muted: true });
  });

  it('is not entered with another link', async () => {
    const world = new World();
    const anna = await host(world);
    const other = await host(world);
    const eve = await guest(world, other.call.inviteLink, 'Eve');
    expect(anna.people).toEqual([]);
    expect(eve.people).toEqual(['Anna: connected']);
  });
});

describe('what goes wrong', () => {
  it('says which link is not whole, and keeps the page at home', () => {
    const anna = new World().browser();
    anna.conductor.openLink('AQQ');
    expect(anna.store.view.screen).toEqual({ name: 'broken-link', code: 'LINK_INCOMPLETE' });
  });

  it.each(['MIC_DENIED', 'MIC_MISSING', 'MIC_BUSY'] as const)('stops at %s and offers to listen', async (code) => {
    const world = new World();
    const anna = world.browser({ microphone: code });
    anna.conductor.startCall();
    await world.run(100);
    expect(anna.store.view.screen).toEqual({ name: 'stopped', code });
    anna.conductor.joinListening();
    await world.run(100);
    const ben = await guest(world, anna.call.inviteLink);
    expect(ben.call.people).toMatchObject([{ muted: true, connection: { state: 'connected' } }]);
  });

  it('says when somebody leaves', async () => {
    const { world, anna, ben } = await pair();
    ben.conductor.leave();
    await world.run(50);
    expect(anna.call.people).toEqual([]);
    expect(anna.call.notices).toMatchObject([{ code: 'PEER_LEFT', personName: 'Ben' }]);
    expect([...anna.playing]).toEqual([]);
    expect(world.peers.size).toBe(0);
  });

  it('says when somebody gives up before there is a path', async () => {
    const world = new World();
    const anna = await host(world);
    world.pathUp = false;
    const ben = await guest(world, anna.call.inviteLink);
    ben.conductor.leave();
    await world.run(50);
    expect(anna.call.notices).toMatchObject([{ code: 'PEER_GAVE_UP' }]);
  });

  it('shows a lost path within three seconds, heals when it comes back, and gives up after ten minutes', async () => {
    const { world, anna } = await pair();
    world.pathUp = false;
    await world.run(3_000);
    expect(anna.people).toEqual(['Ben: reconnecting']);
    world.pathUp = true;
    await world.run(1_500);
    expect(anna.people).toEqual(['Ben: connected']);
    world.pathUp = false;
    await world.run(LOST_AFTER_MS + 5_000);
    expect(anna.call.notices.map(({ code }) => code)).toContain('PEER_LOST');
  });

  it('puts the person who reloads in the place of their ghost', async () => {
    const world = new World();
    const seed = world.dice(32);
    const anna = await host(world);
    const ben = await guest(world, anna.call.inviteLink, 'Ben', { seed });
    ben.kill();
    await world.run(3_000);
    await guest(world, anna.call.inviteLink, 'Ben', { seed });
    expect(anna.people).toEqual(['Ben: connected']);
  });
});

describe('mute', () => {
  it('is claimed only when the outgoing sound was measured as silent', async () => {
    const { world, anna, ben } = await pair();
    anna.conductor.toggleMute();
    expect(anna.call.mute).toEqual({ state: 'muting' });
    anna.microphoneEvents?.sent(-40);
    expect(anna.call.mute).toEqual({ state: 'muting' });
    anna.microphoneEvents?.sent(FLOOR_DBFS);
    expect(anna.call.mute).toEqual({ state: 'muted', speakingWhileMuted: false });
    anna.microphoneEvents?.report(report(0.9));
    anna.microphoneEvents?.sent(FLOOR_DBFS);
    expect(anna.call.mute).toEqual({ state: 'muted', speakingWhileMuted: true });
    await world.run(50);
    expect(ben.call.people[0]?.muted).toBe(true);
  });

  it('is told to whoever comes later', async () => {
    const world = new World();
    const anna = await host(world);
    anna.conductor.toggleMute();
    const ben = await guest(world, anna.call.inviteLink);
    expect(ben.call.people[0]?.muted).toBe(true);
  });
});

describe('settings changed in a call', () => {
  it('reach the voice chain at once', async () => {
    const { anna } = await pair();
    anna.settings.change({ suppression: false, suppressionStrengthRatio: 0.2, gainControl: false, gate: true });
    expect(anna.configured.at(-1)).toMatchObject({
      suppression: false,
      suppressionStrengthRatio: 0.2,
      gainControl: false,
      highPass: true,
      gate: true,
    });
    expect(anna.store.view.microphone).toEqual({ state: 'live', processing: 'passed-through' });
  });

  it('move the voice to another shell, on another track for everybody', async () => {
    const { world, anna } = await pair();
    const [before] = [...world.peers].map(({ track }) => track);
    anna.conductor.toggleMute();
    anna.settings.change({ voiceShell: 'worklet' });
    await world.run(50);
    expect(anna.log.filter(({ event }) => event === 'microphone open').map(({ detail }) => detail)).toEqual([
      'worker',
      'worklet',
    ]);
    expect([...world.peers].map(({ track }) => track)).not.toContain(before);
    expect(anna.configured.at(-1)?.muted).toBe(true);
  });
});

describe('a key to hold', () => {
  it('keeps the microphone closed from the first sample until it is held, and after it was let go', async () => {
    const world = new World();
    const anna = world.browser();
    anna.settings.change({ talkMode: 'push-to-talk' });
    anna.conductor.startCall();
    await world.run(100);
    expect(anna.configured.every(({ muted }) => muted)).toBe(true);
    const ben = await guest(world, anna.call.inviteLink);
    expect(ben.call.people[0]?.muted).toBe(true);
    anna.conductor.holdTalk(true);
    await world.run(50);
    expect(anna.configured.at(-1)?.muted).toBe(false);
    expect(ben.call.people[0]?.muted).toBe(false);
    anna.conductor.holdTalk(false);
    await world.run(50);
    expect(anna.configured.at(-1)?.muted).toBe(true);
    expect(anna.call.talk).toEqual({ mode: 'push-to-talk', held: false, deafened: false });
  });

  it('does not silence one who looks at their level at home', async () => {
    const world = new World();
    const anna = world.browser();
    anna.settings.change({ talkMode: 'push-to-talk' });
    anna.conductor.toggleMicrophoneCheck();
    await world.run(50);
    expect(anna.configured.some(({ muted }) => muted)).toBe(false);
  });
});

describe('how loud one hears the others', () => {
  it('is chosen for each, and holds when they come back', async () => {
    const { world, anna, ben } = await pair();
    const { id } = anna.call.people[0]!;
    anna.conductor.setLoudness(id, { volumeRatio: 5, silenced: false });
    expect(anna.volumes.get(id)).toBe(2);
    anna.conductor.setLoudness(id, { volumeRatio: 1.5, silenced: true });
    expect(anna.volumes.get(id)).toBe(0);
    expect(anna.call.people[0]?.loudness).toEqual({ volumeRatio: 1.5, silenced: true });
    ben.conductor.leave();
    await world.run(50);
    ben.conductor.tryAgain();
    await world.run(JOIN_MS);
    const again = anna.call.people[0]!;
    expect(again.id).not.toBe(id);
    expect(again.loudness.silenced).toBe(true);
    expect(anna.volumes.get(again.id)).toBe(0);
  });

  it('is nothing while one hears nobody, and one is not heard then', async () => {
    const { world, anna, ben } = await pair();
    anna.conductor.toggleDeafened();
    await world.run(50);
    expect(anna.deafened).toBe(true);
    expect(ben.call.people[0]?.muted).toBe(true);
    anna.conductor.toggleMute();
    await world.run(50);
    expect(anna.deafened).toBe(false);
    expect(ben.call.people[0]?.muted).toBe(false);
  });
});
