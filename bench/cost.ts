import type { Peer, Processor } from './peers/processor.ts';

const RATE_HZ = 48_000;
/** How much sound each gets in one turn; long against a timer's tick, short against the machine's moods. */
const TURN_SAMPLES = RATE_HZ;
const WARM_UP_TURNS = 3;

/** What running costs; shares are of real time: 0.01 keeps one core busy for a hundredth of a call. */
export interface Cost {
  readonly timeShare: number;
  /** Slowest frame against the time the frame lasts: the median over turns of each turn's slowest. */
  readonly worstFrameShare: number;
  /** Time against the reference peer's in the same turn, median over turns. */
  readonly timeRatio: number;
}

/**
 * Runs all peers in turn, again and again, so that whatever else slows the machine slows them alike.
 * @param reference name of the peer that costs 1
 * @param cpuMs processor time used so far, ms with fractions
 */
export function measureCost(
  peers: readonly Peer[],
  reference: string,
  signal: Float32Array,
  turns: number,
  cpuMs: () => number,
): Map<string, Cost> {
  const runners = peers.map((peer) => ({ name: peer.name, run: createTurn(peer.create(), signal, cpuMs) }));
  const seen = new Map(peers.map(({ name }) => [name, { total: [] as number[], worst: [] as number[] }]));
  for (let turn = -WARM_UP_TURNS; turn < turns; turn++) {
    for (const { name, run } of runners) {
      const { totalMs, worstShare } = run();
      if (turn < 0) continue;
      seen.get(name)!.total.push(totalMs);
      seen.get(name)!.worst.push(worstShare);
    }
  }
  const baseline = seen.get(reference)?.total ?? [];
  return new Map(
    [...seen].map(([name, { total, worst }]) => [
      name,
      {
        timeShare: median(total) / (1000 * (TURN_SAMPLES / RATE_HZ)),
        worstFrameShare: median(worst),
        timeRatio: median(total.map((ms, turn) => ms / (baseline[turn] ?? Number.NaN))),
      },
    ]),
  );
}

/** One second of the signal, a different one each time, frame by frame. */
function createTurn(processor: Processor, signal: Float32Array, cpuMs: () => number) {
  const { frameSize } = processor;
  const frameMs = (1000 * frameSize) / RATE_HZ;
  const input = new Float32Array(frameSize);
  const output = new Float32Array(frameSize);
  let position = 0;
  return () => {
    let totalMs = 0;
    let worstMs = 0;
    for (let done = 0; done < TURN_SAMPLES; done += frameSize) {
      for (let n = 0; n < frameSize; n++) input[n] = signal[(position + n) % signal.length]!;
      position += frameSize;
      const startMs = cpuMs();
      processor.process(input, output);
      const tookMs = cpuMs() - startMs;
      totalMs += tookMs;
      worstMs = Math.max(worstMs, tookMs);
    }
    return { totalMs, worstShare: worstMs / frameMs };
  };
}

/** Middle value; the mean of the middle two where there are two; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0 ? Number.NaN : (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
