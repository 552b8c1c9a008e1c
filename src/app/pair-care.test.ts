import { describe, expect, it } from 'vitest';
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
    shown: () => ({ camera: false, screen: false }),
    changed: () => undefined,
    log: () => undefined,
  });
  care.begin();
  for (let n = 1; n <= (1000 * seconds) / LOOK_MS; n++) {
    nowMs += LOOK_MS;
    await care.look();
    const { number, sentPackets, countedMs, saidMs } = care.beat();
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
    });
    nowMs -= n < 5 ? 100 : 600;
  }
  return { care, shapes };
}

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
});
