/**
 * How one's own voice is sent to one person, decided from how their side keeps up with it. Packets that go missing at
 * random call for redundancy, which Opus and retransmission bring along; packets that pile up call for fewer bits. The
 * two differ in how late things come: in front of a narrow link a queue grows. Pure: every half second one reading goes in.
 *
 * A voice at 20 ms a packet spends 22 kbit/s on headers alone (IP 20, UDP 8, RTP 12, SRTP 10 or 16 bytes), so longer packets
 * save more than a lower bitrate does; their delay costs less than a queue (measured: 0.8 s at 32 kbit/s). Where packets are
 * lost because a queue is full, sending them again fills it for good (measured: five times as many as the voice's own).
 */
import { type Sending, USUAL_SENDING } from './description.ts';

/** From the quickest to the narrowest; on the wire about 82, 57, 36, 24 and 18 kbit/s. */
export const SHAPES: readonly Sending[] = [
  // Half the usual wait for a packet, and with it half of what the other side's jitter buffer holds.
  { packetMs: 10, bitsPerS: null, retransmits: true },
  USUAL_SENDING,
  { packetMs: 40, bitsPerS: 24_000, retransmits: false },
  { packetMs: 60, bitsPerS: 16_000, retransmits: false },
  { packetMs: 60, bitsPerS: 10_000, retransmits: false },
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
  /** How much later than the quickest of the last minute a beat came to them: the queue on the way there. */
  readonly lateMs: number;
  /** People in the call beside oneself. */
  readonly others: number;
}

export interface SendState {
  /** Index into `SHAPES`. */
  readonly shape: number;
  readonly sinceMs: number;
  /** Readings of the last two seconds. */
  readonly recent: readonly SendReading[];
  /** Before this no wider shape is tried: the last try went wrong. */
  readonly holdUntilMs: number;
  /** How late beats were when this shape was tried after a narrower one; null when it was not, or has proven itself. */
  readonly trial: Trial | null;
}

interface Trial {
  readonly queueMs: number;
  /** Between the shortest and the longest of the window before. */
  readonly spreadMs: number;
}

const WINDOW_MS = 2_000;
/** Judged no sooner: in a second a few late packets look like many. */
const MIN_WINDOW_MS = 900;
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
/** A wider shape that fails so soon was too wide ... */
const TRIAL_MS = 4_000;
/** ... as is one with which beats come so much later, or more where they wavered more than that before. */
const FILLING_MS = 100;
const FILLING_SPREADS = 1.5;
/** Ten milliseconds matter only to people who are near, on a way that wavers by few packets and misses none ... */
const NEAR_MS = 60;
const STILL_MS = 30;
const FULL_RATIO = 0.02;
/** ... and what has begun so goes on until it is clearly otherwise; then it is not tried again for a while. */
const FAR_MS = 90;
const QUICK_HOLD_MS = 30_000;
/** With more others twice the packets would weigh on the device and its line. */
const QUICK_OTHERS = 2;

export const FIRST_SENDING: SendState = {
  shape: USUAL,
  sinceMs: 0,
  recent: [],
  holdUntilMs: 0,
  trial: null,
};

/** The same with one reading more, and nothing decided. */
export function read(state: SendState, reading: SendReading): SendState {
  const recent = [...state.recent, reading].filter(({ atMs }) => reading.atMs - atMs <= WINDOW_MS);
  return { ...state, recent };
}

/**
 * @returns the next state; `SHAPES[state.shape]` is how to send from now on: the usual way at first, quicker where people
 *   are near each other and nothing is missed, narrower where the link is
 */
export function nextSending(state: SendState, reading: SendReading): SendState {
  const trial = reading.atMs - state.sinceMs < TRIAL_MS ? state.trial : null;
  const next = { ...read(state, reading), trial };
  const verdict = judge(next);
  const isTooMuch = verdict === 'narrow' || isFilling(next);
  if (isTooMuch && state.shape < NARROWEST) {
    // A wider shape that went wrong only goes back; a link that became narrow is emptied first.
    const isOwnDoing = trial !== null && (queueMsOf(next) ?? 0) < LONG_QUEUE_MS;
    const shape = isOwnDoing ? state.shape + 1 : NARROWEST;
    const holdUntilMs = isOwnDoing ? reading.atMs + HOLD_MS : 0;
    return { ...next, shape, sinceMs: reading.atMs, recent: [], holdUntilMs, trial: null };
  }
  if (state.shape === QUICK) {
    if (staysQuick(next, reading)) return next;
    const holdUntilMs = reading.atMs + QUICK_HOLD_MS;
    return { ...next, shape: USUAL, sinceMs: reading.atMs, recent: [], holdUntilMs, trial: null };
  }
  const mayWiden = verdict === 'calm' && reading.atMs >= state.holdUntilMs;
  if (!mayWiden || reading.atMs - state.sinceMs < PROVEN_MS) return next;
  if (state.shape === USUAL && !becomesQuick(next, reading)) return next;
  const late = next.recent.map(({ lateMs }) => lateMs);
  const spreadMs = Math.max(...late) - Math.min(...late);
  const begun = { queueMs: queueMsOf(next) ?? 0, spreadMs };
  return { ...next, shape: state.shape - 1, sinceMs: reading.atMs, recent: [], trial: begun };
}

/** Whether a queue grows before a shape that is being tried: it goes back before anybody has to wait, or to be cut. */
function isFilling(state: SendState): boolean {
  const { trial, recent } = state;
  if (!trial || recent.length < 3) return false;
  const growthMs = (queueMsOf(state) ?? 0) - trial.queueMs;
  return growthMs > Math.max(FILLING_MS, FILLING_SPREADS * trial.spreadMs);
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

/** By how much the last second's beats came too late; null while they are too few. */
export function queueMsOf({ recent }: SendState): number | null {
  return recent.length === 0 ? null : median(recent.slice(-3).map(({ lateMs }) => lateMs));
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
  const late = recent.map(({ lateMs }) => lateMs);
  const growthMs = median(late.slice(half)) - median(late.slice(0, half));
  const isSteady = queueMs < STEADY_MS && missingRatio <= 0 && growthMs < CALM_MS;
  return queueMs < CALM_MS || isSteady ? 'calm' : 'unclear';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
