import { describe, expect, it } from 'vitest';
import type { CarrierEvents } from '../call/carrier.ts';
import { pingRelay } from './doctor-probes.ts';

/** A clock that moves from one thing that is due to the next, and a relay behind a line of known width and delay. */
function practice(line: { readonly delayMs: number; readonly bitsPerS: number; readonly delivers: boolean }) {
  let nowMs = 0;
  const due: { atMs: number; act: () => void }[] = [];
  const after = (delayMs: number, act: () => void) => {
    const entry = { atMs: nowMs + delayMs, act };
    due.push(entry);
    return () => void due.splice(due.indexOf(entry), due.includes(entry) ? 1 : 0);
  };
  let freeAtMs = 0;
  const openCarrier = (_options: unknown, events: CarrierEvents) => {
    after(30, () => events.changed({ phase: 'open' } as Parameters<CarrierEvents['changed']>[0]));
    return {
      join: () => undefined,
      close: () => undefined,
      send(topic: string, sealed: Uint8Array) {
        freeAtMs = Math.max(nowMs, freeAtMs) + (8000 * sealed.length) / line.bitsPerS;
        if (line.delivers) after(freeAtMs - nowMs + line.delayMs, () => events.received(topic, sealed));
      },
    };
  };
  const doors = { openCarrier, after, nowMs: () => nowMs, dice: (count: number) => new Uint8Array(count) };
  const run = async () => {
    const asked = pingRelay(doors as unknown as Parameters<typeof pingRelay>[0], [], new AbortController().signal);
    let isDone = false;
    void asked.then(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = due.sort((a, b) => a.atMs - b.atMs).shift();
      nowMs = next?.atMs ?? nowMs;
      next?.act();
    }
    return { found: await asked, tookMs: nowMs };
  };
  return { run };
}

describe('the way to the relay and back', () => {
  it.each([
    [50, 1_000_000],
    [200, 300_000],
    [600, 100_000],
  ])('of %i ms and %i bit/s is found as it is', async (delayMs, bitsPerS) => {
    const { found, tookMs } = await practice({ delayMs, bitsPerS, delivers: true }).run();
    if (typeof found === 'string') throw new Error(found);
    expect(found.roundTripsMs.length).toBe(5);
    for (const roundTripMs of found.roundTripsMs) expect(Math.abs(roundTripMs - delayMs)).toBeLessThan(5);
    expect(Math.abs((found.bitsPerS ?? 0) / bitsPerS - 1)).toBeLessThan(0.1);
    expect(tookMs).toBeLessThan(8_000);
  });

  it('is not measured where nothing comes back', async () => {
    const { found, tookMs } = await practice({ delayMs: 50, bitsPerS: 1e6, delivers: false }).run();
    expect(found).toEqual({ roundTripsMs: [], bitsPerS: null });
    expect(tookMs).toBeLessThan(3_500);
  });
});
