/**
 * What the doctor's findings mean. A probe finds something out about this device; here, without any browser, it becomes
 * a verdict with one cause. Every cause has a sentence that says what is wrong and what to do.
 */
import type { KeptIdentity } from './keeping.ts';
import type { CarrierTrouble, MicrophoneTrouble } from './trouble.ts';

export type CheckId =
  | 'microphone'
  | 'chain'
  | 'context'
  | 'path'
  | 'relay'
  | 'bandwidth'
  | 'turn'
  | 'storage'
  | 'keys'
  | 'configuration'
  | 'memory'
  | 'headroom'
  | 'loop'
  | 'echo';

/** `good` also when there was nothing to check; `weak`: a call works, but not as well as it could. */
export type Verdict = 'good' | 'weak' | 'bad' | 'skipped';

export interface Finding {
  readonly verdict: Verdict;
  readonly cause: CauseCode;
  /** What was measured: short technical words, the same in every language. */
  readonly evidence: readonly string[];
}

export interface MicrophoneFound {
  /** Loudest and mean level of the microphone, and its background, dBFS. */
  readonly peakDbfs: number;
  readonly levelDbfs: number;
  readonly noiseDbfs: number;
  readonly heardSpeech: boolean;
}

export interface ChainFound {
  readonly shell: 'worker' | 'worklet' | 'none';
  readonly reports: number;
  readonly lengthMs: number;
  readonly missedQuanta: number;
  readonly estimator: 'learned' | 'classical' | 'off';
  readonly busyRatio: number;
  readonly delayMs: number;
}

export interface ContextFound {
  readonly state: string;
  readonly sampleRateHz: number;
  readonly baseLatencyMs: number;
  readonly outputLatencyMs: number;
  readonly worklets: boolean;
}

export interface PathFound {
  readonly types: readonly string[];
  readonly protocols: readonly string[];
  readonly tookMs: number;
  /** Whether a STUN or TURN server was asked, and what it said: 0 for nothing wrong (RTCPeerConnectionIceErrorEvent). */
  readonly asked: boolean;
  readonly errorCode: number;
}

export interface StorageFound {
  readonly isOpen: boolean;
  /** Bytes that were written came back. */
  readonly isTrue: boolean;
  readonly isPersistent: boolean | null;
  readonly freeBytes: number | null;
  /** A megabyte did not fit. */
  readonly isFull: boolean;
}

export interface ConfigurationFound {
  readonly isSecure: boolean;
  readonly canCall: boolean;
  readonly repairedCount: number;
  readonly areKept: boolean;
  readonly badRelays: number;
}

const good = (cause: CauseCode, ...evidence: string[]): Finding => ({ verdict: 'good', cause, evidence });
const weak = (cause: CauseCode, ...evidence: string[]): Finding => ({ verdict: 'weak', cause, evidence });
const bad = (cause: CauseCode, ...evidence: string[]): Finding => ({ verdict: 'bad', cause, evidence });

export const CAUSES = [
  'timeout',
  'broken',
  'needs-microphone',
  'needs-relay',
  'mic-ok',
  'mic-missing',
  'mic-denied',
  'mic-busy',
  'mic-unsupported',
  'mic-silent',
  'mic-quiet',
  'mic-noisy',
  'mic-loud',
  'mic-waiting',
  'mic-unanswered',
  'chain-ok',
  'chain-none',
  'chain-stalled',
  'chain-missed',
  'chain-classical',
  'context-ok',
  'context-held',
  'context-late',
  'context-no-worklet',
  'path-ok',
  'path-none',
  'path-no-udp',
  'path-stun-silent',
  'relay-ok',
  'relay-slow',
  'relay-silent',
  'relay-unreachable',
  'relay-refused',
  'relay-broken',
  'bandwidth-ok',
  'bandwidth-low',
  'bandwidth-none',
  'turn-ok',
  'turn-none',
  'turn-refused',
  'turn-unreachable',
  'storage-ok',
  'storage-not-persistent',
  'storage-full',
  'storage-lies',
  'storage-none',
  'keys-ok',
  'keys-restored',
  'keys-temporary',
  'keys-lost',
  'keys-broken',
  'keys-locked',
  'config-ok',
  'config-repaired',
  'config-relay',
  'config-insecure',
  'config-no-calls',
  'memory-ok',
  'memory-unknown',
  'memory-high',
  'headroom-ok',
  'headroom-low',
  'headroom-none',
  'loop-ok',
  'loop-slow',
  'loop-silent',
  'echo-none',
  'echo-heard',
] as const;

