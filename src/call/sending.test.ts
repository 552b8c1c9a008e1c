import { describe, expect, it } from 'vitest';
import { FIRST_SENDING, nextSending, type SendState, SHAPES } from './sending.ts';

/** Bits per second of the voice on the wire: payload, and 62 bytes around every packet. */
function wireBitsPerS(shape: number): number {
  const { packetMs, bitsPerS } = SHAPES[shape]!;
  return (bitsPerS ?? 32_000) + (62 * 8 * 1000) / packetMs;
}

/** A bottleneck with a queue, in front of it the voice, and a beat twice a second through the same queue. */
class Link {
  state: SendState = FIRST_SENDING;
  nowMs = 0;
  readonly shapes: { atMs: number; shape: number }[] = [];
  #queueBits = 0;
  #sent = 0;
  #got = 0;

  queueMs(bitsPerS: number): number {
    return (1000 * this.#queueBits) / bitsPerS;
  }

  run(
    seconds: number,
    bitsPerS: number,
    { lossRatio = 0, jitterMs = 0, queueBits = 32_000, wayMs = 50, others = 1 } = {},
  ): void {
    for (const endMs = this.nowMs + seconds * 1000; this.nowMs < endMs; this.nowMs += 500) {
      const packets = 500 / SHAPES[this.state.shape]!.packetMs;
      const offered = wireBitsPerS(this.state.shape) / 2 + 1_500;
      const room = Math.max(0, queueBits - this.#queueBits) + bitsPerS / 2;
      const passedRatio = Math.min(1, room / offered);
      this.#queueBits = Math.max(0, Math.min(queueBits, this.#queueBits + offered - bitsPerS / 2));
      this.#sent += packets;
      this.#got += packets * passedRatio * (1 - lossRatio);
      const wobbleMs = jitterMs * Math.abs(Math.sin(this.nowMs));
      const lateMs = (1000 * this.#queueBits) / bitsPerS + wobbleMs;
      const roundTripMs = wayMs + lateMs;
      const before = this.state.shape;
      this.state = nextSending(this.state, {
        atMs: this.nowMs,
        sentPackets: this.#sent,
        gotPackets: this.#got,
        roundTripMs,
        lateMs,
        others,
      });
      if (this.state.shape !== before) this.shapes.push({ atMs: this.nowMs, shape: this.state.shape });
    }
  }
}

describe('how a voice is sent', () => {
  it('becomes quick once where people are near and nothing is missed', () => {
    const link = new Link();
    link.run(60, 1e6);
    expect(link.shapes.map(({ shape }) => shape)).toEqual([0]);
    expect(link.shapes[0]!.atMs).toBeLessThanOrEqual(3_000);
  });

  it('stays as it is on a far link, with many others, and under random loss, which fewer bits would not heal', () => {
    for (const trouble of [{ wayMs: 100 }, { others: 3 }, { lossRatio: 0.05 }, { lossRatio: 0.2 }]) {
      const link = new Link();
      link.run(60, 1e6, trouble);
      expect(link.shapes).toEqual([]);
    }
  });

  it.each([{ wayMs: 150 }, { others: 3 }, { lossRatio: 0.1 }])(
    'is no longer quick with %o, and soon not again',
    (trouble) => {
      const link = new Link();
      link.run(5, 1e6);
      link.run(3, 1e6, trouble);
      expect(link.state.shape).toBe(1);
      const leftMs = link.shapes.at(-1)!.atMs;
      link.run(60, 1e6);
      expect(link.state.shape).toBe(0);
      expect(link.shapes.at(-1)!.atMs - leftMs).toBeGreaterThanOrEqual(30_000);
    },
  );

  it('is not upset by one late beat', () => {
    const link = new Link();
    link.run(5, 1e6);
    link.run(0.5, 1e6, { wayMs: 400 });
    link.run(10, 1e6);
    expect(link.state.shape).toBe(0);
    expect(link.shapes.length).toBe(1);
  });

  it('is not frightened by a far and wavering path', () => {
    const link = new Link();
    link.run(60, 1e6, { jitterMs: 200 });
    expect(link.shapes).toEqual([]);
  });

  it('fits into 32 kbit/s within two seconds and is not wide there for long', () => {
    const link = new Link();
    link.run(5, 1e6);
    link.run(30, 32_000);
    expect(link.shapes[0]!.atMs).toBeLessThanOrEqual(7_000);
    const wide = link.shapes.filter(({ atMs, shape }) => atMs > 5_000 && shape <= 1);
    expect(wide).toEqual([]);
  });

  it('takes a try back before a queue is long, and sends nothing twice where queues overflow', () => {
    const link = new Link();
    link.run(5, 1e6);
    link.run(10, 32_000);
    let longestMs = 0;
    for (let turn = 0; turn < 80; turn++) {
      link.run(0.5, 32_000);
      longestMs = Math.max(longestMs, link.queueMs(32_000));
    }
    expect(link.shapes.some(({ atMs, shape }) => atMs > 15_000 && shape === 2)).toBe(true);
    expect(longestMs).toBeLessThan(350);
    expect(SHAPES.map(({ retransmits }) => retransmits)).toEqual([true, true, false, false, false]);
  });

  it('tries a wider shape on a wavering way, too', () => {
    const link = new Link();
    link.run(5, 1e6);
    link.run(10, 25_000);
    link.run(30, 1e6, { jitterMs: 120 });
    expect(link.state.shape).toBeLessThanOrEqual(1);
  });

  it.each([25_000, 32_000, 40_000])('is back to full quality within ten seconds after a limit of %d bit/s', (limit) => {
    const link = new Link();
    link.run(5, 1e6);
    link.run(30, limit);
    const endMs = link.nowMs;
    link.run(20, 1e6);
    const full = link.shapes.find(({ atMs, shape }) => atMs > endMs && shape <= 1);
    expect(full!.atMs - endMs).toBeLessThanOrEqual(10_000);
    expect(link.state.shape).toBe(0);
  });

  it('fits every shape into the link it is for', () => {
    expect(SHAPES.map((_, shape) => Math.round(wireBitsPerS(shape) / 1000))).toEqual([82, 57, 36, 24, 18]);
  });
});
