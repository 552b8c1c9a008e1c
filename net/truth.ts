/**
 * Whether the app's figures are true: brings about what is known, and reads what the app exports of it (OTLP, as a user's
 * own collector gets it). The truth is what the network or the file at the microphone really did, not what was asked for.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import { audibleAfterMs, type NetCall, openCall } from './call.ts';
import { Collector, type Export, giveAddress, meanIn } from './collector.ts';
import { CLEAR } from './impairment.ts';
import type { Host } from './namespaces.ts';
import { renderers } from './processes.ts';
import { NO_TALLY, since, type Tally } from './tally.ts';
import { voiceTruths } from './truth-voice.ts';
import type { UserNetwork } from './user-network.ts';

export interface Truth {
  readonly id: string;
  readonly unit: string;
  readonly truth: number;
  /** What the app said. */
  readonly shown: number;
  /** How far apart they may be. */
  readonly within: number;
}

export const isTrue = ({ truth, shown, within }: Truth) => Math.abs(shown - truth) <= within;

export interface Stage {
  readonly call: NetCall;
  readonly network: UserNetwork;
  readonly collectors: readonly [Collector, Collector];
}

/** The path settles, and RTCP tells of it every five seconds. */
const SETTLE_MS = 6_000;
const BEN = 1;
/** IP and UDP, which getStats leaves out, as it does the tag of SRTP. */
const UNCOUNTED_BYTES = 20 + 8;

declare global {
  var seenUfrags: Set<string>;
  var holdBuffers: (ms: number | null) => void;
}

/** Runs in the page: ICE begins anew with every new fragment of the user name (RFC 8445). */
function noteUfrags(): void {
  globalThis.seenUfrags = new Set();
  const { setLocalDescription } = RTCPeerConnection.prototype;
  const noted = async function (this: RTCPeerConnection, description?: RTCLocalSessionDescriptionInit): Promise<void> {
    await Reflect.apply(setLocalDescription, this, [description]);
    const ufrag = /^a=ice-ufrag:(.+)$/m.exec(this.localDescription?.sdp ?? '')?.[1];
    if (ufrag) globalThis.seenUfrags.add(ufrag);
  };
  Object.assign(RTCPeerConnection.prototype, { setLocalDescription: noted });
}

/** Runs in the page: what the app wishes for the jitter buffer is kept for later while the bench holds it. */
function takeBuffers(): void {
  const name = 'jitterBufferTarget';
  const own = Object.getOwnPropertyDescriptor(RTCRtpReceiver.prototype, name);
  if (!own?.get || !own.set) throw new TypeError('this browser holds no buffers');
  const { get, set } = own;
  const wished = new Map<RTCRtpReceiver, number | null>();
  let heldMs: number | null = null;
  const apply = (it: RTCRtpReceiver) => set.call(it, heldMs ?? wished.get(it) ?? null);
  Object.defineProperty(RTCRtpReceiver.prototype, name, {
    configurable: true,
    get,
    set(this: RTCRtpReceiver, ms: number | null) {
      wished.set(this, ms);
      apply(this);
    },
  });
  globalThis.holdBuffers = (ms) => {
    heldMs = ms;
    const receivers = globalThis.heardConnections.flatMap((it) => it.getReceivers());
    for (const it of receivers) if (it.track.kind === 'audio') apply(it);
  };
}

/** Bytes of the tag of each packet: 80 bits with HMAC-SHA1-80 (RFC 3711), 16 bytes with GCM (RFC 7714). */
async function tagBytes({ call }: Stage): Promise<number> {
  const cipher = await call.callers[0].page.evaluate(async () => {
    const reports = await Promise.all(globalThis.heardConnections.map((it) => it.getStats()));
    const entries = reports.flatMap((it) => [...(it as ReadonlyMap<string, RTCTransportStats>).values()]);
    return entries.find((it) => it.type === 'transport' && it.srtpCipher)?.srtpCipher ?? '';
  });
  if (/GCM/.test(cipher)) return 16;
  if (/SHA1_80/.test(cipher)) return 10;
  throw new Error(`a cipher of unknown overhead: ${cipher}`);
}

async function openStage(
  hosts: readonly [Host, Host],
  network: UserNetwork,
  soundPaths?: readonly [string, string],
): Promise<Stage> {
  const collectors = [new Collector(), new Collector()] as const;
  const tallies = () => hosts.map(({ ports }) => network.tallyOf(ports[0]!.address)) as unknown as [Tally, Tally];
  const call = await openCall(hosts, {
    ...(soundPaths ? { soundPaths, silent: true } : {}),
    async prepare(context: BrowserContext, at: 0 | 1) {
      await context.addInitScript(noteUfrags);
      await context.addInitScript(takeBuffers);
      await collectors[at].attach(context, tallies);
    },
    ready: giveAddress,
  });
  return { call, network, collectors };
}

