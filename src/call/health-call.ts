/** How a running call is: what the doctor would say of it, from figures that are there anyway, so at any time and at once. */
import {
  type CheckId,
  type Finding,
  judgeChain,
  judgeHeadroom,
  judgeMemory,
  judgeMicrophone,
  judgePath,
  judgeRelay,
  score,
} from './health.ts';
import { type LinkFigures, meanOf } from './quality.ts';
import { meanDbfs, type VoiceFigures } from './quality-voice.ts';
import type { CarrierTrouble } from './trouble.ts';

/** What stands around a call and is not measured by it. */
export interface Around {
  /** Null where the call needs none, or it is on its way. */
  readonly relay: 'open' | CarrierTrouble | null;
  /** Of the page, null where the browser does not tell. */
  readonly usedBytes: number | null;
  readonly limitBytes: number | null;
  /** How busy the whole device is (W3C Compute Pressure): 0 not at all to 3 too much; null where the browser does not tell. */
  readonly pressure: number | null;
}

export interface CallMoment {
  readonly around: Around;
  /** The last seconds, oldest first; none while only listening. */
  readonly voice: readonly VoiceFigures[];
  readonly links: readonly LinkFigures[];
  readonly isUnprocessed: boolean;
}

export interface CallHealth {
  readonly score: number;
  readonly findings: readonly (readonly [CheckId, Finding])[];
}

const SPEAKS_RATIO = 0.3;
const REPORTS_PER_S = 10;

export function judgeCall({ around, voice, links, isUnprocessed }: CallMoment): CallHealth {
  const findings: (readonly [CheckId, Finding])[] = [
    ...voiceFindings(voice, isUnprocessed),
    ...(links.length > 0 ? [['path', pathFinding(links)] as const] : []),
    ...(around.relay === null ? [] : [['relay', relayFinding(around.relay)] as const]),
    ['memory', judgeMemory(around.usedBytes, around.limitBytes)],
  ];
  return { score: score(findings), findings };
}

function voiceFindings(voice: readonly VoiceFigures[], isUnprocessed: boolean): (readonly [CheckId, Finding])[] {
  const [first, last] = [voice[0], voice.at(-1)];
  if (!first || !last) return [];
  const levels = voice.map(({ inputDbfs }) => inputDbfs);
  const microphone = judgeMicrophone({
    peakDbfs: Math.max(...levels),
    levelDbfs: meanDbfs(levels) ?? last.inputDbfs,
    noiseDbfs: last.noiseDbfs,
    heardSpeech: voice.some(({ speechRatio }) => speechRatio > SPEAKS_RATIO),
  });
  const busyRatio = meanOf(voice.map((it) => it.busyRatio)) ?? 0;
  const chain = judgeChain({
    shell: isUnprocessed ? 'none' : 'worker',
    reports: REPORTS_PER_S * voice.length,
    lengthMs: 1000 * voice.length,
    missedQuanta: Math.max(0, last.missedQuanta - first.missedQuanta),
    estimator: last.estimator,
    busyRatio,
    delayMs: last.delayMs,
  });
  // Which of the two shells it is, these figures do not tell.
  const told = { ...chain, evidence: chain.evidence.filter((it) => it !== 'worker') };
  return [
    ['microphone', microphone] as const,
    ['chain', told] as const,
    ['headroom', judgeHeadroom(busyRatio)] as const,
  ];
}

function pathFinding(links: readonly LinkFigures[]): Finding {
  const transports = links.map(({ transport }) => transport).filter((it) => it !== null);
  const roundTripMs = Math.max(...links.map((it) => it.roundTripMs ?? 0));
  return judgePath({
    types: links.map(({ path }) => path ?? 'direct'),
    // A call over one TCP path among several is as slow as that one.
    protocols: transports.includes('tcp') ? ['tcp'] : ['udp'],
    tookMs: roundTripMs,
    asked: false,
    errorCode: 0,
  });
}

function relayFinding(relay: 'open' | CarrierTrouble): Finding {
  return relay === 'open' ? { verdict: 'good', cause: 'relay-ok', evidence: [] } : judgeRelay(relay);
}

/** Tells of each check once that it is broken, and once that it is not any more. */
export class HealthAlarm {
  readonly #broken = new Map<CheckId, { readonly looks: number; readonly raised: boolean }>();

  /** A check that is broken at one look alone may have been looked at in the wrong moment. */
  note({
    findings,
  }: CallHealth): readonly { readonly id: CheckId; readonly raised: boolean; readonly cause: string }[] {
    return findings.flatMap(([id, { verdict, cause }]) => {
      const before = this.#broken.get(id) ?? { looks: 0, raised: false };
      const looks = (verdict === 'bad') === before.raised ? 0 : before.looks + 1;
      const turns = looks >= LOOKS_UNTIL_SURE;
      this.#broken.set(id, turns ? { looks: 0, raised: !before.raised } : { looks, raised: before.raised });
      return turns ? [{ id, raised: !before.raised, cause }] : [];
    });
  }
}

const LOOKS_UNTIL_SURE = 2;
