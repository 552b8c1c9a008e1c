/**
 * What went wrong in a call and whether it came right again: a bounded history with a success rate, read from the lines
 * of the log, so that nothing is counted that was not also logged. Pure: the time is an argument.
 */
import { LOST_AFTER_MS, SUSPECT_AFTER_MS } from './machine.ts';
import type { LogEntry } from './ports.ts';

export const FAULT_KINDS = [
  'path-lost', // nothing was heard of somebody any more
  'no-sound', // somebody was connected, and nothing was heard of them
  'relay-lost',
  'microphone-lost', // unplugged, crashed, taken or forbidden
  'microphone-paused', // by the system, as a phone does that rings
  'microphone-silent', // it gave nothing but zeros
  'chain-failed', // another shell took the voice over, or none could
  'not-saved', // a setting could not be kept
  'refused-proof', // somebody could not prove who they are: shut out, which nothing mends
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Since the call began. */
  readonly atMs: number;
  /** Until it was over, or until the call was; 0 for what was mended in the same moment. */
  readonly lengthMs: number;
  readonly recovered: boolean;
}

/** All faults of a call that could come right again, those included that the list does not hold any more. */
export interface Recovery {
  readonly times: number;
  readonly recovered: number;
  readonly longestMs: number;
  /** The last `MAX_FAULTS`, oldest first. */
  readonly faults: readonly Fault[];
}

export const NO_FAULTS: Recovery = { times: 0, recovered: 0, longestMs: 0, faults: [] };

/** Kept of one call. */
export const MAX_FAULTS = 64;
/** People and devices that may be in trouble at the same time. */
const MAX_OPEN = 64;

/** `dropped`: it is over without having come right or wrong; `failed` and `mended` begin and end in one moment. */
interface Sign {
  readonly sign: 'begins' | 'ends' | 'dropped' | 'failed' | 'mended';
  readonly kind: FaultKind;
}

const sign = (of: Sign['sign'], ...kinds: readonly FaultKind[]): readonly Sign[] =>
  kinds.map((kind) => ({ sign: of, kind }));

/** What the line of a log says of faults; most say nothing. */
function signsOf({ event, detail }: LogEntry): readonly Sign[] {
  switch (event) {
    case 'call reconnecting':
      return [...sign('dropped', 'no-sound'), ...sign('begins', 'path-lost')];
    case 'call connected':
      return sign('ends', 'path-lost');
    case 'call over':
      return overSigns(detail);
    case 'sound':
      return sign(detail === 'none' ? 'begins' : 'ends', 'no-sound');
    case 'relay':
      return sign(detail === 'open' ? 'ends' : 'begins', 'relay-lost');
    case 'microphone ended':
      return [...sign('dropped', 'microphone-paused', 'microphone-silent'), ...sign('begins', 'microphone-lost')];
    case 'microphone open':
      return sign('ends', 'microphone-lost');
    case 'microphone':
      return microphoneSigns(detail);
    case 'voice moved':
      return sign(detail?.endsWith('now none') ? 'failed' : 'mended', 'chain-failed');
    case 'settings':
      return sign(detail === 'kept' ? 'ends' : 'begins', 'not-saved');
    default:
      return [];
  }
}

function overSigns(detail: string | undefined): readonly Sign[] {
  switch (detail) {
    case 'PEER_FORGED':
      return [...sign('dropped', 'no-sound', 'path-lost'), ...sign('failed', 'refused-proof')];
    case 'PEER_LOST':
      // In the place of whoever was lost stands a newer session of theirs, or nobody after ten minutes: `end` tells.
      return [...sign('dropped', 'no-sound'), ...sign('ends', 'path-lost')];
    default:
      // Who left by wish while away was not lost.
      return sign('dropped', 'no-sound', 'path-lost');
  }
}

function microphoneSigns(detail: string | undefined): readonly Sign[] {
  const over = sign('ends', 'microphone-paused', 'microphone-silent');
  if (detail === 'paused') return [...over, ...sign('begins', 'microphone-paused')];
  return detail === 'silent' ? [...over, ...sign('begins', 'microphone-silent')] : over;
}

export class FaultHistory {
  /** When what is not over yet began, by kind and peer. */
  readonly #open = new Map<string, { readonly kind: FaultKind; readonly sinceMs: number }>();
  #beganMs = 0;
  #sum: Recovery = NO_FAULTS;

  /** A call begins; nothing of another is left. */
  begin(nowMs: number): void {
    this.#open.clear();
    this.#beganMs = nowMs;
    this.#sum = NO_FAULTS;
  }

  note(entry: LogEntry, nowMs: number): void {
    for (const { sign: of, kind } of signsOf(entry)) this.#take(of, kind, `${kind} ${entry.peer ?? ''}`, nowMs);
  }

  /** Until now; what is not over yet counts as not recovered. */
  summary(nowMs: number): Recovery {
    const standing = [...this.#open.values()].map(({ kind, sinceMs }) => this.#fault(kind, sinceMs, nowMs, false));
    return standing.reduce(added, this.#sum);
  }

  #take(of: Sign['sign'], kind: FaultKind, key: string, nowMs: number): void {
    if (of === 'failed' || of === 'mended') {
      this.#sum = added(this.#sum, this.#fault(kind, nowMs, nowMs, of === 'mended'));
      return;
    }
    const before = this.#open.get(key);
    if (of === 'begins') {
      // Nobody is missed before a second and a half of silence, which count.
      const sinceMs = kind === 'path-lost' ? nowMs - SUSPECT_AFTER_MS : nowMs;
      if (!before && this.#open.size < MAX_OPEN) this.#open.set(key, { kind, sinceMs });
      return;
    }
    this.#open.delete(key);
    if (!before || of === 'dropped') return;
    const isInTime = nowMs - before.sinceMs < LOST_AFTER_MS;
    this.#sum = added(this.#sum, this.#fault(kind, before.sinceMs, nowMs, kind !== 'path-lost' || isInTime));
  }

  #fault(kind: FaultKind, sinceMs: number, nowMs: number, recovered: boolean): Fault {
    return { kind, atMs: Math.max(0, sinceMs - this.#beganMs), lengthMs: nowMs - sinceMs, recovered };
  }
}

/** Of several calls; their single faults stay with them. */
export function together(all: readonly Recovery[]): Recovery {
  return all.reduce(
    (sum, { times, recovered, longestMs }) => ({
      times: sum.times + times,
      recovered: sum.recovered + recovered,
      longestMs: Math.max(sum.longestMs, longestMs),
      faults: [],
    }),
    NO_FAULTS,
  );
}

function added(sum: Recovery, fault: Fault): Recovery {
  return {
    times: sum.times + 1,
    recovered: sum.recovered + (fault.recovered ? 1 : 0),
    longestMs: Math.max(sum.longestMs, fault.lengthMs),
    faults: [...sum.faults, fault].slice(-MAX_FAULTS),
  };
}
