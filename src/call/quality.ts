/** From two readings of one connection what happened between them, and what that is worth, in a word. */
import { clamp } from '../base/units.ts';
import type { PathKind, StatsReading } from './quality-stats.ts';
import type { WayCount } from './way-loss.ts';

/** How good a connection is for talking; a word for each is in the sentences. */
export type Grade = 'excellent' | 'good' | 'fair' | 'poor';

/** What happened between two readings of one connection, usually a second apart. */
export interface LinkFigures {
  /** End of the stretch, ms on the page's clock. */
  readonly atMs: number;
  readonly lengthMs: number;
  /** Lost on the way of the packets sent to us, whether sent again in time or not, 0..1. */
  readonly lossRatio: number;
  /** Lost of the packets we sent, 0..1, as the other side says; null until it has. */
  readonly theirLossRatio: number | null;
  /** Made up because nothing arrived in time, of the samples played, 0..1; silence only where packets were lost. */
  readonly concealedRatio: number;
  readonly underflows: number;
  readonly jitterMs: number | null;
  /** Mean time a sample waited in the jitter buffer. */
  readonly bufferMs: number | null;
  /** Mean time from there to the loudspeaker. */
  readonly playoutMs: number | null;
  readonly roundTripMs: number | null;
  /** With RTP headers. */
  readonly sentBitsPerS: number;
  readonly receivedBitsPerS: number;
  readonly path: PathKind | null;
  readonly transport: 'udp' | 'tcp' | null;
}

/** @returns null when no time passed between the two */
export function linkFigures(earlier: StatsReading, now: StatsReading): LinkFigures | null {
  const lengthMs = now.atMs - earlier.atMs;
  if (lengthMs <= 0) return null;
  // Sums that fell belong to a new connection: it began at nothing.
  const isNew = now.receivedPackets < earlier.receivedPackets || now.sentBytes < earlier.sentBytes;
  const grown = (field: NumberField) => Math.max(0, now[field] - (isNew ? 0 : earlier[field]));
  const received = grown('receivedPackets');
  const lost = grown('lostPackets');
  // What was sent again no longer counts as lost with the browser. Where the other side does not count what it sends, a
  // request is taken for one lost packet, which holds for short ways and packets lost singly.
  const missing = Math.max(lost, grown('askedAgain'));
  const heard = grown('heardSamples');
  // Silence is made up where nothing is sent, and at the end of a hole, which the browser lets fade out.
  const silent = lost > 0 ? 0 : grown('silentConcealedSamples');
  const concealed = Math.max(0, grown('concealedSamples') - silent);
  const playoutS = now.playoutS === null ? null : now.playoutS - (isNew ? 0 : (earlier.playoutS ?? 0));
  const bitsPerS = (bytes: number) => (8 * bytes) / (lengthMs / 1000);
  return {
    atMs: now.atMs,
    lengthMs,
    lossRatio: wayRatio(earlier.way, now.way) ?? ratio(missing, received + lost),
    theirLossRatio: now.theirLossRatio === null ? null : clamp(now.theirLossRatio, 0, 1),
    concealedRatio: ratio(concealed, heard),
    underflows: grown('underflows'),
    jitterMs: now.jitterMs,
    bufferMs: meanMs(grown('bufferedS'), grown('bufferedSamples')),
    playoutMs: playoutS === null ? null : meanMs(playoutS, grown('playoutSamples')),
    roundTripMs: now.roundTripMs,
    sentBitsPerS: bitsPerS(grown('sentBytes')),
    receivedBitsPerS: bitsPerS(grown('receivedBytes')),
    path: now.path,
    transport: now.transport,
  };
}

/** Both counts come with beats: in a second without any it stays as it was. */
function wayRatio(earlier: WayCount | null, now: WayCount | null): number | null {
  if (!now) return null;
  const sent = now.sentPackets - (earlier?.sentPackets ?? 0);
  return sent > 0 ? ratio(now.lostPackets - (earlier?.lostPackets ?? 0), sent) : now.latestRatio;
}

type NumberField = { [K in keyof StatsReading]: StatsReading[K] extends number ? K : never }[keyof StatsReading];

function ratio(part: number, whole: number): number {
  return whole > 0 ? clamp(part / whole, 0, 1) : 0;
}

