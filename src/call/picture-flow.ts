/**
 * Whether pictures really leave, or arrive, by what the browser counts of them (W3C webrtc-stats): a picture is called
 * paused when it was meant to pause and nothing of it has moved for a while, and flows again when a frame does. A page
 * that stands still sends no frames either, so standing still alone is no pause. Pure.
 */
import type { AddedPurpose } from './lines.ts';
import { PICTURE_KINDS, type PictureKind, type PictureMeant, type Pictures } from './picturing.ts';

/** Since the connection began. */
export interface PictureCount {
  readonly frames: number;
  readonly bytes: number;
}

/** Null where the browser counts nothing of it. */
export type PictureCounts = Pictures<PictureCount | null>;

export interface KindFlow {
  readonly count: PictureCount | null;
  /** Since when neither a frame nor a byte has moved. */
  readonly stillSinceMs: number;
  readonly isStopped: boolean;
}

export type PictureFlow = Pictures<KindFlow>;

const UNKNOWN: KindFlow = { count: null, stillSinceMs: 0, isStopped: false };
export const FIRST_FLOW: PictureFlow = { camera: UNKNOWN, screen: UNKNOWN };

/** Two readings without anything between them; what still waited in a queue has left by then. */
const STILL_MS = 900;

export function nextFlow(
  before: PictureFlow,
  { atMs, counts, meant }: { atMs: number; counts: PictureCounts; meant: Pictures<PictureMeant> },
): PictureFlow {
  const next = (kind: PictureKind) => nextOf(before[kind], atMs, counts[kind], meant[kind]);
  return { camera: next('camera'), screen: next('screen') };
}

export function stoppedOf(flow: PictureFlow): PictureKind[] {
  return PICTURE_KINDS.filter((kind) => flow[kind].isStopped);
}

function nextOf(before: KindFlow, atMs: number, count: PictureCount | null, meant: PictureMeant): KindFlow {
  if (meant === 'none') return { ...UNKNOWN, stillSinceMs: atMs };
  // Where nothing is counted there is nothing to go by but what was meant.
  if (count === null) return { ...UNKNOWN, stillSinceMs: atMs, isStopped: meant === 'paused' };
  const hasMoved = isMore(before.count, count, 'frames') || isMore(before.count, count, 'bytes');
  const stillSinceMs = hasMoved ? atMs : before.stillSinceMs;
  const isStill = atMs - stillSinceMs >= STILL_MS;
  if (meant === 'paused') return { count, stillSinceMs, isStopped: isStill || (before.isStopped && !hasMoved) };
  return { count, stillSinceMs, isStopped: before.isStopped && !isMore(before.count, count, 'frames') };
}

/** A new connection counts from zero. */
function isMore(before: PictureCount | null, now: PictureCount, field: keyof PictureCount): boolean {
  const seen = before === null || now[field] < before[field] ? 0 : before[field];
  return now[field] > seen;
}

const FIELDS = {
  'outbound-rtp': { frames: 'framesSent', bytes: 'bytesSent' },
  'inbound-rtp': { frames: 'framesReceived', bytes: 'bytesReceived' },
} as const;

/** @param purposes what the lines are for, by their mids */
export function pictureCounts(
  entries: readonly Readonly<Record<string, unknown>>[],
  purposes: ReadonlyMap<string, AddedPurpose>,
  way: keyof typeof FIELDS,
): PictureCounts {
  const fields = FIELDS[way];
  const of = (kind: PictureKind): PictureCount | null => {
    const entry = entries.find(
      ({ type, mid }) => type === way && typeof mid === 'string' && purposes.get(mid) === kind,
    );
    const [frames, bytes] = [entry?.[fields.frames], entry?.[fields.bytes]];
    return isCount(frames) && isCount(bytes) ? { frames, bytes } : null;
  };
  return { camera: of('camera'), screen: of('screen') };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;
