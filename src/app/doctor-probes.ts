/** The probes that are made of a call's own doors: the microphone behind the chain, and the relay. */
import { toBase64Url } from '../base/base64url.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import type { Ports } from '../call/ports.ts';
import { meanDbfs } from '../call/quality-voice.ts';
import type { CarrierTrouble, MicrophoneTrouble } from '../call/trouble.ts';
import type { VoiceReport, VoiceSettings } from '../dsp/voice-messages.ts';
import type { Settings } from '../settings/schema.ts';
import type { Listened, RelayFound } from './doctor-ports.ts';
import { SPEECH_PROBABILITY } from './measured.ts';

type Doors = Pick<Ports<MediaStreamTrack>, 'openMicrophone' | 'openCarrier' | 'after' | 'nowMs' | 'dice'>;

const LISTEN_MS = 3_000;
/** The first reports tell of a chain that is still finding its feet. */
const SETTLE_REPORTS = 5;
const PINGS = 5;
const PING_BYTES = 48;
const TOPIC_BYTES = 16;
/** The relay opens, or it does not; then each message comes back, or it does not. */
const RELAY_LIMIT_MS = 3_000;
const PING_LIMIT_MS = 2_000;
/** All at once, so that the line is full: 160 kB, which relays of ours let through in one go. */
const LOAD_MESSAGES = 40;
const LOAD_BYTES = 4_096;
const LOAD_LIMIT_MS = 2_500;

/** Listens for three seconds; the microphone is let go afterwards, or at once when stopped. */
export async function listen(
  doors: Doors,
  settings: Settings,
  signal: AbortSignal,
): Promise<Listened | MicrophoneTrouble> {
  const reports: VoiceReport[] = [];
  const order: VoiceSettings = {
    kind: 'settings',
    suppression: settings.suppression,
    suppressionStrengthRatio: settings.suppressionStrengthRatio,
    gainControl: settings.gainControl,
    highPass: settings.highPass,
    gate: settings.gate,
    muted: false,
  };
  const sent: number[] = [];
  const opened = await doors.openMicrophone(
    order,
    { shell: settings.voiceShell, deviceId: settings.microphoneId },
    {
      sent: (levelDbfs) => sent.push(levelDbfs),
      report: (report) => reports.push(report),
      changed: () => undefined,
      paused: () => undefined,
      ended: () => undefined,
    },
  );
  if (typeof opened === 'string') return opened;
  const startMs = doors.nowMs();
  await wait(doors, LISTEN_MS, signal);
  const shell = opened.shell;
  opened.close();
  return summed(reports, sent, shell, doors.nowMs() - startMs);
}

function summed(
  reports: readonly VoiceReport[],
  sent: readonly number[],
  shell: 'worker' | 'worklet' | 'none',
  lengthMs: number,
): Listened {
  const settled = reports.slice(SETTLE_REPORTS);
  const [first, last] = [settled[0], settled.at(-1)];
  // Without a chain there is still the level of what would be sent.
  const levels = settled.length > 0 ? settled.map(({ inputDbfs }) => inputDbfs) : sent;
  return {
    microphone: {
      peakDbfs: Math.max(FLOOR_DBFS, ...levels),
      levelDbfs: meanDbfs(levels) ?? FLOOR_DBFS,
      noiseDbfs: last?.noiseDbfs ?? FLOOR_DBFS,
      heardSpeech: settled.some(({ speechProbability }) => speechProbability > SPEECH_PROBABILITY),
    },
    chain: {
      shell,
      reports: reports.length,
      lengthMs,
      missedQuanta: first && last ? last.missedQuanta - first.missedQuanta : 0,
      estimator: last?.estimator ?? 'off',
      busyRatio: settled.reduce((sum, it) => sum + it.busyRatio, 0) / Math.max(1, settled.length),
      delayMs: last?.delayMs ?? 0,
    },
  };
}

/** Joins a topic nobody else can know, sends random bytes there and waits for them: few in turn, then many at once. */
export async function pingRelay(
  doors: Doors,
  urls: readonly string[],
  signal: AbortSignal,
): Promise<RelayFound | CarrierTrouble> {
  const topic = toBase64Url(doors.dice(TOPIC_BYTES));
  let heard: (sealed: Uint8Array) => void = () => undefined;
  let settle: (outcome: 'open' | CarrierTrouble) => void = () => undefined;
  const opened = new Promise<'open' | CarrierTrouble>((resolve) => {
    settle = resolve;
  });
  const carrier = doors.openCarrier(
    { urls },
    {
      received: (_topic, sealed) => heard(sealed),
      changed: (state) => {
        if (state.phase === 'open') settle('open');
        if (state.phase === 'waiting') settle(state.code);
        if (state.phase === 'closed') settle(state.code ?? 'RELAY_LOST');
      },
    },
  );
  carrier.join(topic);
  const send: SendAndHear = (byteCount, back) => {
    heard = back;
    carrier.send(topic, doors.dice(byteCount));
  };
  try {
    const late = wait(doors, RELAY_LIMIT_MS, signal).then((): CarrierTrouble => 'RELAY_UNREACHABLE');
    const outcome = await Promise.race([opened, late]);
    if (outcome !== 'open') return outcome;
    const roundTripsMs: number[] = [];
    for (let n = 0; n < PINGS && !signal.aborted; n++) {
      const startMs = doors.nowMs();
      const returned = new Promise<boolean>((resolve) => send(PING_BYTES, () => resolve(true)));
      const isBack = await Promise.race([returned, wait(doors, PING_LIMIT_MS, signal).then(() => false)]);
      if (!isBack) break;
      roundTripsMs.push(doors.nowMs() - startMs);
    }
    const isThere = roundTripsMs.length > 0 && !signal.aborted;
    return { roundTripsMs, bitsPerS: isThere ? await loadRelay(doors, send, signal) : null };
  } finally {
    carrier.close();
  }
}

/** Sends so many random bytes; `back` hears of every message that returns from now on. */
type SendAndHear = (byteCount: number, back: (sealed: Uint8Array) => void) => void;

/** @returns bits a second that came back, of what was sent at once */
async function loadRelay(doors: Doors, send: SendAndHear, signal: AbortSignal): Promise<number> {
  const startMs = doors.nowMs();
  let [bytes, firstBytes, firstMs, lastMs] = [0, 0, startMs, startMs];
  const all = new Promise<void>((resolve) => {
    const back = (sealed: Uint8Array) => {
      lastMs = doors.nowMs();
      if (bytes === 0) [firstBytes, firstMs] = [sealed.length, lastMs];
      bytes += sealed.length;
      if (bytes >= LOAD_MESSAGES * LOAD_BYTES) resolve();
    };
    for (let n = 0; n < LOAD_MESSAGES; n++) send(LOAD_BYTES, back);
  });
  await Promise.race([all, wait(doors, LOAD_LIMIT_MS, signal)]);
  // From the first that came back to the last: how long the way is must not count as how narrow it is.
  if (bytes > firstBytes) return (8000 * (bytes - firstBytes)) / Math.max(1, lastMs - firstMs);
  return (8000 * bytes) / LOAD_LIMIT_MS;
}

function wait(doors: Doors, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = doors.after(delayMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
