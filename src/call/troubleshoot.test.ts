import { describe, expect, it } from 'vitest';
import { type FaultKind, NO_FAULTS } from './faults.ts';
import type { CallReport, PersonReport, ReasonCode } from './report.ts';
import { troubleshoot } from './troubleshoot.ts';

const fine = (name: string): PersonReport => ({
  name,
  grade: 'excellent',
  lossPercent: 0.2,
  concealedPercent: 0.1,
  delayMs: 60,
  path: 'direct',
  theirs: { grade: 'excellent', lossPercent: 0.2, concealedPercent: 0.1, delayMs: 60, levelDbfs: -20 },
});
const unheard = (name: string): PersonReport => ({ ...fine(name), lossPercent: 9 });
const unhearing = (name: string): PersonReport => ({
  ...fine(name),
  theirs: { ...fine('').theirs!, concealedPercent: 4 },
});

function found(
  people: readonly PersonReport[],
  reasons: readonly ReasonCode[] = [],
  faults: readonly FaultKind[] = [],
) {
  const report: CallReport = {
    endedMs: 1,
    lengthMs: 60_000,
    grade: 'fair',
    reasons: reasons.map((code) => ({ code, value: 1, also: 1 })),
    people,
    graph: [],
    recovery: {
      ...NO_FAULTS,
      times: faults.length,
      faults: faults.map((kind) => ({ kind, atMs: 0, lengthMs: 10, recovered: true })),
    },
  };
  return troubleshoot(report);
}

const codes = (...given: Parameters<typeof found>) => found(...given).map(({ code }) => code);

describe('what stood in the way of a call', () => {
  it('is nothing where nothing was wrong', () => {
    expect(found([fine('Bo')])).toEqual([]);
  });

  it.each([unheard, unhearing])('leaves open whose line it was where nobody else can be compared', (bad) => {
    expect(found([bad('Bo')])).toEqual([{ code: 'either-line', name: 'Bo', isTestable: true }]);
  });

  it('is the own line where it went badly with everybody, in whichever direction', () => {
    expect(found([unheard('Bo'), unhearing('Cleo')])).toEqual([{ code: 'own-line', name: null, isTestable: true }]);
  });

  it('is the line of the one with whom alone it went badly', () => {
    expect(found([fine('Bo'), unheard('Cleo')])).toEqual([{ code: 'their-line', name: 'Cleo', isTestable: false }]);
  });

  it('takes a side that says nothing for no worse than the other', () => {
    expect(codes([{ ...fine('Bo'), theirs: null }])).toEqual([]);
  });

  it('tells a far way from a detour, and both from a network that lets only TCP through', () => {
    expect(codes([fine('Bo')], ['delay-ms'])).toEqual(['far-way']);
    expect(codes([fine('Bo')], ['delay-ms', 'relayed'])).toEqual(['detour']);
    expect(codes([fine('Bo')], ['relayed'])).toEqual([]);
    expect(codes([fine('Bo')], ['delay-ms', 'relayed', 'over-tcp'])).toEqual(['tcp-only']);
  });

  it.each<[FaultKind, string]>([
    ['path-lost', 'way-lost'],
    ['microphone-lost', 'microphone-lost'],
    ['microphone-paused', 'microphone-lost'],
    ['microphone-silent', 'microphone-silent'],
    ['chain-failed', 'unprocessed'],
    ['relay-lost', 'relay-lost'],
  ])('finds %s among the faults', (kind, code) => {
    expect(codes([fine('Bo')], [], [kind, kind])).toEqual([code]);
  });

  it.each<[ReasonCode, string]>([
    ['interrupted-times', 'way-lost'],
    ['device-busy', 'busy-device'],
    ['unprocessed', 'unprocessed'],
    ['noisy-room-db', 'noisy-room'],
    ['quiet-voice-db', 'quiet-voice'],
  ])('finds %s among the reasons', (reason, code) => {
    expect(codes([fine('Bo')], [reason])).toEqual([code]);
  });

  it('says the heaviest first', () => {
    expect(codes([unheard('Bo')], ['noisy-room-db', 'interrupted-times'], ['relay-lost'])).toEqual([
      'either-line',
      'way-lost',
      'noisy-room',
      'relay-lost',
    ]);
  });
});
