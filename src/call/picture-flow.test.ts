import { describe, expect, it } from 'vitest';
import { FIRST_FLOW, nextFlow, type PictureCount, pictureCounts, stoppedOf } from './picture-flow.ts';
import type { PictureMeant } from './picturing.ts';

/** A screen, read twice a second. */
class Screen {
  flow = FIRST_FLOW;
  atMs = 0;

  read(meant: PictureMeant, count: PictureCount | null): readonly string[] {
    this.atMs += 500;
    const counts = { camera: null, screen: count };
    this.flow = nextFlow(this.flow, { atMs: this.atMs, counts, meant: { camera: 'none', screen: meant } });
    return stoppedOf(this.flow);
  }
}

const sent = (frames: number, bytes = 1_000 * frames): PictureCount => ({ frames, bytes });

describe('a picture', () => {
  it('is stopped once it was meant to pause and nothing of it leaves any more', () => {
    const screen = new Screen();
    screen.read('flowing', sent(10));
    expect(screen.read('paused', sent(12))).toEqual([]);
    expect(screen.read('paused', sent(12, 13_000)), 'what waited still leaves').toEqual([]);
    expect(screen.read('paused', sent(12, 13_000))).toEqual([]);
    expect(screen.read('paused', sent(12, 13_000))).toEqual(['screen']);
  });

  it('is not called paused while it goes on all the same', () => {
    const screen = new Screen();
    for (let frames = 10; frames < 40; frames += 3) expect(screen.read('paused', sent(frames))).toEqual([]);
  });

  it('is paused until a frame leaves, whatever was decided', () => {
    const screen = new Screen();
    for (let times = 0; times < 4; times++) screen.read('paused', sent(12));
    expect(screen.read('flowing', sent(12))).toEqual(['screen']);
    expect(screen.read('flowing', sent(12, 12_400)), 'bytes without a frame are no picture').toEqual(['screen']);
    expect(screen.read('flowing', sent(13))).toEqual([]);
  });

  it('that stands still by itself does not pause', () => {
    const screen = new Screen();
    for (let times = 0; times < 10; times++) expect(screen.read('flowing', sent(12))).toEqual([]);
  });

  it('stays paused over a new connection, which counts from zero', () => {
    const screen = new Screen();
    for (let times = 0; times < 4; times++) screen.read('paused', sent(12));
    expect(screen.read('paused', sent(0))).toEqual(['screen']);
    expect(screen.read('flowing', sent(0))).toEqual(['screen']);
    expect(screen.read('flowing', sent(1))).toEqual([]);
  });

  it('flows again on a new connection that has sent less than the one before', () => {
    const screen = new Screen();
    for (let times = 0; times < 4; times++) screen.read('paused', sent(12));
    expect(screen.read('flowing', sent(3))).toEqual([]);
  });

  it('is what was meant where nothing is counted, and nothing once it is gone', () => {
    const screen = new Screen();
    expect(screen.read('paused', null)).toEqual(['screen']);
    expect(screen.read('flowing', null)).toEqual([]);
    for (let times = 0; times < 4; times++) screen.read('paused', sent(12));
    expect(screen.read('none', sent(12))).toEqual([]);
  });
});

describe('counts', () => {
  const entries = [
    { type: 'outbound-rtp', kind: 'audio', mid: '0', bytesSent: 1 },
    { type: 'outbound-rtp', kind: 'video', mid: '2', framesSent: 5, bytesSent: 500 },
    { type: 'inbound-rtp', kind: 'video', mid: '2', framesReceived: 7, bytesReceived: 700 },
    { type: 'inbound-rtp', kind: 'video', mid: '3', framesReceived: 'many', bytesReceived: 900 },
    { type: 'outbound-rtp', kind: 'video', mid: '9', framesSent: 1, bytesSent: 1 },
  ];
  const purposes = new Map([
    ['2', 'screen'],
    ['3', 'camera'],
  ] as const);

  it('are read from the line that is for the picture, each way', () => {
    expect(pictureCounts(entries, purposes, 'outbound-rtp')).toEqual({ camera: null, screen: sent(5, 500) });
    expect(pictureCounts(entries, purposes, 'inbound-rtp')).toEqual({ camera: null, screen: sent(7, 700) });
  });
});