/** `count` exports of both sides that tell of nothing but what is now, and one before them to count from. */
export async function watched({ collectors }: Pick<Stage, 'collectors'>, count: number, settleMs = SETTLE_MS) {
  await sleep(settleMs);
  return Promise.all(collectors.map((it) => it.next(count + 1)));
}

/** What side `at` sent between the first of some exports and the last. */
function sentBy(at: 0 | 1, exports: readonly Export[]): Tally {
  return since(exports[0]?.tallies[at] ?? NO_TALLY, exports.at(-1)?.tallies[at] ?? NO_TALLY);
}

const SIDES = [
  ['Anna', 0, 1],
  ['Ben', 1, 0],
] as const;

async function lossTruths(stage: Stage): Promise<Truth[]> {
  stage.network.impairAll({ ...CLEAR, lossRatio: 0.05 });
  const exports = await watched(stage, 4);
  stage.network.impairAll(CLEAR);
  const uncountedBytes = UNCOUNTED_BYTES + (await tagBytes(stage));
  const truths: Truth[] = [];
  let shownOfBoth = 0;
  for (const [name, own, other] of SIDES) {
    const mine = exports[own]!;
    const sent = sentBy(other, mine);
    const shown = 100 * meanIn(mine.slice(1), 'humr_link_lost_ratio');
    shownOfBoth += shown / 2;
    truths.push({
      id: `lost, heard by ${name}`,
      unit: '%',
      truth: (100 * sent.lost) / sent.packets,
      shown,
      within: 1,
    });
    const said = 100 * meanIn(mine.slice(1), 'humr_link_their_lost_ratio');
    const ours = sentBy(own, mine);
    truths.push({
      id: `lost, of ${name}'s`,
      unit: '%',
      truth: (100 * ours.lost) / ours.packets,
      shown: said,
      within: 1,
    });
    truths.push(bitrateTruth(name, sent, mine, uncountedBytes));
  }
  return [{ id: 'lost of both, 5 % injected', unit: '%', truth: 5, shown: shownOfBoth, within: 1 }, ...truths];
}

function bitrateTruth(name: string, sent: Tally, exports: readonly Export[], uncountedBytes: number): Truth {
  const arrived = 1 - sent.lost / sent.packets;
  const seconds =
    (exports.at(-1)!.values.get('humr_call_seconds') ?? 0) - (exports[0]!.values.get('humr_call_seconds') ?? 0);
  const truth = (8 * arrived * (sent.bytes - uncountedBytes * sent.packets)) / seconds / 1000;
  const shown = meanIn(exports.slice(1), 'humr_link_received_bits_per_second') / 1000;
  return { id: `bit rate, heard by ${name}`, unit: 'kbit/s', truth, shown, within: 0.03 * truth };
}

async function delayTruths(stage: Stage, delayMs: number): Promise<Truth[]> {
  stage.network.impairAll({ ...CLEAR, delayMs });
  const exports = await watched(stage, 1);
  stage.network.impairAll(CLEAR);
  return SIDES.map(([name, own, other]) => {
    const ways = [own, other].map((at) => sentBy(at, exports[own]!));
    const truth = ways.reduce((sum, way) => sum + way.delayMs / way.delivered, 0);
    const shown = 1000 * meanIn(exports[own]!.slice(1), 'humr_link_round_trip_seconds');
    return { id: `round trip, ${delayMs} ms each way, ${name}`, unit: 'ms', truth, shown, within: 5 };
  });
}

/**
 * Holes of a known length at known moments: each is an underflow, and what never comes through them is made up. The end
 * of a hole is asked for again and sent again in time.
 */
async function gapTruths(stage: Stage): Promise<Truth[]> {
  const [everyMs, lastsMs] = [3_000, 300];
  let isOver = false;
  const digging = (async () => {
    while (!isOver) {
      stage.network.impairAll({ ...CLEAR, isUp: false });
      await sleep(lastsMs);
      stage.network.impairAll(CLEAR);
      await sleep(everyMs - lastsMs);
    }
  })();
  const exports = await watched(stage, 2);
  isOver = true;
  await digging;
  return SIDES.flatMap(([name, own, other]): Truth[] => {
    const mine = exports[own]!;
    const sent = sentBy(other, mine);
    const lostPercent = (100 * sent.missing) / sent.different;
    const made = 100 * meanIn(mine.slice(1), 'humr_link_concealed_ratio');
    const perExport = 15_000 / everyMs;
    const underflows = meanIn(mine.slice(1), 'humr_link_underflows');
    return [
      { id: `made up, holes of ${lastsMs} ms, ${name}`, unit: '%', truth: lostPercent, shown: made, within: 2 },
      { id: `underflows in 15 s, ${name}`, unit: '', truth: perExport, shown: underflows, within: 2 },
    ];
  });
}

