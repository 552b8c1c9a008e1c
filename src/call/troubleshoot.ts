/**
 * What most likely stood in the way of a call, and what helps: read from its report alone, so it can be asked long after
 * the call. Whose connection it was can only be told from who else was there; with one other person it stays open.
 */
import type { FaultKind } from './faults.ts';
import type { CallReport, PersonReport, ReasonCode } from './report.ts';

/** Each has a sentence that says what it was and what helps. */
export type AdviceCode =
  | 'own-line' // it went badly with everybody
  | 'their-line' // it went badly with this person alone
  | 'either-line' // nobody else was there to compare with
  | 'way-lost' // the connection broke off
  | 'far-way' // slow, though direct
  | 'detour'
  | 'tcp-only'
  | 'relay-lost'
  | 'busy-device'
  | 'unprocessed'
  | 'microphone-lost'
  | 'microphone-silent'
  | 'noisy-room'
  | 'quiet-voice';

export interface Advice {
  readonly code: AdviceCode;
  /** As they called themselves, untrusted; null for what concerns nobody else. */
  readonly name: string | null;
  /** The doctor can try this part on its own. */
  readonly isTestable: boolean;
}

/** As in the reasons of the report. */
const LOST_PERCENT = 3;
const CONCEALED_PERCENT = 1;

/** What the doctor has no check for, as it lies with somebody else or between. */
const UNTESTABLE: readonly AdviceCode[] = ['their-line', 'way-lost', 'far-way'];

/** @returns the heaviest first; empty where nothing is known to have been wrong */
export function troubleshoot(report: CallReport): readonly Advice[] {
  const has = (...codes: readonly ReasonCode[]) => report.reasons.some(({ code }) => codes.includes(code));
  const failed = (...kinds: readonly FaultKind[]) => report.recovery.faults.some(({ kind }) => kinds.includes(kind));
  const isSlow = has('delay-ms');
  const own: readonly (AdviceCode | false)[] = [
    (has('interrupted-times') || failed('path-lost')) && 'way-lost',
    has('over-tcp') && 'tcp-only',
    has('relayed') && !has('over-tcp') && isSlow && 'detour',
    isSlow && !has('relayed', 'over-tcp') && 'far-way',
    failed('microphone-lost', 'microphone-paused') && 'microphone-lost',
    failed('microphone-silent') && 'microphone-silent',
    has('device-busy') && 'busy-device',
    (has('unprocessed') || failed('chain-failed')) && 'unprocessed',
    has('quiet-voice-db') && 'quiet-voice',
    has('noisy-room-db') && 'noisy-room',
    failed('relay-lost') && 'relay-lost',
  ];
  const codes = own.filter((it) => it !== false);
  return [...linesOf(report.people), ...codes.map((code) => advice(code))];
}

function linesOf(people: readonly PersonReport[]): readonly Advice[] {
  const bad = people.filter(wentBadly);
  if (bad.length === 0) return [];
  if (people.length === 1) return bad.map(({ name }) => advice('either-line', name));
  return bad.length === people.length ? [advice('own-line')] : bad.map(({ name }) => advice('their-line', name));
}

/** In either direction. */
function wentBadly({ lossPercent, concealedPercent, theirs }: PersonReport): boolean {
  const isBad = (lost: number, concealed: number) => lost > LOST_PERCENT || concealed > CONCEALED_PERCENT;
  return (
    isBad(lossPercent, concealedPercent) || (theirs !== null && isBad(theirs.lossPercent, theirs.concealedPercent))
  );
}

function advice(code: AdviceCode, name: string | null = null): Advice {
  return { code, name, isTestable: !UNTESTABLE.includes(code) };
}
