/**
 * How one's own voice is sent to one person, decided from how their side keeps up with it. Packets that go missing at
 * random call for redundancy, which Opus and retransmission bring along; packets that pile up call for fewer bits. The
 * two differ in the round trip: in front of a narrow link it grows. Pure: every half second one reading goes in.
 *
 * A voice at 20 ms a packet spends 22 kbit/s on headers alone (IP 20, UDP 8, RTP 12, SRTP 10 or 16 bytes), so longer packets
 * save more than a lower bitrate does; their delay costs less than a queue (measured: 0.8 s at 32 kbit/s).
 */
import { type Sending, USUAL_SENDING } from './description.ts';

/** From the quickest to the narrowest; on the wire about 82, 57, 36, 24 and 18 kbit/s. */
export const SHAPES: readonly Sending[] = [
  // Half the usual wait for a packet, and with it half of what the other side's jitter buffer holds.
  { packetMs: 10, bitsPerS: null },
  USUAL_SENDING,
  { packetMs: 40, bitsPerS: 24_000 },
  { packetMs: 60, bitsPerS: 16_000 },
  { packetMs: 60, bitsPerS: 10_000 },
];
const QUICK = 0;
export const USUAL = 1;
const NARROWEST = SHAPES.length - 1;

/** One moment of one's own sending, as both sides see it. */
export interface SendReading {
  readonly atMs: number;
  /** Voice packets sent so far, and how many of them the other side has. */
  readonly sentPackets: number;
  readonly gotPackets: number;
  /** Of the last beat that came back. */
  readonly roundTripMs: number;
  /** People in the call beside oneself. */
  readonly others: number;
}

export interface SendState {
  /** Index into `SHAPES`. */
  readonly shape: number;
  readonly sinceMs: number;
  /** Readings of the last two seconds. */
  readonly recent: readonly SendReading[];
  /** Shortest round trips of the last minute, one every ten seconds. */
  readonly shortest: readonly { readonly atMs: number; readonly roundTripMs: number }[];
  /** Before this no wider shape is tried: the last try went wrong. */
  readonly holdUntilMs: number;
}

const WINDOW_MS = 2_000;
/** Judged no sooner: in a second a few late packets look like many. */
const MIN_WINDOW_MS = 900;
const FORGET_MS = 60_000;
const SHORTEST_EVERY_MS = 10_000;
/** A queue of so much, and so much less arriving than sent, is a link that is too narrow ... */
const QUEUE_MS = 60;
const MISSING_RATIO = 0.08;
/** ... and so much of a queue alone is one, too. */
const LONG_QUEUE_MS = 250;
/** As good as no queue. */
const CALM_MS = 40;
/** No more than a way wavers by itself; what is queued beyond drains before anything is widened. */
const STEADY_MS = 150;
/** A shape that has gone well for so long may be followed by a wider one ... */
const PROVEN_MS = 1_500;
/** ... and after one that went wrong it is left at that for a while. Both together stay below ten seconds. */
const HOLD_MS = 5_000;
/** A wider shape that fails so soon was too wide. */
const TRIAL_MS = 4_000;
/** Ten milliseconds matter only to people who are near, on a way that wavers by few packets and misses none ... */
const NEAR_MS = 60;
const STILL_MS = 30;
const FULL_RATIO = 0.02;
/** ... and what has begun so goes on until it is clearly otherwise; then it is not tried again for a while. */
const FAR_MS = 90;
const QUICK_HOLD_MS = 30_000;
/** With more others twice the packets would weigh on the device and its line. */
const QUICK_OTHERS = 2;

export const FIRST_SENDING: SendState = { shape: USUAL, sinceMs: 0, recent: [], shortest: [], holdUntilMs: 0 };

/** The same with one reading more, and nothing decided. */
export function read(state: SendState, reading: SendReading): SendState {
  const recent = [...state.recent, reading].filter(({ atMs }) => reading.atMs - atMs <= WINDOW_MS);
  return { ...state, recent, shortest: withShortest(state.shortest, reading) };
}

/**
 * @returns the next state; `SHAPES[state.shape]` is how to send from now on: the usual way at first, quicker where people
 *   are near each other and nothing is missed, narrower where the link is
 */