/** The browser holds the sound back for as long as it is told to. */
async function bufferTruths(stage: Stage): Promise<Truth[]> {
  const { page } = stage.call.callers[BEN];
  const hold = (ms: number | null) => page.evaluate((target) => globalThis.holdBuffers(target), ms);
  await hold(240);
  const exports = await watched(stage, 1, 10_000);
  await hold(null);
  const shown = 1000 * meanIn(exports[BEN]!.slice(1), 'humr_link_buffer_seconds');
  return [{ id: 'receive to play, held for 240 ms, Ben', unit: 'ms', truth: 240, shown, within: 20 }];
}

const lastOf = (exports: readonly Export[], name: string) => exports.at(-1)?.values.get(name) ?? Number.NaN;

async function cutTruths(stage: Stage): Promise<Truth[]> {
  const before = await watched(stage, 0, 0);
  stage.network.impairAll({ ...CLEAR, isUp: false });
  await sleep(20_000);
  stage.network.impairAll(CLEAR);
  await audibleAfterMs(stage.call, 20_000);
  const after = await watched(stage, 0, 2_000);
  const truths: Truth[] = [];
  for (const [name, own] of SIDES) {
    const { page } = stage.call.callers[own];
    const ufrags = await page.evaluate(() => globalThis.seenUfrags.size);
    const recovered = lastOf(after[own]!, 'humr_recoveries') - lastOf(before[own]!, 'humr_recoveries');
    const restarts = lastOf(after[own]!, 'humr_ice_restarts');
    truths.push({ id: `recoveries after one cut, ${name}`, unit: '', truth: 1, shown: recovered, within: 0 });
    truths.push({ id: `ICE restarts, ${name}`, unit: '', truth: ufrags - 1, shown: restarts, within: 0 });
  }
  return truths;
}

const QUANTUM_MS = 128 / 48;

/**
 * The page stands still for a while, with the worker of the voice in it. Some of the sound the browser keeps back until
 * the page goes on; what is lost is what the time stamps of the voice fall behind the clock by.
 */
async function stallTruths(stage: Stage): Promise<Truth[]> {
  const [rounds, lastsMs] = [3, 1_000];
  const before = await watched(stage, 0, 0);
  const lagMs = () => stage.network.soundLagMs(stage.call.hosts[BEN].ports[0]!.address);
  const lagBeforeMs = lagMs();
  for (let n = 0; n < rounds; n++) {
    const pids = await renderers(stage.call.callers[BEN]);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await sleep(lastsMs);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    await sleep(4_000);
  }
  const after = await watched(stage, 0, 0);
  const counted = lastOf(after[BEN]!, 'humr_voice_missed_quanta') - lastOf(before[BEN]!, 'humr_voice_missed_quanta');
  const truth = (lagMs() - lagBeforeMs) / QUANTUM_MS;
  return [{ id: 'quanta missed, stopped three times, Ben', unit: '', truth, shown: counted, within: 0.2 * truth }];
}

export async function findTruths(
  hosts: readonly [Host, Host],
  network: UserNetwork,
  only: readonly string[],
  tell: (truth: Truth) => void,
): Promise<readonly Truth[]> {
  const stages: readonly (readonly [string, (stage: Stage) => Promise<Truth[]>])[] = [
    ['loss', lossTruths],
    ['delay', (stage) => delayTruths(stage, 25)],
    ['delay', (stage) => delayTruths(stage, 120)],
    ['gaps', gapTruths],
    ['buffer', bufferTruths],
    ['cut', cutTruths],
    ['stall', stallTruths],
  ];
  const isWanted = (id: string) => only.length === 0 || only.some((it) => id.includes(it));
  const truths: Truth[] = [];
  const add = (found: readonly Truth[]) => {
    truths.push(...found);
    found.forEach(tell);
  };
  const wanted = stages.filter(([id]) => isWanted(id));
  const stage = wanted.length > 0 ? await openStage(hosts, network) : null;
  for (const [, find] of wanted) if (stage) add(await find(stage));
  await stage?.call.close();
  if (isWanted('voice')) await voiceTruths((paths) => openStage(hosts, network, paths), add);
  return truths;
}

export function truthLine(it: Truth): string {
  const number = (value: number) => `${value.toFixed(2)} ${it.unit}`.trim().padStart(14);
  const verdict = isTrue(it) ? 'ok' : `OFF by more than ${it.within.toFixed(2)}`;
  return `${it.id.padEnd(46)}${number(it.truth)}  shown ${number(it.shown)}  ${verdict}`;
}
