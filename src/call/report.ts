/** What a call came to: a verdict, the reasons for it, and what the other side says of the same connection. */
import { clamp } from '../base/units.ts';
import type { Recovery } from './faults.ts';
import { conversationDelayMs, GRADES, type Grade, gradeOf, type LinkFigures, meanOf, overall } from './quality.ts';
import { thinned } from './quality-ring.ts';
import type { PathKind } from './quality-stats.ts';
import type { VoiceFigures } from './quality-voice.ts';

/** What one side says of how it hears the other; sent over the data channel, for display only. */
export interface TheirView {
  readonly grade: Grade;
  readonly lossPercent: number;
  readonly concealedPercent: number;
  readonly delayMs: number;
  /** Level of our voice as it arrives there, dBFS. */
  readonly levelDbfs: number;
}

/** A time without a path. */
export interface Interruption {
  readonly atMs: number;
  readonly lengthMs: number;
}

/** Why a call was not better; each has a sentence. `value` is in the unit of the name. */
export type ReasonCode =
  | 'interrupted-times' // the connection was lost so often; `also`: seconds in all
  | 'lost-percent' // of what they sent
  | 'their-lost-percent' // of what we sent
  | 'concealed-percent'
  | 'delay-ms' // there and back
  | 'relayed' // through a TURN server
  | 'over-tcp'
  | 'noisy-room-db' // background at the microphone, dBFS
  | 'quiet-voice-db'
  | 'device-busy' // quanta lost
  | 'unprocessed';

export interface Reason {
  readonly code: ReasonCode;
  readonly value: number;
  readonly also: number;
}

/** One person's part of a call. */
export interface PersonReport {
  /** As they called themselves; untrusted text, shown inside `<bdi>`. */
  readonly name: string;
  readonly grade: Grade;
  readonly lossPercent: number;
  readonly concealedPercent: number;
  readonly delayMs: number | null;
  readonly path: PathKind | null;
  readonly theirs: TheirView | null;
}

/** A moment of the graph; the worst of its stretch of time. */
export interface GraphPoint {
  /** Since the call began. */
  readonly atMs: number;
  readonly lossPercent: number;
  readonly concealedPercent: number;
  readonly roundTripMs: number | null;
  readonly bufferMs: number | null;
  readonly inputDbfs: number | null;
  readonly outputDbfs: number | null;
}

export interface CallReport {
  /** Milliseconds since 1970. */
  readonly endedMs: number;
  readonly lengthMs: number;
  readonly grade: Grade;
  /** Heaviest first; empty when nothing was wrong. */
  readonly reasons: readonly Reason[];
  readonly people: readonly PersonReport[];
  readonly graph: readonly GraphPoint[];
  readonly recovery: Recovery;
}

/** Everything that was measured of one other person. */
export interface MeasuredPerson {
  readonly name: string;
  readonly figures: readonly LinkFigures[];
  readonly interruptions: readonly Interruption[];
  readonly theirs: TheirView | null;
}

export interface MeasuredCall {
  readonly endedMs: number;
  /** On the clock of the figures. */
  readonly beganMs: number;
  readonly lengthMs: number;
  readonly people: readonly MeasuredPerson[];
  readonly voice: readonly VoiceFigures[];
  readonly unprocessed: boolean;
  readonly recovery: Recovery;
}

/** Points of the graph that is kept; one pixel each on a phone. */
const GRAPH_POINTS = 240;
/** See `body`. */
const HELLO_MS = 6_000;
const BODY_FROM_MS = 20_000;
/** Shorter gaps are part of the concealment, not interruptions of their own. */
const INTERRUPTION_MS = 1_500;
/** A call that was away for more than this share of its time was a poor one. */
const POOR_AWAY_RATIO = 0.05;
const NOISY_DBFS = -50;
const QUIET_DBFS = -45;
/** Lost per minute: each is 2.7 ms of sound. */
const BUSY_QUANTA_PER_MINUTE = 60;
const SPEAKS_RATIO = 0.3;