export function nextSending(state: SendState, reading: SendReading): SendState {
  const next = read(state, reading);
  const verdict = judge(next);
  if (verdict === 'narrow' && state.shape < NARROWEST) {
    const isTrial = reading.atMs - state.sinceMs < TRIAL_MS && state.sinceMs > 0;
    // A wider shape that went wrong only goes back; a link that became narrow is emptied first.
    const shape = isTrial ? state.shape + 1 : NARROWEST;
    return { ...next, shape, sinceMs: reading.atMs, recent: [], holdUntilMs: isTrial ? reading.atMs + HOLD_MS : 0 };
  }
  if (state.shape === QUICK) {
    if (staysQuick(next, reading)) return next;
    return { ...next, shape: USUAL, sinceMs: reading.atMs, recent: [], holdUntilMs: reading.atMs + QUICK_HOLD_MS };
  }
  const mayWiden = verdict === 'calm' && reading.atMs >= state.holdUntilMs;
  if (!mayWiden || reading.atMs - state.sinceMs < PROVEN_MS) return next;
  if (state.shape === USUAL && !becomesQuick(next, reading)) return next;
  return { ...next, shape: state.shape - 1, sinceMs: reading.atMs, recent: [] };
}

function becomesQuick({ recent }: SendState, { others }: SendReading): boolean {
  const roundTrips = recent.map(({ roundTripMs }) => roundTripMs);
  const longestMs = Math.max(...roundTrips);
  const isStill = longestMs <= NEAR_MS && longestMs - Math.min(...roundTrips) <= STILL_MS;
  return others <= QUICK_OTHERS && isStill && missingRatioOf(recent) <= FULL_RATIO;
}

function staysQuick({ recent }: SendState, { others }: SendReading): boolean {
  const usualMs = median(recent.map(({ roundTripMs }) => roundTripMs));
  return others <= QUICK_OTHERS && usualMs <= FAR_MS && missingRatioOf(recent) <= MISSING_RATIO;
}

function missingRatioOf(recent: SendState['recent']): number {
  const [first, last] = [recent[0], recent.at(-1)];
  const sent = first && last ? last.sentPackets - first.sentPackets : 0;
  return first && last && sent > 0 ? 1 - (last.gotPackets - first.gotPackets) / sent : 0;
}

/** By how much the last second's round trips are longer than the shortest; null while they are too few. */
export function queueMsOf({ recent, shortest }: SendState): number | null {
  if (recent.length === 0 || shortest.length === 0) return null;
  const baseMs = Math.min(...shortest.map(({ roundTripMs }) => roundTripMs));
  return median(recent.slice(-3).map(({ roundTripMs }) => roundTripMs)) - baseMs;
}

function judge(state: SendState): 'narrow' | 'calm' | 'unclear' {
  const { recent } = state;
  const [first, last, queueMs] = [recent[0], recent.at(-1), queueMsOf(state)];
  if (!first || !last || queueMs === null || last.atMs - first.atMs < MIN_WINDOW_MS) return 'unclear';
  const missingRatio = missingRatioOf(recent);
  if (queueMs > LONG_QUEUE_MS && missingRatio > 0) return 'narrow';
  if (queueMs > QUEUE_MS && missingRatio > MISSING_RATIO) return 'narrow';
  // Where packets vanish without a queue, fewer bits would not help; on a wavering way only a queue that grows tells.
  const half = Math.floor(recent.length / 2);
  const roundTrips = recent.map(({ roundTripMs }) => roundTripMs);
  const growthMs = median(roundTrips.slice(half)) - median(roundTrips.slice(0, half));
  const isSteady = queueMs < STEADY_MS && missingRatio <= 0 && growthMs < CALM_MS;
  return queueMs < CALM_MS || isSteady ? 'calm' : 'unclear';
}

function withShortest(shortest: SendState['shortest'], { atMs, roundTripMs }: SendReading): SendState['shortest'] {
  const known = shortest.filter((it) => atMs - it.atMs <= FORGET_MS);
  const last = known.at(-1);
  if (!last || atMs - last.atMs > SHORTEST_EVERY_MS) return [...known, { atMs, roundTripMs }];
  if (roundTripMs >= last.roundTripMs) return known;
  return [...known.slice(0, -1), { atMs: last.atMs, roundTripMs }];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