export type CauseCode = (typeof CAUSES)[number];

const db = (value: number) => `${value.toFixed(1)} dBFS`;
const ms = (value: number) => `${value.toFixed(0)} ms`;

const MIC_TROUBLES: Readonly<Record<MicrophoneTrouble, CauseCode>> = {
  MIC_MISSING: 'mic-missing',
  MIC_DENIED: 'mic-denied',
  MIC_BUSY: 'mic-busy',
  MIC_UNSUPPORTED: 'mic-unsupported',
};

/** Digital silence, or next to it: a switch on the cable or a driver's mute. */
const SILENT_DBFS = -85;
const QUIET_SPEECH_DBFS = -50;
const NOISY_DBFS = -45;
const CLIPPING_DBFS = -2;

export function judgeMicrophone(found: MicrophoneFound | MicrophoneTrouble): Finding {
  if (typeof found === 'string') return bad(MIC_TROUBLES[found], found);
  const { peakDbfs, levelDbfs, noiseDbfs, heardSpeech } = found;
  const evidence = [`peak ${db(peakDbfs)}`, `mean ${db(levelDbfs)}`, `noise ${db(noiseDbfs)}`];
  if (peakDbfs < SILENT_DBFS) return bad('mic-silent', ...evidence);
  if (peakDbfs > CLIPPING_DBFS) return weak('mic-loud', ...evidence);
  if (noiseDbfs > NOISY_DBFS) return weak('mic-noisy', ...evidence);
  if (!heardSpeech) return good('mic-waiting', ...evidence);
  return peakDbfs < QUIET_SPEECH_DBFS ? weak('mic-quiet', ...evidence) : good('mic-ok', ...evidence);
}

/** Ten a second are due; half of them already tell of a thread that does not get its turn. */
const REPORTS_PER_S = 5;
const MISSED_PER_S = 4;

export function judgeChain(found: ChainFound): Finding {
  const { shell, reports, lengthMs, missedQuanta, estimator, busyRatio, delayMs } = found;
  const seconds = Math.max(0.1, lengthMs / 1000);
  const evidence = [
    shell,
    estimator,
    `${(reports / seconds).toFixed(1)} reports/s`,
    `${missedQuanta} quanta missed`,
    `${(10 * busyRatio).toFixed(2)} ms per 10 ms`,
    `delay ${delayMs.toFixed(1)} ms`,
  ];
  if (shell === 'none') return bad('chain-none', ...evidence);
  if (reports / seconds < REPORTS_PER_S) return bad('chain-stalled', ...evidence);
  if (missedQuanta / seconds > MISSED_PER_S) return weak('chain-missed', ...evidence);
  return estimator === 'classical' ? weak('chain-classical', ...evidence) : good('chain-ok', ...evidence);
}

/** Wireless headphones begin here; a wired device stays below 60 ms. */
const LATE_MS = 150;

export function judgeContext({ state, sampleRateHz, baseLatencyMs, outputLatencyMs, worklets }: ContextFound): Finding {
  const evidence = [state, `${sampleRateHz} Hz`, `base ${ms(baseLatencyMs)}`, `output ${ms(outputLatencyMs)}`];
  if (state !== 'running') return bad('context-held', ...evidence);
  if (!worklets) return bad('context-no-worklet', ...evidence);
  return baseLatencyMs + outputLatencyMs > LATE_MS
    ? weak('context-late', ...evidence)
    : good('context-ok', ...evidence);
}

