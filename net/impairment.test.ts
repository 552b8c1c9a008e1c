import { describe, expect, it } from 'vitest';
import { createDice } from '../bench/dice.ts';
import { CLEAR, type Impairment, Path } from './impairment.ts';

const TCP = new Uint8Array(1000);
const UDP = Uint8Array.from({ length: 200 }, (_, i) => (i === 9 ? 17 : 0));
const PACKETS = 20_000;

function path(impairment: Partial<Impairment>, seed = 1): Path {
  const it = new Path(createDice(seed));
  it.impairment = { ...CLEAR, ...impairment };
  return it;
}

/** Arrivals of packets sent every `everyMs`. */
function send(through: Path, count: number, everyMs = 20): (readonly number[])[] {
  return Array.from({ length: count }, (_, i) => through.arrivals(UDP, i * everyMs));
}

describe('a path', () => {
  it('delays every packet and keeps their order when it is clear', () => {
    expect(send(path({ delayMs: 25 }), 3)).toEqual([[25], [45], [65]]);
  });

  it('loses the share it is told to, give or take three deviations', () => {
    const lost = send(path({ lossRatio: 0.05 }), PACKETS).filter((times) => times.length === 0).length;
    expect(Math.abs(lost / PACKETS - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / PACKETS));
  });

  it('loses in bursts of the mean length that leaving them gives', () => {
    const fates = send(path({ burst: { enterRatio: 0.01, leaveRatio: 0.25 } }), PACKETS).map((it) => it.length === 0);
    const bursts = fates.filter((lost, i) => lost && !fates[i - 1]).length;
    const lost = fates.filter(Boolean).length;
    expect(lost / bursts).toBeGreaterThan(3.4); // 1 / 0.25 = 4
    expect(lost / bursts).toBeLessThan(4.6);
  });

  it('does the same in every run with the same seed, and something else with another', () => {
    const fates = (seed: number) =>
      send(path({ lossRatio: 0.5 }, seed), 100)
        .map((it) => it.length)
        .join('');
    expect(fates(3)).toBe(fates(3));
    expect(fates(3)).not.toBe(fates(4));
  });

  it('lets nothing through when it is down, and no UDP when that is blocked', () => {
    expect(path({ isUp: false }).arrivals(TCP, 0)).toEqual([]);
    expect(path({ blocksUdp: true }).arrivals(UDP, 0)).toEqual([]);
    expect(path({ blocksUdp: true }).arrivals(TCP, 0)).toHaveLength(1);
  });

  it('sends at the rate of its bottleneck and drops what the queue cannot hold', () => {
    const narrow = path({ delayMs: 0, rate: { bitsPerS: 16_000, queuePackets: 4 } }); // 200 bytes take 100 ms
    const arrivals = Array.from({ length: 10 }, () => narrow.arrivals(UDP, 0));
    expect(arrivals.flat()).toEqual([100, 200, 300, 400, 500]);
  });

  it('keeps a place in the queue for a packet, long or short', () => {
    const narrow = path({ delayMs: 0, rate: { bitsPerS: 16_000, queuePackets: 2 } });
    const long = new Uint8Array(2_000); // takes a second
    expect([long, UDP, UDP, UDP].flatMap((it) => narrow.arrivals(it, 0))).toEqual([1_000, 1_100, 1_200]);
    expect(narrow.arrivals(UDP, 1_000)).toEqual([1_300]);
  });

  it('duplicates and reorders the shares it is told to', () => {
    const twice = send(path({ duplicateRatio: 0.02 }), PACKETS).filter((it) => it.length === 2).length;
    expect(twice / PACKETS).toBeCloseTo(0.02, 2);
    const times = send(path({ reorderRatio: 0.05, delayMs: 100 }), PACKETS).flat();
    const early = times.filter((at, i) => i > 0 && at < times[i - 1]!).length;
    expect(early / PACKETS).toBeCloseTo(0.05, 2);
  });

  it('never delivers before it was sent, whatever the jitter', () => {
    const arrivals = send(path({ delayMs: 10, jitterMs: 100 }), 1_000);
    expect(arrivals.every(([at], i) => at! >= i * 20)).toBe(true);
  });
});
