import { describe, expect, it } from 'vitest';
import type { Beat } from '../call/messages.ts';
import { SHAPES } from '../call/sending.ts';
import { PairCare } from './pair-care.ts';

const LOOK_MS = 500;
const PACKETS = 25;

/** Two sides of a way with a queue, of which each packet that is lost is sent again, some of them twice. */
async function sending(seconds: number, repeats: number) {
  let [nowMs, looks] = [0, 0];
  const shapes: unknown[] = [];
  const care = new PairCare({
    peer: {
      purposes: () => new Map(),
      stats: async () => {
        looks++;
        const again = repeats * looks;
        const [sent, got] = [PACKETS * looks + again, PACKETS * looks];
        return [
          {
            type: 'outbound-rtp',
            kind: 'audio',
            mid: '0',
            packetsSent: sent,
            retransmittedPacketsSent: again,
          },
          { type: 'inbound-rtp', kind: 'audio', mid: '0', packetsReceived: got },
          { type: 'transport', packetsSent: sent, packetsReceived: got },
        ];
      },
      setBufferMs: () => undefined,
    },
    negotiation: { shape: (shape) => shapes.push(shape) },
    nowMs: () => nowMs,
    isSoundExpected: () => true,
    others: () => 1,
    flowing: () => undefined,
    shown: () => ({ camera: false, screen: false }),
    changed: () => undefined,
    log: () => undefined,
  });
  care.begin();
  for (let n = 1; n <= (1000 * seconds) / LOOK_MS; n++) {
    nowMs += LOOK_MS;
    await care.look();
    const { number, sentPackets, countedMs, saidMs, lateMs } = care.beat();
    // After two seconds the way takes half a second longer.
    nowMs += n < 5 ? 100 : 600;
    care.heard({
      kind: 'beat',
      number,
      echo: number,
      heldMs: 0,
      gotPackets: PACKETS * looks,
      sentPackets,
      countedMs,
      saidMs,
      lateMs,
    });
    nowMs -= n < 5 ? 100 : 600;
  }
  return { care, shapes };
}

/** One's own end, with what the browser would count and a clock. */
function makeEnd() {
  const told = { nowMs: 0, flowing: [] as number[], shapes: [] as number[] };
  const inbound = { type: 'inbound-rtp', kind: 'audio', packetsReceived: 0 } as Record<string, unknown>;
  const outbound = { type: 'outbound-rtp', kind: 'audio', packetsSent: 0 };
  const care = new PairCare({
    peer: { stats: async () => [inbound, outbound], setBufferMs: () => undefined, purposes: () => new Map() },
    negotiation: { shape: (sending) => void told.shapes.push(SHAPES.indexOf(sending)) },
    nowMs: () => told.nowMs,
    isSoundExpected: () => true,
    others: () => 1,
    flowing: (agoMs) => void told.flowing.push(agoMs),
    shown: () => ({ camera: false, screen: false }),
    changed: () => undefined,
    log: () => undefined,
  });
  return { care, told, inbound, outbound };
}

/** Theirs, 20 ms away. */
const beat = (number: number, change: Partial<Beat>): Beat => ({
  kind: 'beat',
  number,
  echo: number,
  heldMs: 0,
  gotPackets: 0,
  sentPackets: 0,
  countedMs: 0,
  saidMs: number * 500,
  lateMs: 0,
  ...change,
});

describe('the care for a pair', () => {
  it('does not take what was sent again for what went missing', async () => {
    expect((await sending(20, 5)).shapes).toEqual([]);
  });

  it('tells what was sent, so that the other side knows what was lost', async () => {
    const { care } = await sending(5, 0);
    const beat = care.beat();
    expect(beat).toMatchObject({ sentPackets: 10 * PACKETS, countedMs: 5_000, saidMs: 5_000 });
    expect(care.way?.lostPackets).toBe(0);
    expect(care.way?.sentPackets).toBeGreaterThan(5 * PACKETS);
  });

  it('sends less when their beats say so, though none of its own arrive any more', async () => {
    const { care, told, outbound } = makeEnd();
    for (let number = 1; number <= 12; number++) {
      told.nowMs = number * 500;
      outbound.packetsSent += 25;
      await care.look();
      care.beat();
      // After six their beats go on repeating the sixth, and half of the voice is missing there.
      const isLost = number > 6;
      const gotPackets = isLost ? 150 + (number - 6) * 12 : number * 25;
      care.heard(
        beat(number, {
          echo: Math.min(number, 6),
          heldMs: isLost ? (number - 6) * 500 : 0,
          gotPackets,
          lateMs: isLost ? 400 : 0,
        }),
      );
    }
    expect(told.shapes.at(-1)).toBe(SHAPES.length - 1);
  });

  it('tells how late theirs come, and takes none that was overtaken', () => {
    const { care, told } = makeEnd();
    for (const [number, wayMs] of [
      [1, 20],
      [2, 20],
      [4, 320],
      [3, 900],
    ] as const) {
      told.nowMs = number * 500 + wayMs;
      care.heard(beat(number, { echo: 0 }));
    }
    expect(care.beat()).toMatchObject({ echo: 4, lateMs: 300, saidMs: told.nowMs });
  });

  it('says when a voice packet came last, where the browser tells', async () => {
    const { care, told, inbound } = makeEnd();
    await care.look();
    Object.assign(inbound, { timestamp: 5_000.5, lastPacketReceivedTimestamp: 4_980 });
    await care.look();
    expect(told.flowing).toEqual([20.5]);
  });
});
