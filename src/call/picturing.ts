/**
 * How much of a screen and a camera is sent to one person, decided from how the way to them keeps up: voice before screen
 * before camera. Pictures fill whatever queue there is, and a voice stands in it with them; so they are narrowed, and at
 * last paused, before the voice is touched, and come back when there is room. The browser's own congestion control
 * works below these bounds. Pure: every half second one reading goes in.
 */

/** A picture is sent as wished, within bounds, or not at all. */
export type PictureBound = 'free' | 'paused' | Bound;

export interface Bound {
  readonly maxBitsPerS: number;
  readonly maxFramesPerS: number;
  /** 2 halves both edges: the first picture after a pause is a whole one, and stands in the queue with its size. */
  readonly scaleDownBy: number;
}

export interface Pictures<Value> {
  readonly camera: Value;
  readonly screen: Value;
}

export type PictureKind = keyof Pictures<unknown>;

/** There is no such picture, it flows, or it is to pause. */
export type PictureMeant = 'none' | 'flowing' | 'paused';

export const PICTURE_KINDS = ['screen', 'camera'] as const satisfies PictureKind[];

/** From everything to nothing: the camera goes first. */
export const RUNGS: readonly Pictures<PictureBound>[] = [
  { camera: 'free', screen: 'free' },
  { camera: { maxBitsPerS: 150_000, maxFramesPerS: 12, scaleDownBy: 2 }, screen: 'free' },
  { camera: 'paused', screen: 'free' },
  { camera: 'paused', screen: { maxBitsPerS: 600_000, maxFramesPerS: 8, scaleDownBy: 1 } },
  { camera: 'paused', screen: { maxBitsPerS: 90_000, maxFramesPerS: 3, scaleDownBy: 2 } },
  { camera: 'paused', screen: 'paused' },
];
const LAST = RUNGS.length - 1;

/** One moment of the way to somebody, as both sides see it. */
export interface PictureReading {
  readonly atMs: number;
  /** By how much the way there and back of a beat is longer than it can be; null while that cannot be told. */
  readonly queueMs: number | null;
  /** The same by the transport's own measure; null while it has none. */
  readonly pathQueueMs: number | null;
  /** Of what is sent, lost for the other side, 0..1, as it says; null before it did. */
  readonly lossRatio: number | null;
  /** Of one's voice, made up at the other side, 0..1, as they last said; null before they did. */
  readonly concealedRatio: number | null;
  /** What the browser thinks is there for pictures; null where it does not tell, or sends none. */
  readonly availableBitsPerS: number | null;
  /** Something of a picture left since the last reading, and be it what was waiting when it was paused. */
  readonly isFlowing: boolean;
  /** The voice is sent as well as it can be. */
  readonly isVoiceWhole: boolean;
  /** What there is to be sent. */
  readonly shown: Pictures<boolean>;
}

export interface PictureState {
  /** Index into `RUNGS`. */
  readonly rung: number;
  readonly sinceMs: number;
  /** When something of a picture left last. */
  readonly flowedMs: number;
  /** Since when nothing has been in the way; null while something is. */
  readonly calmSinceMs: number | null;
  /** By rung: how often it went wrong of late, and before when it is not tried again. */
  readonly failures: readonly number[];
  readonly holdUntilMs: readonly number[];
  /** What is lost and made up where no picture is sent: loss that is no picture's fault. */
  readonly alone: { readonly lossRatio: number; readonly concealedRatio: number };
}

export const FIRST_PICTURES: PictureState = {
  rung: 0,
  sinceMs: 0,
  flowedMs: 0,
  calmSinceMs: null,
  failures: RUNGS.map(() => 0),
  holdUntilMs: RUNGS.map(() => 0),
  alone: { lossRatio: 0, concealedRatio: 0 },
};