export function judgePath({ types, protocols, tookMs, asked }: PathFound): Finding {
  const evidence = [...new Set(types), ...new Set(protocols), ms(tookMs)];
  if (types.length === 0) return bad('path-none', ...evidence);
  if (!protocols.includes('udp')) return weak('path-no-udp', ...evidence);
  const isSilent = asked && !types.includes('srflx') && !types.includes('relay');
  return isSilent ? weak('path-stun-silent', ...evidence) : good('path-ok', ...evidence);
}

const RELAY_TROUBLES: Readonly<Record<CarrierTrouble, CauseCode>> = {
  RELAY_UNREACHABLE: 'relay-unreachable',
  RELAY_REFUSED: 'relay-refused',
  RELAY_BROKEN: 'relay-broken',
  RELAY_LOST: 'relay-unreachable',
};
const SLOW_RELAY_MS = 600;

/** @param found round trips of our own sealed messages, or why there are none; empty: it opened and delivered nothing */
export function judgeRelay(found: readonly number[] | CarrierTrouble): Finding {
  if (typeof found === 'string') return bad(RELAY_TROUBLES[found], found);
  if (found.length === 0) return bad('relay-silent');
  const median = [...found].sort((a, b) => a - b)[Math.floor(found.length / 2)]!; // not empty
  const evidence = [`round trip ${ms(median)}`, `${found.length} messages`];
  return median > SLOW_RELAY_MS ? weak('relay-slow', ...evidence) : good('relay-ok', ...evidence);
}

/** One voice takes 24-48 kbit/s and 32 of headers; screen and camera a multiple (docs/operating.md). */
const VOICE_BITS_PER_S = 80_000;
const ROOMY_BITS_PER_S = 400_000;

/** @param bitsPerS to the relay and back at once: the narrower of both ways, or less where the relay holds back */
export function judgeBandwidth(bitsPerS: number): Finding {
  const evidence = `${Math.round(bitsPerS / 1000)} kbit/s there and back`;
  if (bitsPerS < VOICE_BITS_PER_S) return bad('bandwidth-none', evidence);
  return bitsPerS < ROOMY_BITS_PER_S ? weak('bandwidth-low', evidence) : good('bandwidth-ok', evidence);
}

/** 701: the server did not answer (W3C WebRTC); other codes are the server's own (RFC 8656, 5): it said no. */
const NO_ANSWER = 701;

/** @param found null when no TURN server is set up */
export function judgeTurn(found: PathFound | null): Finding {
  if (!found) return { verdict: 'skipped', cause: 'turn-none', evidence: [] };
  const evidence = [...new Set(found.types), ms(found.tookMs)];
  if (found.types.includes('relay')) return good('turn-ok', ...evidence);
  const said = `code ${found.errorCode}`;
  const isRefused = found.errorCode !== 0 && found.errorCode !== NO_ANSWER;
  return isRefused ? bad('turn-refused', ...evidence, said) : bad('turn-unreachable', ...evidence, said);
}

const SCARCE_BYTES = 5_000_000;

export function judgeStorage({ isOpen, isTrue, isPersistent, freeBytes, isFull }: StorageFound): Finding {
  const free = freeBytes === null ? [] : [`${Math.round(freeBytes / 1e6)} MB free`];
  const evidence = [isPersistent ? 'persistent' : 'best effort', ...free];
  if (!isOpen) return bad('storage-none');
  if (isFull || (freeBytes !== null && freeBytes < SCARCE_BYTES)) return bad('storage-full', ...evidence);
  if (!isTrue) return bad('storage-lies', ...evidence);
  return isPersistent === false ? weak('storage-not-persistent', ...evidence) : good('storage-ok', ...evidence);
}

/** @param signs whether the key still makes signatures that hold; `locked`: the passkey before it was not given */
export function judgeKeys(state: KeptIdentity['state'], signs: boolean | 'locked'): Finding {
  if (signs === 'locked') return weak('keys-locked', state);
  if (!signs) return bad('keys-broken', state);
  switch (state) {
    case 'lost':
      return bad('keys-lost', state);
    case 'temporary':
      return weak('keys-temporary', state);
    case 'restored':
      return weak('keys-restored', state);
    default:
      return good('keys-ok', state);
  }
}

