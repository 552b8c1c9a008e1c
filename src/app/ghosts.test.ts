import { describe, expect, it } from 'vitest';
import { beginsAnew } from './ghosts.ts';
import type { Pair } from './pair-types.ts';

const ANNA = new Uint8Array(32).fill(1);
const MALLORY = new Uint8Array(32).fill(2);

const waitedFor = (key: Uint8Array | null) => ({
  id: 'a',
  pair: { pairing: { theirKey: () => key } } as unknown as Pair,
});

describe('an offer from a session that is waited for', () => {
  it('begins anew only under the key that was proven before', () => {
    expect(beginsAnew(waitedFor(ANNA), { theirKey: () => ANNA.slice() })).toBe(true);
    expect(beginsAnew(waitedFor(ANNA), { theirKey: () => MALLORY })).toBe(false);
    expect(beginsAnew(waitedFor(ANNA), { theirKey: () => null })).toBe(false);
    expect(beginsAnew(waitedFor(null), { theirKey: () => ANNA })).toBe(false);
  });
});