/** @returns null for a call in which nobody was heard long enough to say anything */
export function callReport(call: MeasuredCall): CallReport | null {
  const heard = call.people.filter(({ figures }) => figures.length >= 2);
  if (heard.length === 0) return null;
  const people = heard.map(personReport);
  const away = heard.flatMap(({ interruptions }) => interruptions.filter((it) => it.lengthMs >= INTERRUPTION_MS));
  const reasons = [...interruptionReasons(away), ...linkReasons(heard), ...voiceReasons(call)];
  const grade = worst([...people.map((it) => it.grade), interruptedGrade(away, call.lengthMs), voiceGrade(reasons)]);
  return {
    endedMs: call.endedMs,
    lengthMs: call.lengthMs,
    grade,
    reasons,
    people,
    graph: graphOf(call),
    recovery: call.recovery,
  };
}

/**
 * Without the first seconds of a connection, where the call has enough others: the browser is still finding the length
 * of its jitter buffer and how long the way is, while people say hello. A call is remembered by its body.
 */
function body(figures: readonly LinkFigures[]): readonly LinkFigures[] {
  const [first, last] = [figures[0], figures.at(-1)];
  if (!first || !last || last.atMs - first.atMs < BODY_FROM_MS) return figures;
  return figures.filter(({ atMs }) => atMs - first.atMs >= HELLO_MS);
}

function worst(grades: readonly Grade[]): Grade {
  return GRADES[Math.max(...grades.map((it) => GRADES.indexOf(it)))]!; // never empty: see its one use
}

function personReport({ name, figures, theirs }: MeasuredPerson): PersonReport {
  const link = overall(body(figures));
  return {
    name,
    grade: gradeOf(link),
    lossPercent: 100 * link.lossRatio,
    concealedPercent: 100 * link.concealedRatio,
    delayMs: conversationDelayMs(link),
    path: figures.at(-1)?.path ?? null,
    theirs,
  };
}

function interruptedGrade(away: readonly Interruption[], lengthMs: number): Grade {
  const awayMs = away.reduce((sum, it) => sum + it.lengthMs, 0);
  if (away.length === 0) return 'excellent';
  if (awayMs > POOR_AWAY_RATIO * lengthMs) return 'poor';
  return away.length === 1 ? 'good' : 'fair';
}

/** The network may be fine and the call still be hard to follow. */
function voiceGrade(reasons: readonly Reason[]): Grade {
  return reasons.some(({ code }) => code === 'device-busy') ? 'fair' : 'excellent';
}

function interruptionReasons(away: readonly Interruption[]): Reason[] {
  const seconds = Math.round(away.reduce((sum, it) => sum + it.lengthMs, 0) / 1000);
  return away.length > 0 ? [{ code: 'interrupted-times', value: away.length, also: seconds }] : [];
}

/** Of the worst connection, what is worse than an excellent one. */
function linkReasons(people: readonly MeasuredPerson[]): Reason[] {
  const links = people.map(({ figures }) => overall(body(figures)));
  const most = (pick: (it: (typeof links)[number]) => number) => Math.max(...links.map(pick));
  const theirLoss = Math.max(
    ...people.map((it) => meanOf(body(it.figures).map(({ theirLossRatio }) => theirLossRatio)) ?? 0),
  );
  const last = people.map(({ figures }) => figures.at(-1));
  const found: readonly (Reason | false)[] = [
    limit('concealed-percent', 100 * most((it) => it.concealedRatio), 1),
    limit('lost-percent', 100 * most((it) => it.lossRatio), 3),
    limit('their-lost-percent', 100 * theirLoss, 3),
    limit(
      'delay-ms',
      most((it) => conversationDelayMs(it) ?? 0),
      300,
    ),
    last.some((it) => it?.path === 'relayed') && { code: 'relayed', value: 0, also: 0 },
    last.some((it) => it?.transport === 'tcp') && { code: 'over-tcp', value: 0, also: 0 },
  ];
  return found.filter((it) => it !== false);
}

function limit(code: ReasonCode, value: number, above: number): Reason | false {
  return value > above && { code, value, also: 0 };
}

