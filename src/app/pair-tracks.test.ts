import { describe, expect, it } from 'vitest';
import type { AddedPurpose } from '../call/lines.ts';
import type { TrackLimit } from '../call/ports.ts';
import { PairTracks } from './pair-tracks.ts';

const TRACK = {} as MediaStreamTrack;

function tracks() {
  const sent: string[] = [];
  const limits = new Map<AddedPurpose, TrackLimit>();
  const peer = {
    setTrack: (track: MediaStreamTrack | null) => sent.push(track ? 'voice' : 'no voice'),
    addTrack: (purpose: AddedPurpose) => sent.push(purpose),
    removeTrack: (purpose: AddedPurpose) => sent.push(`no ${purpose}`),
    limitTrack: (purpose: AddedPurpose, limit: TrackLimit) => limits.set(purpose, limit),
  };
  return { sent, limits, pairTracks: new PairTracks({ peer, voice: TRACK, negotiate: () => undefined }) };
}

const [WIDE, NARROWER, NO_ROOM] = [0, 3, 5];

describe('what is sent over a way that became narrow', () => {
  it('is the voice alone: pictures pause, and go on as they were limited', () => {
    const { sent, limits, pairTracks } = tracks();
    pairTracks.add('screen', TRACK);
    pairTracks.limit('screen', { maxBitsPerS: 500_000, maxFramesPerS: 5, isActive: true });
    pairTracks.setRung(NO_ROOM);
    pairTracks.add('camera', TRACK);
    expect([...limits.values()].map(({ isActive }) => isActive)).toEqual([false, false]);
    expect(sent).toEqual(['screen', 'camera']); // nobody touched the voice
    pairTracks.setRung(WIDE);
    expect(limits.get('screen')).toEqual({ maxBitsPerS: 500_000, maxFramesPerS: 5, isActive: true });
    expect(limits.get('camera')?.isActive).toBe(true);
  });

  it('is a screen within bounds, and no camera, while there is a little room', () => {
    const { limits, pairTracks } = tracks();
    pairTracks.add('screen', TRACK);
    pairTracks.limit('screen', { maxBitsPerS: 2_500_000, maxFramesPerS: 30, isActive: true });
    pairTracks.add('screen-sound', TRACK);
    pairTracks.add('camera', TRACK);
    pairTracks.setRung(NARROWER);
    expect(limits.get('screen')).toEqual({ maxBitsPerS: 600_000, maxFramesPerS: 8, scaleDownBy: 1, isActive: true });
    expect(limits.get('screen-sound')).toEqual({ maxBitsPerS: null, maxFramesPerS: null, isActive: true });
    expect(limits.get('camera')?.isActive).toBe(false);
    expect(pairTracks.shown).toEqual({ screen: true, camera: true });
  });

  it('stays paused where it was paused by wish', () => {
    const { limits, pairTracks } = tracks();
    pairTracks.add('camera', TRACK);
    pairTracks.limit('camera', { maxBitsPerS: null, maxFramesPerS: null, isActive: false });
    pairTracks.setRung(NO_ROOM);
    pairTracks.setRung(WIDE);
    expect(limits.get('camera')?.isActive).toBe(false);
  });
});
