/**
 * What the transport itself measures of the way (STUN, RFC 8489, and RTCP, RFC 3550): how much longer it is than it can
 * be, and what is lost on it. A page that is slow changes neither. Pure: one reading of getStats goes in at a time.
 */
type Entry = Readonly<Record<string, unknown>>;

export interface PathQueue {
  /** Null while nothing was measured of late. */
  readonly queueMs: number | null;
  /** Of what is sent, the largest share that is lost, 0..1, as the other side's RTCP says; null likewise. */
  readonly lossRatio: number | null;
  readonly measuredMs: number;
  /** The round trip before the last; one that is long alone met a moment in which the machine was busy. */
  readonly beforeMs: number;
  /** Shortest round trips of the minute before and of this one. */
  readonly shortestMs: readonly [number, number];
  readonly minuteMs: number;
  readonly sums: ReadonlyMap<string, Sum>;
}

/** Of one stream or of the pair of addresses. */
interface Sum {
  readonly seconds: number;
  readonly count: number;
  /** When enough had been sent last to tell a loss. */
  readonly sent: number;
  readonly lost: number;
}

export const FIRST_PATH_QUEUE: PathQueue = {
  queueMs: null,
  lossRatio: null,
  measuredMs: 0,
  beforeMs: 0,
  shortestMs: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  minuteMs: 0,
  sums: new Map(),
};

const MINUTE_MS = 60_000;
/** What was measured longer ago tells nothing of now. */
const FRESH_MS = 4_000;
/** Of fewer packets one that is lost looks like many. */
const MIN_PACKETS = 40;

/** @param entries of getStats */
export function nextPathQueue(state: PathQueue, entries: readonly Entry[], atMs: number): PathQueue {
  const sums = new Map(state.sums);
  const roundTrips: number[] = [];
  const losses: number[] = [];
  for (const [id, { seconds, count, sent, lost }] of totalsOf(entries)) {
    const before = state.sums.get(id) ?? { seconds: 0, count: 0, sent: 0, lost: 0 };
    if (count <= before.count) continue;
    roundTrips.push((1000 * (seconds - before.seconds)) / (count - before.count));
    const isEnough = sent - before.sent >= MIN_PACKETS;
    if (isEnough) losses.push(Math.max(0, lost - before.lost) / (sent - before.sent));
    sums.set(id, { seconds, count, sent: isEnough ? sent : before.sent, lost: isEnough ? lost : before.lost });
  }
  const isStale = atMs - state.measuredMs > FRESH_MS;
  const known = isStale ? { ...state, queueMs: null, lossRatio: null } : state;
  if (roundTrips.length === 0) return { ...known, sums };
  const roundTripMs = Math.min(...roundTrips);
  const isNewMinute = atMs - state.minuteMs > MINUTE_MS;
  const [earlier, recent] = isNewMinute ? [state.shortestMs[1], Number.POSITIVE_INFINITY] : state.shortestMs;
  const shortestMs = [earlier, Math.min(recent, roundTripMs)] as const;
  return {
    queueMs: Math.max(0, Math.min(roundTripMs, state.beforeMs) - Math.min(...shortestMs)),
    lossRatio: losses.length > 0 ? Math.max(...losses) : known.lossRatio,
    measuredMs: atMs,
    beforeMs: roundTripMs,
    shortestMs,
    minuteMs: isNewMinute ? atMs : state.minuteMs,
    sums,
  };
}

function totalsOf(entries: readonly Entry[]): Map<string, Sum> {
  const totals = new Map<string, Sum>();
  for (const { id, type, totalRoundTripTime: seconds, nominated, ...it } of entries) {
    const isPair = type === 'candidate-pair' && nominated === true;
    if (!isPair && type !== 'remote-inbound-rtp') continue;
    const count = isPair ? it.responsesReceived : it.roundTripTimeMeasurements;
    if (typeof id !== 'string' || typeof seconds !== 'number' || typeof count !== 'number') continue;
    const sent = entries.find((other) => !isPair && other.id === it.localId)?.packetsSent;
    const lost = it.packetsLost;
    totals.set(id, {
      seconds,
      count,
      sent: typeof sent === 'number' ? sent : 0,
      lost: typeof lost === 'number' ? lost : 0,
    });
  }
  return totals;
}