function voiceReasons({ voice, lengthMs, unprocessed }: MeasuredCall): Reason[] {
  const [first, last] = [voice[0], voice.at(-1)];
  const speaking = voice.filter(({ speechRatio }) => speechRatio > SPEAKS_RATIO);
  const noiseDbfs = meanOf(voice.map((it) => it.noiseDbfs)) ?? Number.NEGATIVE_INFINITY;
  const voiceDbfs = meanOf(speaking.map(({ outputDbfs }) => outputDbfs)) ?? 0;
  const missed = first && last ? Math.max(0, last.missedQuanta - first.missedQuanta) : 0;
  const perMinute = missed / Math.max(1, lengthMs / 60_000);
  const found: readonly (Reason | false)[] = [
    limit('device-busy', perMinute, BUSY_QUANTA_PER_MINUTE),
    unprocessed && { code: 'unprocessed', value: 0, also: 0 },
    limit('noisy-room-db', noiseDbfs, NOISY_DBFS),
    voiceDbfs < QUIET_DBFS && { code: 'quiet-voice-db', value: voiceDbfs, also: 0 },
  ];
  return found.filter((it) => it !== false);
}

function graphOf({ people, voice, beganMs }: MeasuredCall): GraphPoint[] {
  const bySecond = new Map<number, LinkFigures[]>();
  for (const figures of people.flatMap((it) => it.figures)) {
    const second = Math.round(figures.atMs / 1000);
    bySecond.set(second, [...(bySecond.get(second) ?? []), figures]);
  }
  const voices = new Map(voice.map((it) => [Math.round(it.atMs / 1000), it]));
  const points = [...bySecond].map(([second, all]) => graphPoint(1000 * second - beganMs, all, voices.get(second)));
  return thinned(points, GRAPH_POINTS, (stretch) =>
    stretch.reduce((most, it) => (badness(it) > badness(most) ? it : most)),
  );
}

/** All connections of one moment as one point: the worst of each figure. */
export function graphPoint(atMs: number, all: readonly LinkFigures[], voice: VoiceFigures | undefined): GraphPoint {
  const most = (values: readonly (number | null)[]) => {
    const known = values.filter((it) => it !== null);
    return known.length > 0 ? Math.max(...known) : null;
  };
  return {
    atMs: Math.max(0, atMs),
    lossPercent: 100 * (most(all.map((it) => it.lossRatio)) ?? 0),
    concealedPercent: 100 * (most(all.map((it) => it.concealedRatio)) ?? 0),
    roundTripMs: most(all.map((it) => it.roundTripMs)),
    bufferMs: most(all.map((it) => it.bufferMs)),
    inputDbfs: voice?.inputDbfs ?? null,
    outputDbfs: voice?.outputDbfs ?? null,
  };
}

function badness({ lossPercent, concealedPercent, roundTripMs }: GraphPoint): number {
  return lossPercent + 2 * concealedPercent + (roundTripMs ?? 0) / 100;
}

/** Reads what another browser says of the connection: only known fields, each moved into its range. */
export function readTheirView(fields: ReadonlyMap<string, unknown>): TheirView | null {
  const grade = GRADES.find((it) => it === fields.get('grade'));
  const number = (name: string, low: number, high: number) => {
    const value = fields.get(name);
    return typeof value === 'number' && Number.isFinite(value) ? clamp(value, low, high) : null;
  };
  const [loss, concealed] = [number('lossPercent', 0, 100), number('concealedPercent', 0, 100)];
  const [delayMs, levelDbfs] = [number('delayMs', 0, 60_000), number('levelDbfs', -100, 0)];
  if (!grade || loss === null || concealed === null || delayMs === null || levelDbfs === null) return null;
  return { grade, lossPercent: loss, concealedPercent: concealed, delayMs, levelDbfs };
}

/** This call beside earlier ones. `better` and `worse`: than at least two thirds of them. */
export function compared(grade: Grade, earlier: readonly Grade[]): 'better' | 'worse' | 'usual' | null {
  if (earlier.length < 3) return null;
  const rank = GRADES.indexOf(grade);
  const share = (test: (it: number) => boolean) =>
    earlier.filter((it) => test(GRADES.indexOf(it))).length / earlier.length;
  if (share((it) => it > rank) >= 2 / 3) return 'better';
  return share((it) => it < rank) >= 2 / 3 ? 'worse' : 'usual';
}
