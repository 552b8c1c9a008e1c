import { describe, expect, it } from 'vitest';
import type { CarrierTrouble } from '../call/trouble.ts';
import { afterFailure, afterWaking, type Health, restMs, UNKNOWN_HEALTH } from './breaker.ts';

function failed(times: number, code: CarrierTrouble = 'RELAY_UNREACHABLE'): Health {
  return Array.from({ length: times }).reduce<Health>((health) => afterFailure(health, code), UNKNOWN_HEALTH);
}

describe('a relay that fails', () => {
  it('is tried again anywhere within a time that doubles', () => {
    const longest = [1, 2, 3, 4].map((times) => restMs(failed(times), false, 1));
    expect(longest).toEqual([500, 1000, 2000, 4000]);
    expect(restMs(failed(4), false, 0)).toBe(0);
  });

  it('is left alone for five to ten seconds after five failures', () => {
    expect(failed(4).tripped).toBe(false);
    expect(failed(5).tripped).toBe(true);
    expect([0, 1].map((dice) => restMs(failed(5), false, dice))).toEqual([5000, 10_000]);
    expect(restMs(failed(5000), true, 1)).toBe(10_000);
  });

  it.each<CarrierTrouble>(['RELAY_REFUSED', 'RELAY_BROKEN'])('with %s is left alone at once', (code) => {
    expect(restMs(failed(1, code), false, 0)).toBe(5000);
  });

  it('and had held us is come back to over six seconds', () => {
    expect([0, 0.5, 1].map((dice) => restMs(failed(1, 'RELAY_LOST'), true, dice))).toEqual([0, 3000, 6000]);
  });

  it('is tried at once after a wake-up, but stays suspect', () => {
    expect(afterWaking(failed(5))).toEqual({ failures: 0, tripped: true });
    expect(afterWaking(failed(4))).toEqual(UNKNOWN_HEALTH);
  });
});