export function judgeConfiguration(found: ConfigurationFound): Finding {
  const { isSecure, canCall, repairedCount, areKept, badRelays } = found;
  const evidence = [
    isSecure ? 'secure context' : 'insecure context',
    `${repairedCount} repaired`,
    `${badRelays} relay addresses refused`,
    ...(areKept ? [] : ['not kept']),
  ];
  if (!canCall) return bad('config-no-calls', ...evidence);
  if (!isSecure) return bad('config-insecure', ...evidence);
  if (badRelays > 0) return bad('config-relay', ...evidence);
  return repairedCount > 0 || !areKept ? weak('config-repaired', ...evidence) : good('config-ok', ...evidence);
}

const FULL_HEAP_RATIO = 0.8;

/** @param usedBytes of the page's heap, null where the browser does not tell */
export function judgeMemory(usedBytes: number | null, limitBytes: number | null): Finding {
  if (usedBytes === null || limitBytes === null) return good('memory-unknown');
  const evidence = `${Math.round(usedBytes / 1e6)} of ${Math.round(limitBytes / 1e6)} MB`;
  return usedBytes > FULL_HEAP_RATIO * limitBytes ? weak('memory-high', evidence) : good('memory-ok', evidence);
}

const LOW_RATIO = 0.25;
const NONE_RATIO = 0.7;

/** @param busyRatio time the chain takes for a second of sound, in seconds */
export function judgeHeadroom(busyRatio: number): Finding {
  const evidence = [`${(100 * busyRatio).toFixed(1)} % of one core`, `${(10 * busyRatio).toFixed(2)} ms per 10 ms`];
  if (busyRatio > NONE_RATIO) return bad('headroom-none', ...evidence);
  return busyRatio > LOW_RATIO ? weak('headroom-low', ...evidence) : good('headroom-ok', ...evidence);
}

const SLOW_LOOP_MS = 250;

/** @param delayMs from the mouth to one's own ear through a real connection on this device; null: nothing came back */
export function judgeLoop(delayMs: number | null): Finding {
  if (delayMs === null) return bad('loop-silent');
  return delayMs > SLOW_LOOP_MS ? weak('loop-slow', ms(delayMs)) : good('loop-ok', ms(delayMs));
}

const AUDIBLE_ECHO_DB = -40;

/** @param echoDb what comes back through the microphone of what the loudspeaker plays; null: nothing that stands out */
export function judgeEcho(echoDb: number | null): Finding {
  if (echoDb === null) return good('echo-none');
  const evidence = `${echoDb.toFixed(1)} dB`;
  return echoDb > AUDIBLE_ECHO_DB ? weak('echo-heard', evidence) : good('echo-none', evidence);
}

/** What each check is worth: without the heaviest there is no call at all. */
const WEIGHTS: Readonly<Record<CheckId, number>> = {
  microphone: 5,
  relay: 5,
  path: 4,
  configuration: 4,
  chain: 3,
  context: 3,
  keys: 3,
  loop: 3,
  bandwidth: 2,
  storage: 2,
  headroom: 2,
  turn: 2,
  memory: 1,
  echo: 1,
};
const WORTH: Readonly<Record<Exclude<Verdict, 'skipped'>, number>> = { good: 1, weak: 0.6, bad: 0 };

/** @returns 0..100: the weighted share of what is well; 100 when nothing was checked */
export function score(findings: readonly (readonly [CheckId, Finding])[]): number {
  let [sum, most] = [0, 0];
  for (const [id, { verdict }] of findings) {
    if (verdict === 'skipped') continue;
    most += WEIGHTS[id];
    sum += WEIGHTS[id] * WORTH[verdict];
  }
  return most > 0 ? Math.round((100 * sum) / most) : 100;
}
