/**
 * How one's own voice is sent to one person, decided from how their side keeps up with it. Packets that go missing at
 * random call for redundancy, which Opus and retransmission bring along; packets that pile up call for fewer bits. The
 * two differ in the round trip: in front of a narrow link it grows. Pure: every half second one reading goes in.
 *
 * A voice at 20 ms a packet spends 22 kbit/s on headers alone (IP 20, UDP 8, RTP 12, SRTP 10 or 16 bytes), so longer packets
 * save more than a lower bitrate does; their delay costs less than a queue (measured: 0.8 s at 32 kbit/s).
 */
import { type Sending, USUAL_SENDING } from './description.ts';

/** From the best to the narrowest; on the wire about 54, 34, 23 and 17 kbit/s. */
export const SHAPES: readonly Sending[] = [
  USUAL_SENDING,
  { packetMs: 40, bitsPerS: 24_000 },
  { packetMs: 60, bitsPerS: 16_000 },
  { packetMs: 60, bitsPerS: 10_000 },
];
const NARROWEST = SHAPES.length - 1;

/** One moment of one's own sending, as both sides see it. */
export interface SendReading {
  readonly atMs: number;
  /** Voice packets sent so far, and how many of them the other side has. */
  readonly sentPackets: number;
  readonly gotPackets: number;
  /** Of the last beat that came back. */
  readonly roundTripMs: number;
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

export const FIRST_SENDING: SendState = { shape: 0, sinceMs: 0, recent: [], shortest: [], holdUntilMs: 0 };

/** @returns the next state; `SHAPES[state.shape]` is how to send from now on */
export function nextSending(state: SendState, reading: SendReading): SendState {
  const recent = [...state.recent, reading].filter(({ atMs }) => reading.atMs - atMs <= WINDOW_MS);
  const shortest = withShortest(state.shortest, reading);
  const next = { ...state, recent, shortest };
  const verdict = judge(next);
  if (verdict === 'narrow' && state.shape < NARROWEST) {
    const isTrial = reading.atMs - state.sinceMs < TRIAL_MS && state.shape > 0;
    // A wider shape that went wrong only goes back; a link that became narrow is emptied first.
    const shape = isTrial ? state.shape + 1 : NARROWEST;
    return { ...next, shape, sinceMs: reading.atMs, recent: [], holdUntilMs: isTrial ? reading.atMs + HOLD_MS : 0 };
  }
  const mayWiden = state.shape > 0 && verdict === 'calm' && reading.atMs >= state.holdUntilMs;
  if (!mayWiden || reading.atMs - state.sinceMs < PROVEN_MS) return next;
  return { ...next, shape: state.shape - 1, sinceMs: reading.atMs, recent: [] };
}

function judge({ recent, shortest }: SendState): 'narrow' | 'calm' | 'unclear' {
  const [first, last] = [recent[0], recent.at(-1)];
  if (!first || !last || last.atMs - first.atMs < MIN_WINDOW_MS) return 'unclear';
  const sent = last.sentPackets - first.sentPackets;
  const missingRatio = sent <= 0 ? 0 : 1 - (last.gotPackets - first.gotPackets) / sent;
  const baseMs = Math.min(...shortest.map(({ roundTripMs }) => roundTripMs));
  const queueMs = median(recent.slice(-3).map(({ roundTripMs }) => roundTripMs)) - baseMs;
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