function meanMs(sumS: number, count: number): number | null {
  return count > 0 && sumS >= 0 ? (1000 * sumS) / count : null;
}

/** A connection as it is judged, whether over three seconds or a whole call. */
export interface Judged {
  readonly lossRatio: number;
  readonly concealedRatio: number;
  readonly roundTripMs: number | null;
  readonly bufferMs: number | null;
}

/**
 * Upper bounds of each grade but the last. Concealment above 1 % begins to be heard and above 8 % words go missing; loss
 * is milder, as in-band FEC (RFC 6716, 2.1.7) brings most of it back. From ear to mouth and back: below 300 ms nobody
 * notices, beyond 800 ms people talk over each other (ITU-T G.114 asks for 150 ms one way and calls 400 ms the limit).
 */
const BOUNDS: readonly (readonly [Grade, { concealed: number; loss: number; delayMs: number }])[] = [
  ['excellent', { concealed: 0.01, loss: 0.03, delayMs: 300 }],
  ['good', { concealed: 0.03, loss: 0.07, delayMs: 500 }],
  ['fair', { concealed: 0.08, loss: 0.14, delayMs: 800 }],
];

/** There and back, with the jitter buffer of both sides taken to be like ours. */
export function conversationDelayMs({ roundTripMs, bufferMs }: Judged): number | null {
  return roundTripMs === null ? null : roundTripMs + 2 * (bufferMs ?? 0);
}

export function gradeOf(link: Judged): Grade {
  const delayMs = conversationDelayMs(link) ?? 0;
  const fits = BOUNDS.find(
    ([, it]) => link.concealedRatio <= it.concealed && link.lossRatio <= it.loss && delayMs <= it.delayMs,
  );
  return fits?.[0] ?? 'poor';
}

/** Grades from best to worst. */
export const GRADES: readonly Grade[] = ['excellent', 'good', 'fair', 'poor'];

export function worstGrade(grades: readonly Grade[]): Grade {
  return GRADES[Math.max(0, ...grades.map((it) => GRADES.indexOf(it)))]!; // an index of the list itself
}

/** Figures of several stretches as one: shares weighted by time, values as their mean. */
export function overall(figures: readonly LinkFigures[]): Judged {
  const totalMs = figures.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
  const share = (pick: (it: LinkFigures) => number) =>
    totalMs > 0 ? figures.reduce((sum, it) => sum + pick(it) * it.lengthMs, 0) / totalMs : 0;
  return {
    lossRatio: share(({ lossRatio }) => lossRatio),
    concealedRatio: share(({ concealedRatio }) => concealedRatio),
    roundTripMs: meanOf(figures.map(({ roundTripMs }) => roundTripMs)),
    bufferMs: meanOf(figures.map(({ bufferMs }) => bufferMs)),
  };
}

/** @returns null when no value is known */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((it) => it !== null);
  return known.length > 0 ? known.reduce((sum, it) => sum + it, 0) / known.length : null;
}

/** How long it is looked back for a grade that is shown now. */
const SHOWN_WINDOW_MS = 3_000;
/** A better grade must hold for so long before it is shown; a worse one is shown at once. */
const BETTER_AFTER_MS = 4_000;

/** The grade under somebody's name: follows the last seconds without flickering. */
export class ShownGrade {
  grade: Grade | null = null;
  readonly #recent: LinkFigures[] = [];
  #betterSinceMs: number | null = null;

  /** @returns whether the grade changed */
  note(figures: LinkFigures): boolean {
    this.#recent.push(figures);
    while (figures.atMs - this.#recent[0]!.atMs >= SHOWN_WINDOW_MS) this.#recent.shift();
    const now = gradeOf(overall(this.#recent));
    if (this.grade === null || GRADES.indexOf(now) > GRADES.indexOf(this.grade)) return this.#show(now);
    if (now === this.grade) {
      this.#betterSinceMs = null;
      return false;
    }
    this.#betterSinceMs ??= figures.atMs;
    return figures.atMs - this.#betterSinceMs >= BETTER_AFTER_MS && this.#show(now);
  }

  #show(grade: Grade): boolean {
    this.#betterSinceMs = null;
    this.grade = grade;
    return true;
  }
}
