import { describe, expect, it } from 'vitest';
import type { AddedPurpose } from '../call/lines.ts';
import { PairCare } from './pair-care.ts';
import { PairPictures } from './pair-pictures.ts';

const LINES = new Map<string, AddedPurpose>([
  ['2', 'screen'],
  ['3', 'camera'],
]);

const sent = (mid: string, frames: number) => ({
  type: 'outbound-rtp',
  kind: 'video',
  mid,
  framesSent: frames,
  bytesSent: 1_000 * frames,
});
const arrived = (mid: string, frames: number) => ({
  type: 'inbound-rtp',
  kind: 'video',
  mid,
  framesReceived: frames,
  bytesReceived: 1_000 * frames,
});

/** One connection whose browser counts what a test says; the clock moves by half a second with each look. */
function open() {
  const state = { nowMs: 10_000, counted: [] as unknown[], changes: 0 };
  const told: string[] = [];
  const rungs: number[] = [];
  const care = new PairCare({
    peer: { stats: async () => state.counted, setBufferMs: () => undefined, purposes: () => LINES },
    negotiation: { shape: () => undefined },
    nowMs: () => state.nowMs,
    isSoundExpected: () => false,
    flowing: () => undefined,
    others: () => 1,
    shown: () => ({ screen: true, camera: false }),
    changed: () => {
      state.changes++;
      pictures.changed();
    },
    log: () => undefined,
  });
  const pair = {
    tracks: { setRung: (rung: number) => rungs.push(rung) },
    tell: (message: { kind: string; paused?: readonly string[] }) => told.push(message.paused?.join() ?? ''),
  };
  const pictures = new PairPictures(pair as never, () => care); // more of a pair it does not touch
  const look = async (...counted: unknown[]) => {
    state.nowMs += 500;
    state.counted = counted;
    await care.look();
  };
  /** A third of what is sent is lost: no rung but the last is left. */
  const choke = async (frames: number) => {
    for (let times = 1; times < 10 && rungs.at(-1) !== 5; times++) {
      const voice = { type: 'outbound-rtp', kind: 'audio', mid: '0', id: 'voice', packetsSent: 60 * times };
      const theirWord = { type: 'remote-inbound-rtp', kind: 'audio', id: 'word', localId: 'voice' };
      const measured = { packetsLost: 20 * times, totalRoundTripTime: 0.02 * times, roundTripTimeMeasurements: times };
      await look(sent('2', frames), voice, { ...theirWord, ...measured });
    }
  };
  return { care, state, told, rungs, look, choke };
}

describe('a picture that pauses', () => {
  it('is told of when nothing of it leaves any more, and until something does', async () => {
    const { told, rungs, look, choke } = open();
    await look(sent('2', 10));
    await choke(20);
    expect(rungs.at(-1), 'the rule has decided').toBe(5);
    for (let frames = 20; frames < 32; frames += 3) await look(sent('2', frames));
    expect(told, 'and it leaves all the same').toEqual([]);
    for (let times = 0; times < 3; times++) await look(sent('2', 29));
    expect(told).toEqual(['screen']);
  });

  it('of theirs pauses when they say so and nothing arrives, and comes back with its first frame', async () => {
    const { care, state, look } = open();
    await look(arrived('3', 10));
    care.hear({ kind: 'pictures', paused: ['camera'] });
    await look(arrived('3', 14));
    await look(arrived('3', 18));
    expect(care.theirStopped).toEqual([]);
    const before = state.changes;
    for (let times = 0; times < 3; times++) await look(arrived('3', 18));
    expect(care.theirStopped).toEqual(['camera']);
    expect(state.changes).toBe(before + 1);
    care.hear({ kind: 'pictures', paused: [] });
    await look(arrived('3', 18));
    expect(care.theirStopped).toEqual(['camera']);
    await look(arrived('3', 19));
    expect(care.theirStopped).toEqual([]);
  });
});
