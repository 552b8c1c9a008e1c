import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WayLoss } from './way-loss.ts';

const PACKET_MS = 20;
const READING_MS = 500;
/** Their clock began earlier than ours. */
const AHEAD_MS = 7_000;

/** A seeded generator, uniform in 0..1 (xorshift, Marsaglia 2003). */
function chance(seed: number): () => number {
  let state = seed * 2654435761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

interface Way {
  readonly lossRatio: number;
  readonly delayMs: number;
  readonly jitterMs?: number;
  /** Beats that were lost and sent again. */
  readonly lateBeatRatio?: number;
  /** Time that beats lie about on a busy device, for half of every 48 seconds. */
  readonly busyMs?: number;
  /** Up to so much later than they say they count what was sent, and we what came. */
  readonly slowMs?: number;
  readonly seconds?: number;
}

/** Every packet of a way as it really is, and what the two counts make of it. */
function travelled({ lossRatio, delayMs, jitterMs = 0, lateBeatRatio = 0, busyMs = 0, slowMs = 0, seconds = 45 }: Way) {
  const dice = chance(3);
  const arrivals: number[] = [];
  let lost = 0;
  const sentUntil = (ms: number) => Math.floor(ms / PACKET_MS) + 1;
  for (let ms = 0; ms < 1000 * seconds; ms += PACKET_MS) {
    if (dice() < lossRatio) lost++;
    else arrivals.push(ms + delayMs + (2 * dice() - 1) * jitterMs);
  }
  const events: (readonly [number, () => void])[] = [];
  const way = new WayLoss();
  for (let ms = 100; ms < 1000 * seconds; ms += READING_MS) {
    const [slowHereMs, slowThereMs] = [slowMs * dice(), slowMs * dice()];
    const come = arrivals.filter((it) => it <= ms + 130 + slowHereMs).length;
    events.push([ms + 130 + slowHereMs, () => way.received(come, ms + 130)]);
    const saidMs = ms + 350;
    const onTheWayMs =
      delayMs + slowMs * dice() + (dice() < lateBeatRatio ? 3 * delayMs : 0) + (ms % 48_000 < 24_000 ? 0 : busyMs);
    const said = { sentPackets: sentUntil(ms + slowThereMs), countedMs: ms + AHEAD_MS, saidMs: saidMs + AHEAD_MS };
    events.push([saidMs + onTheWayMs, () => way.said(said, saidMs + onTheWayMs)]);
  }
  for (const [, happens] of events.sort(([a], [b]) => a - b)) happens();
  return { way, lostRatio: lost / sentUntil(1000 * seconds) };
}

const ratioOf = (way: WayLoss) => (way.count?.lostPackets ?? 0) / (way.count?.sentPackets ?? 1);

describe('what is lost on the way', () => {
  it.each([
    [0, 10],
    [0.03, 25],
    [0.05, 125],
    [0.09, 200],
    [0.25, 400],
  ])('is a share of %f at %i ms each way', (lossRatio, delayMs) => {
    const { way, lostRatio } = travelled({ lossRatio, delayMs });
    expect(Math.abs(ratioOf(way) - lostRatio)).toBeLessThan(0.005);
  });

  it('is not what wavers, nor beats that were sent again', () => {
    const { way, lostRatio } = travelled({ lossRatio: 0.03, delayMs: 125, jitterMs: 40, lateBeatRatio: 0.3 });
    expect(Math.abs(ratioOf(way) - lostRatio)).toBeLessThan(0.006);
    expect(ratioOf(travelled({ lossRatio: 0, delayMs: 60, jitterMs: 40 }).way)).toBeLessThan(0.005);
  });

  it('is what it is on a device that is busy now and then', () => {
    const { way, lostRatio } = travelled({ lossRatio: 0.03, delayMs: 50, busyMs: 300, seconds: 144 });
    expect(Math.abs(ratioOf(way) - lostRatio)).toBeLessThan(0.005);
    const slow = travelled({ lossRatio: 0.05, delayMs: 50, lateBeatRatio: 0.3, slowMs: 450, seconds: 60 });
    expect(Math.abs(ratioOf(slow.way) - slow.lostRatio)).toBeLessThan(0.015);
  });

  it('is not known before two counts of either side, nor where a browser does not count', () => {
    const way = new WayLoss();
    for (let ms = 0; ms < 5_000; ms += 500) way.said({ sentPackets: ms, countedMs: ms, saidMs: ms }, ms);
    expect(way.count).toBeNull();
    for (let ms = 0; ms < 5_000; ms += 500) way.received(0, ms);
    expect(way.count).toBeNull();
    const silent = new WayLoss();
    for (let ms = 1; ms < 5_000; ms += 500) {
      silent.said({ sentPackets: 0, countedMs: ms, saidMs: ms }, ms);
      silent.received(ms, ms);
    }
    expect(silent.count).toBeNull();
  });

  it('goes on with a connection that counts from zero', () => {
    const { way } = travelled({ lossRatio: 0.1, delayMs: 50 });
    const before = way.count!;
    for (let n = 1; n <= 20; n++) {
      const atMs = 60_000 + 500 * n;
      way.received(25 * n, atMs);
      way.said({ sentPackets: 25 * n, countedMs: atMs - 100 + AHEAD_MS, saidMs: atMs + AHEAD_MS }, atMs + 50);
    }
    expect(way.count!.lostPackets - before.lostPackets).toBeLessThan(5);
    expect(way.count!.sentPackets).toBeGreaterThan(before.sentPackets + 300);
  });

  it('tells of the last stretch alone, too', () => {
    const way = new WayLoss();
    const step = (sentPackets: number, received: number, ms: number) => {
      way.received(received, ms);
      way.said({ sentPackets, countedMs: ms, saidMs: ms }, ms);
    };
    step(100, 100, 500);
    step(150, 150, 1_000);
    expect(way.count).toEqual({ sentPackets: 50, lostPackets: 0, latestRatio: 0 });
    step(200, 190, 1_500);
    expect(way.count).toEqual({ sentPackets: 100, lostPackets: 10, latestRatio: 0.2 });
  });

  it('stays within bounds whatever is said', () => {
    const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, number, fc.nat(10_000)), { maxLength: 80 }), (all) => {
        const way = new WayLoss();
        for (const [n, [sentPackets, countedMs, saidMs, packets]] of all.entries()) {
          way.received(packets, 500 * n);
          way.said({ sentPackets, countedMs, saidMs }, 500 * n + 100);
          const { count } = way;
          if (!count) continue;
          expect(count.latestRatio).toBeGreaterThanOrEqual(0);
          expect(count.latestRatio).toBeLessThanOrEqual(1);
          expect(Number.isFinite(count.sentPackets) && Number.isFinite(count.lostPackets)).toBe(true);
        }
      }),
    );
  });
});