/** A voice that stands in a queue of this length is late: everything else leaves it at once ... */
const CHOKED_QUEUE_MS = 200;
/** ... and at this one a rung lower is tried. */
const TIGHT_QUEUE_MS = 100;
const CALM_QUEUE_MS = 50;
/** More lost, or made up, than without pictures: a link that drops rather than queues. */
const CHOKED_LOSS_RATIO = 0.15;
const TIGHT_LOSS_RATIO = 0.06;
const SOME_RATIO = 0.01;
const TIGHT_CONCEALED_RATIO = 0.04;
/** Where the browser sees so much room there is no queue. */
const ROOMY_BITS_PER_S = 300_000;
/** With less than this a picture is none. */
const LEAST_BITS_PER_S = 40_000;
/** A change is given so long to show. */
const SETTLE_MS = 1_500;
/** The browser's estimate begins anew with every picture. */
const ESTIMATE_MS = 4_000;
/** After so long without trouble a rung higher is tried, but not one that went wrong of late. */
const PROVEN_MS = 3_000;
const HOLD_MS = 12_000;
const MAX_HOLD_MS = 120_000;
/** A rung that went well for so long is trusted again. */
const TRUSTED_MS = 60_000;
/** After the last of a picture a queue takes so long to drain; what is narrow after that is narrow without pictures. */
const DRAIN_MS = 1_500;

/** @returns the next state; `RUNGS[state.rung]` is what to send from now on */
export function nextPictures(before: PictureState, reading: PictureReading): PictureState {
  const state = measured(before, reading);
  const { atMs, shown } = reading;
  if (!shown.camera && !shown.screen) return { ...state, rung: reading.isVoiceWhole ? 0 : LAST, sinceMs: atMs };
  const verdict = judge(state, reading);
  const calmSinceMs = verdict === 'calm' ? (state.calmSinceMs ?? atMs) : null;
  const next = { ...state, calmSinceMs };
  if (verdict === 'choked' || verdict === 'tight') {
    const target = verdict === 'choked' ? LAST : lowerRung(next.rung, reading);
    return target === next.rung ? next : lowered(next, target, atMs);
  }
  const target = stepFrom(next.rung, -1, shown);
  const isProven = calmSinceMs !== null && atMs - Math.max(calmSinceMs, next.sinceMs) >= PROVEN_MS;
  const isHeld = atMs < (next.holdUntilMs[target] ?? 0);
  if (target === next.rung || !isProven || isHeld || !isUsed(next, reading)) return next;
  return { ...next, rung: target, sinceMs: atMs };
}

/** Whether the voice itself may be narrowed further: not while a picture could be, nor before the queue behind it has drained. */
export function mayTouchVoice({ rung, flowedMs }: PictureState, { atMs, shown }: PictureReading): boolean {
  if (!shown.camera && !shown.screen) return true;
  return rung === LAST && atMs - flowedMs >= DRAIN_MS;
}

/** What is meant to become of each picture; whether it does is counted, `picture-flow.ts`. */
export function meantOf({ rung }: PictureState, shown: Pictures<boolean>): Pictures<PictureMeant> {
  const meant = (kind: PictureKind) => (RUNGS[rung]?.[kind] === 'paused' ? 'paused' : 'flowing');
  return { camera: shown.camera ? meant('camera') : 'none', screen: shown.screen ? meant('screen') : 'none' };
}

function judge(state: PictureState, reading: PictureReading): 'choked' | 'tight' | 'calm' | 'unclear' {
  const { atMs, queueMs, lossRatio, concealedRatio, isVoiceWhole } = reading;
  if (!isVoiceWhole) return 'choked';
  if (queueMs === null) return 'unclear';
  const lost = (lossRatio ?? 0) - state.alone.lossRatio;
  const concealed = (concealedRatio ?? 0) - state.alone.concealedRatio;
  const isQueue = isWitnessed(state, reading, lost);
  if (lost > CHOKED_LOSS_RATIO || (isQueue && queueMs > CHOKED_QUEUE_MS)) return 'choked';
  const isDropping = lost > TIGHT_LOSS_RATIO || (concealed > TIGHT_CONCEALED_RATIO && lost > SOME_RATIO);
  if ((isQueue && queueMs > TIGHT_QUEUE_MS) || isDropping || isStarved(state, reading)) {
    return atMs - state.sinceMs >= SETTLE_MS ? 'tight' : 'unclear';
  }
  if (state.rung === LAST && reading.isFlowing) return 'unclear';
  return queueMs < CALM_QUEUE_MS || (!isQueue && lost < SOME_RATIO) ? 'calm' : 'unclear';
}

