import { describe, expect, it } from 'vitest';
import { MAX_SEEN, SeenHellos } from './seen.ts';

function sidOf(number: number): Uint8Array {
  const sid = new Uint8Array(16);
  new DataView(sid.buffer).setUint32(12, number);
  return sid;
}

describe('seen greetings', () => {
  it('are remembered for 10 minutes, before and after by the clock', () => {
    const seen = new SeenHellos();
    seen.add(sidOf(1), sidOf(2), 1003, 1000);
    expect(seen.clockAheadS(sidOf(1), 1600)).toBe(3);
    expect(seen.clockAheadS(sidOf(1), 1601)).toBeNull();
    expect(seen.clockAheadS(sidOf(1), 399)).toBeNull();
    expect(seen.clockAheadS(sidOf(2), 1000)).toBeNull();
    expect(seen.hasEphemeral(sidOf(2), 1600)).toBe(true);
    expect(seen.hasEphemeral(sidOf(1), 1000)).toBe(false);
  });

  it('are bounded: the oldest makes room', () => {
    const seen = new SeenHellos();
    for (let i = 0; i <= MAX_SEEN; i++) seen.add(sidOf(i), sidOf(i), 0, 0);
    expect(seen.clockAheadS(sidOf(0), 0)).toBeNull();
    expect(seen.clockAheadS(sidOf(1), 0)).toBe(0);
    expect(seen.clockAheadS(sidOf(MAX_SEEN), 0)).toBe(0);
  });

  it('count as young again when they come back', () => {
    const seen = new SeenHellos();
    seen.add(sidOf(0), sidOf(0), 0, 0);
    for (let i = 1; i < MAX_SEEN; i++) seen.add(sidOf(i), sidOf(i), 0, 0);
    seen.add(sidOf(0), sidOf(0), 0, 0);
    seen.add(sidOf(MAX_SEEN), sidOf(MAX_SEEN), 0, 0);
    expect(seen.clockAheadS(sidOf(0), 0)).toBe(0);
    expect(seen.clockAheadS(sidOf(1), 0)).toBeNull();
  });
});
