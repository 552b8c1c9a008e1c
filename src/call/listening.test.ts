import { describe, expect, it } from 'vitest';
import { firstListening, type ListenReading, type ListenState, nextListening } from './listening.ts';

interface Second {
  readonly packets?: number;
  readonly power?: number;
  readonly asked?: number;
  readonly roundTripMs?: number;
  readonly expected?: boolean;
}

/** A second of each, one after the other. */
function hear(seconds: readonly Second[]): ListenState[] {
  let state = firstListening(0);
  const sum = { packets: 0, energy: 0, askedAgain: 0 };
  return seconds.map(({ packets = 50, power = 1e-4, asked = 0, roundTripMs = 50, expected = true }, index) => {
    sum.packets += packets;
    sum.energy += power;
    sum.askedAgain += asked;
    const reading: ListenReading = { atMs: (index + 1) * 1000, seconds: index + 1, roundTripMs, ...sum };
    state = nextListening(state, reading, expected);
    return state;
  });
}

const many = (count: number, second: Second) => Array.from({ length: count }, () => second);

describe('listening to somebody', () => {
  it('hears a voice, and pauses in it', () => {
    expect(hear([...many(5, {}), ...many(20, { power: 1e-8 })]).some(({ isSilent }) => isSilent)).toBe(false);
  });

  it('says within three seconds that no packets come, and takes it back with the first', () => {
    const states = hear([...many(5, {}), ...many(3, { packets: 0, power: 0 }), {}]);
    expect(states.map(({ isSilent }) => isSilent)).toEqual([...Array(7).fill(false), true, false]);
  });

  it('says that packets carry nothing, but not in a second of silence', () => {
    const states = hear([...many(5, {}), ...many(8, { power: 0 })]);
    expect(states.findIndex(({ isSilent }) => isSilent)).toBe(11);
  });

  it('expects nothing of somebody who is muted, and gives them time afterwards', () => {
    const quiet = { packets: 0, power: 0 };
    const states = hear([{}, ...many(20, { ...quiet, expected: false }), quiet, quiet, {}]);
    expect(states.some(({ isSilent }) => isSilent)).toBe(false);
  });

  it('waits for packets that are asked for again, as long as some are missing and a while after', () => {
    const states = hear([{}, ...many(5, { asked: 3 }), ...many(20, {})]);
    expect(states[0]!.bufferMs).toBeNull();
    expect(states[5]!.bufferMs).toBe(160);
    expect(states[19]!.bufferMs).toBe(160);
    expect(states.at(-1)!.bufferMs).toBeNull();
  });

  it('does not wait for packets that are lost in a full queue', () => {
    const queued = { asked: 20, roundTripMs: 220 };
    const near = many(3, { roundTripMs: 50 });
    expect(hear([...near, ...many(4, queued)]).map(({ bufferMs }) => bufferMs)).toEqual(Array(7).fill(null));
    // A way that is as long from the beginning, or goes on being, is none.
    expect(hear(many(3, queued)).at(-1)!.bufferMs).toBe(400);
    expect(hear([...near, ...many(10, queued)]).at(-1)!.bufferMs).toBe(400);
  });

  it('does not wait where asking takes longer than a conversation bears', () => {
    expect(hear(many(10, { asked: 5, roundTripMs: 600 })).at(-1)!.bufferMs).toBeNull();
  });

  it('does not follow every waver of the way', () => {
    const targets = hear([{}, ...[50, 60, 45, 70, 52, 66].map((roundTripMs) => ({ asked: 5, roundTripMs }))]);
    expect(new Set(targets.slice(1).map(({ bufferMs }) => bufferMs)).size).toBe(1);
  });
});