/** Beats are late where a page is slow, too; so a queue needs a witness: the transport's round trips, loss, or the browser. */
function isWitnessed({ sinceMs }: PictureState, reading: PictureReading, lost: number): boolean {
  const { atMs, pathQueueMs, availableBitsPerS } = reading;
  if (lost > SOME_RATIO || (pathQueueMs ?? 0) > TIGHT_QUEUE_MS) return true;
  if (availableBitsPerS !== null) return atMs - sinceMs >= ESTIMATE_MS && availableBitsPerS < ROOMY_BITS_PER_S;
  return pathQueueMs === null;
}

function isStarved({ rung, sinceMs }: PictureState, { atMs, availableBitsPerS }: PictureReading): boolean {
  if (availableBitsPerS === null || rung === LAST || atMs - sinceMs < ESTIMATE_MS) return false;
  return availableBitsPerS < LEAST_BITS_PER_S;
}

/** What goes wrong without pictures is not their fault. */
function measured(before: PictureState, reading: PictureReading): PictureState {
  const { atMs, shown, lossRatio, concealedRatio, isFlowing } = reading;
  const state = isFlowing ? { ...before, flowedMs: atMs } : before;
  const isAlone = (!shown.camera && !shown.screen) || (state.rung === LAST && atMs - state.flowedMs >= DRAIN_MS);
  return isAlone ? { ...state, alone: { lossRatio: lossRatio ?? 0, concealedRatio: concealedRatio ?? 0 } } : state;
}

/** A bound that is not reached holds nothing back: a higher one would bring nothing. */
function isUsed({ rung }: PictureState, { availableBitsPerS }: PictureReading): boolean {
  const most = mostOf(rung);
  return availableBitsPerS === null || most === null || availableBitsPerS >= most;
}

function lowered(state: PictureState, target: number, atMs: number): PictureState {
  const { rung, sinceMs } = state;
  const failures = state.failures.with(rung, atMs - sinceMs > TRUSTED_MS ? 1 : (state.failures[rung] ?? 0) + 1);
  const holdMs = Math.min(MAX_HOLD_MS, HOLD_MS * 2 ** ((failures[rung] ?? 1) - 1));
  return { ...state, rung: target, sinceMs: atMs, failures, holdUntilMs: state.holdUntilMs.with(rung, atMs + holdMs) };
}

/** The next rung down whose bound fits into what the browser thinks is there. */
function lowerRung(rung: number, { shown, availableBitsPerS }: PictureReading): number {
  const target = stepFrom(rung, 1, shown);
  const most = mostOf(target);
  const fits = most === null || availableBitsPerS === null || most <= availableBitsPerS;
  return fits || target === rung ? target : LAST;
}

/** Bits a second of the bound of a rung; null where it has none. */
function mostOf(rung: number): number | null {
  const bound = [RUNGS[rung]?.screen, RUNGS[rung]?.camera].find((it) => typeof it === 'object');
  return typeof bound === 'object' ? bound.maxBitsPerS : null;
}

/** The next rung that changes anything of what is shown; the same where there is none. */
function stepFrom(rung: number, step: 1 | -1, shown: Pictures<boolean>): number {
  const isOther = (at: number) =>
    PICTURE_KINDS.some((kind) => shown[kind] && RUNGS[at]?.[kind] !== RUNGS[rung]?.[kind]);
  for (let at = rung + step; at >= 0 && at <= LAST; at += step) {
    // Upwards to the freest of those that are alike.
    if (isOther(at)) return step < 0 ? freest(at, shown) : at;
  }
  return rung;
}

function freest(rung: number, shown: Pictures<boolean>): number {
  const isSame = (at: number) =>
    PICTURE_KINDS.every((kind) => !shown[kind] || RUNGS[at]?.[kind] === RUNGS[rung]?.[kind]);
  return isSame(rung - 1) && rung > 0 ? freest(rung - 1, shown) : rung;
}
