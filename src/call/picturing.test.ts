import { describe, expect, it } from 'vitest';
import {
  FIRST_PICTURES,
  mayTouchVoice,
  meantOf,
  nextPictures,
  PICTURE_KINDS,
  type PictureBound,
  type PictureReading,
  type PictureState,
  RUNGS,
} from './picturing.ts';

const VOICE_BITS_PER_S = 54_000;
const BOTH = { screen: true, camera: true };
const SCREEN = { screen: true, camera: false };

/** A bottleneck with a queue, and before it a voice and pictures whose browser finds their rate by itself, roughly. */
class Way {
  state: PictureState = FIRST_PICTURES;
  nowMs = 0;
  shown = BOTH;
  readonly rungs: { atMs: number; rung: number }[] = [];
  /** Time in which the voice stood in a queue of more than a fifth of a second. */
  lateMs = 0;
  #found = 300_000;
  #queueBits = 0;
  #last: PictureReading | null = null;

  run(seconds: number, bitsPerS: number, other: Partial<PictureReading> = {}): void {
    for (const endMs = this.nowMs + seconds * 1000; this.nowMs < endMs; this.nowMs += 500) {
      const bounds = RUNGS[this.state.rung]!;
      const wished =
        (this.shown.screen ? bitsOf(bounds.screen, 2_500_000) : 0) +
        (this.shown.camera ? bitsOf(bounds.camera, 500_000) : 0);
      const pictures = Math.min(wished, this.#found);
      this.#queueBits = Math.max(0, this.#queueBits + (VOICE_BITS_PER_S + pictures - bitsPerS) / 2);
      const queueMs = Math.min(1_000, (1000 * this.#queueBits) / bitsPerS);
      this.#queueBits = (queueMs * bitsPerS) / 1000;
      if (queueMs > 200) this.lateMs += 500;
      if (pictures > 0)
        this.#found = queueMs > 80 ? Math.max(30_000, 0.8 * (bitsPerS - VOICE_BITS_PER_S)) : this.#found * 1.1;
      this.#last = {
        atMs: this.nowMs,
        queueMs,
        pathQueueMs: queueMs,
        lossRatio: queueMs >= 1_000 ? 0.2 : 0,
        concealedRatio: 0,
        availableBitsPerS: pictures > 0 ? this.#found : null,
        isVoiceWhole: true,
        isFlowing: pictures > 0,
        shown: this.shown,
        ...other,
      };
      const { rung } = this.state;
      this.state = nextPictures(this.state, this.#last);
      if (this.state.rung !== rung) this.rungs.push({ atMs: this.nowMs, rung: this.state.rung });
    }
  }

  get mayTouchVoice(): boolean {
    return this.#last !== null && mayTouchVoice(this.state, this.#last);
  }

  get paused(): readonly string[] {
    const meant = meantOf(this.state, this.shown);
    return PICTURE_KINDS.filter((kind) => meant[kind] === 'paused');
  }
}

const bitsOf = (bound: PictureBound, freeBitsPerS: number): number =>
  bound === 'free' ? freeBitsPerS : bound === 'paused' ? 0 : bound.maxBitsPerS;

describe('how much of a picture is sent', () => {
  it('is all of it where there is room, and where a page is only slow or a path wavers', () => {
    for (const other of [
      {},
      { queueMs: 400 },
      { queueMs: 400, pathQueueMs: null, availableBitsPerS: 3e6 },
      { pathQueueMs: 90 },
    ]) {
      const way = new Way();
      way.run(60, 10e6, other);
      expect(way.rungs).toEqual([]);
    }
  });

  it('is nothing within a second where a voice has just room, and the voice is not touched before', () => {
    const way = new Way();
    way.run(10, 10e6);
    expect(way.mayTouchVoice).toBe(false);
    way.run(1, 70_000);
    expect(way.paused).toEqual(['screen', 'camera']);
    expect(way.mayTouchVoice).toBe(false);
    way.run(3, 70_000);
    expect(way.mayTouchVoice).toBe(true);
  });

  it('costs the voice less and less where it is tried again in vain', () => {
    const way = new Way();
    way.run(10, 10e6);
    way.run(60, 70_000);
    const tries = (from: number) => way.rungs.filter(({ atMs, rung }) => atMs >= from && rung < 5).length;
    const before = way.lateMs;
    const fromMs = way.nowMs;
    way.run(120, 70_000);
    expect(tries(fromMs)).toBeLessThanOrEqual(3);
    expect(way.lateMs - before).toBeLessThanOrEqual(4_000);
  });

  it('pauses the camera and keeps the screen where there is room for one', () => {
    const way = new Way();
    way.run(10, 10e6);
    way.run(60, 400_000);
    const { rung } = way.state;
    expect([rung, way.paused]).toEqual([rung, rung === 5 ? ['screen', 'camera'] : ['camera']]);
    expect(way.rungs.some((it) => it.rung === 4 || it.rung === 3)).toBe(true);
  });

  it.each([70_000, 150_000, 400_000])('is whole again within 75 seconds after a limit of %d bit/s', (limit) => {
    const way = new Way();
    way.run(10, 10e6);
    way.run(40, limit);
    way.run(75, 10e6);
    expect(way.state.rung).toBe(0);
  });

  it('is nothing while the voice itself is narrowed, from the first moment on', () => {
    const way = new Way();
    way.shown = { screen: false, camera: false };
    way.run(5, 10e6, { isVoiceWhole: false });
    way.shown = SCREEN;
    way.run(1, 10e6, { isVoiceWhole: false, isFlowing: true });
    expect(way.paused).toEqual(['screen']);
    expect(way.mayTouchVoice).toBe(false); // something of a picture is still on its way
    way.run(2, 10e6, { isVoiceWhole: false });
    expect(way.mayTouchVoice).toBe(true);
  });

  it('is nothing at once before a long queue, and while the voice is narrowed, however calm the way', () => {
    for (const other of [
      { queueMs: 400, pathQueueMs: 400, availableBitsPerS: null },
      { lossRatio: 0.3, availableBitsPerS: null },
      { isVoiceWhole: false },
    ]) {
      const way = new Way();
      way.run(10, 10e6);
      way.run(0.5, 10e6, other);
      expect(way.paused, JSON.stringify(other)).toEqual(['screen', 'camera']);
    }
    const way = new Way();
    way.run(10, 10e6);
    way.run(60, 10e6, { isVoiceWhole: false });
    expect(way.rungs.map(({ rung }) => rung)).toEqual([5]);
  });

  it('gives way to a voice whose packets vanish, and stays where they vanish without it, too', () => {
    const way = new Way();
    way.shown = SCREEN;
    way.run(10, 10e6);
    way.run(10, 10e6, { lossRatio: 0.1, availableBitsPerS: 3_000_000 });
    expect(way.paused).toEqual(['screen']);
    way.run(40, 10e6, { lossRatio: 0.1 });
    expect(way.state.rung).toBe(0);
  });

  it('gives way to a voice of which the other side makes up more than before', () => {
    const way = new Way();
    way.shown = SCREEN;
    way.run(10, 10e6);
    way.run(3, 10e6, { lossRatio: 0.02, concealedRatio: 0.08 });
    expect(way.state.rung).toBeGreaterThan(0);
  });

  it('takes the steps that change something of what is shown, and no other', () => {
    const way = new Way();
    way.shown = SCREEN;
    way.run(10, 10e6);
    way.run(1, 10e6, { queueMs: 150, pathQueueMs: 150 });
    expect(RUNGS[way.state.rung]!.screen).not.toBe('free');
    way.run(20, 10e6);
    expect(way.rungs.map(({ rung }) => rung)).toEqual([3, 0]);
  });

  it('leaves the voice to its own rule where nothing is shown', () => {
    const way = new Way();
    way.shown = { screen: false, camera: false };
    way.run(10, 30_000);
    expect([way.rungs, way.mayTouchVoice]).toEqual([[], true]);
  });
});
