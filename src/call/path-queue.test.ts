import { describe, expect, it } from 'vitest';
import { FIRST_PATH_QUEUE, nextPathQueue, type PathQueue } from './path-queue.ts';

const rtcp = (count: number, seconds: number, { id = 'video', sent = 0, lost = 0 } = {}) => [
  {
    id,
    type: 'remote-inbound-rtp',
    localId: `out-${id}`,
    roundTripTimeMeasurements: count,
    totalRoundTripTime: seconds,
    packetsLost: lost,
  },
  { id: `out-${id}`, type: 'outbound-rtp', packetsSent: sent },
];
const stun = (count: number, seconds: number) => ({
  id: 'pair',
  type: 'candidate-pair',
  nominated: true,
  responsesReceived: count,
  totalRoundTripTime: seconds,
});

/** Readings a second apart, each with one round trip more of so many milliseconds. */
function measured(...roundTripsMs: number[]): PathQueue {
  let state = FIRST_PATH_QUEUE;
  let seconds = 0;
  roundTripsMs.forEach((roundTripMs, n) => {
    seconds += roundTripMs / 1000;
    state = nextPathQueue(state, rtcp(n + 1, seconds), 1_000 * n);
  });
  return state;
}

describe('what the transport measures of the way', () => {
  it('is what two round trips in a row take beyond the shortest', () => {
    expect(measured(50).queueMs).toBe(0);
    expect(measured(50, 300).queueMs).toBeCloseTo(0);
    expect(measured(50, 300, 350).queueMs).toBeCloseTo(250);
    expect(measured(50, 300, 60).queueMs).toBeCloseTo(10);
  });

  it('is the shorter of what is measured at the same time', () => {
    let state = nextPathQueue(FIRST_PATH_QUEUE, [...rtcp(1, 0.05), stun(1, 0.05)], 0);
    state = nextPathQueue(state, [...rtcp(2, 0.55), stun(2, 0.12)], 500);
    expect(nextPathQueue(state, [...rtcp(3, 1.05), stun(3, 0.19)], 1_000).queueMs).toBeCloseTo(20);
  });

  it('stays for a while and is unknown after that', () => {
    const state = measured(50, 300, 300);
    const same = rtcp(3, 0.65);
    expect(nextPathQueue(state, same, 5_000).queueMs).toBeCloseTo(250);
    expect(nextPathQueue(state, same, 6_500).queueMs).toBeNull();
  });

  it('forgets after two minutes that the way was shorter once', () => {
    expect(measured(50, ...Array<number>(150).fill(200)).queueMs).toBeCloseTo(0);
  });

  it('takes the worse of two losses, once enough was sent to tell, and none that was said before', () => {
    const voice = { id: 'voice', sent: 250, lost: 3 };
    let state = nextPathQueue(FIRST_PATH_QUEUE, [...rtcp(1, 0.05, voice), ...rtcp(1, 0.05, { sent: 4, lost: 3 })], 0);
    expect(state.lossRatio).toBeCloseTo(0.012);
    state = nextPathQueue(state, [...rtcp(1, 0.05, voice), ...rtcp(2, 0.1, { sent: 60, lost: 45 })], 1_000);
    expect(state.lossRatio).toBeCloseTo(0.75);
    // The picture pauses, and nobody reports on it any more.
    const later = { ...voice, sent: 350 };
    state = nextPathQueue(state, [...rtcp(2, 0.1, later), ...rtcp(2, 0.1, { sent: 60, lost: 45 })], 5_500);
    expect(state.lossRatio).toBe(0);
    expect(nextPathQueue(state, rtcp(2, 0.1, later), 10_000).lossRatio).toBeNull();
  });

  it('passes over what is no figure', () => {
    const broken = [{ ...rtcp(1, 1)[0], totalRoundTripTime: 'x' }, {}];
    expect(nextPathQueue(FIRST_PATH_QUEUE, broken, 0).queueMs).toBeNull();
  });
});
