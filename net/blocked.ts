/**
 * A network that blocks UDP (FAULTS.md, rows 11 and 12): a third host runs coturn, which takes calls over TCP, and where
 * there is none the page says why nobody is heard.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Caller, openCaller } from '../e2e/caller.ts';
import { findCoturn } from '../e2e/coturn.ts';
import { joinCall, openLink, startHere } from '../e2e/meet.ts';
import { writeSettings } from '../e2e/settings-writer.ts';
import { soundFile } from '../e2e/voices.ts';
import { settingsRecord } from '../src/settings/read.ts';
import { DEFAULT_SETTINGS, type Settings } from '../src/settings/schema.ts';
import { audibleAfterMs, type NetCall, restlessSpeech } from './call.ts';
import { CLEAR } from './impairment.ts';
import type { Host } from './namespaces.ts';
import type { UserNetwork } from './user-network.ts';

/** iproute2; see `missingParts`. */
const IP = 'ip';
const TURN_PORT = 3478;
const LIMIT_MS = 20_000;
/** What was on its way is still heard for so long after the block, and proves nothing. */
const SETTLE_MS = 800;
/** A tenth of a second each. */
const START_TRIES = 150;

/** Fields of a fault of `faults.ts`. */
interface BlockedFault {
  readonly id: string;
  readonly expected: string;
  readonly boundMs: number;
}

export interface BlockedOutcome {
  readonly fault: BlockedFault;
  /** Null when it never came to it. */
  readonly audibleMs: number | null;
  readonly concealedRatio: number;
}

export interface BlockedPlace {
  readonly hosts: readonly [Host, Host];
  /** Of coturn; on the same network. */
  readonly turnHost: Host;
  readonly network: UserNetwork;
}

type Turn = Pick<Settings, 'turnServers'>;

/** @param only parts of ids; empty means all. @returns null where coturn is missing */
export async function findBlocked(
  place: BlockedPlace,
  only: readonly string[],
  tell: (outcome: BlockedOutcome) => void,
): Promise<BlockedOutcome[] | null> {
  const coturn = findCoturn();
  if (!coturn) return null;
  const password = randomBytes(12).toString('hex');
  const turn = await startInside(coturn, place.turnHost, password);
  const url = `turn:${place.turnHost.ports[0]!.address}:${TURN_PORT}?transport=tcp`;
  const withTurn = { turnServers: [{ url, userName: 'humr', password }] };
  const rows: readonly (BlockedFault & { measure(): Promise<number | null> })[] = [
    {
      id: 'udp-blocked-start',
      expected: 'heard over TCP through TURN',
      boundMs: 4_000,
      measure: () => fromStart(place, withTurn),
    },
    {
      id: 'udp-blocked-midcall',
      expected: 'goes on over TCP through TURN',
      boundMs: 5_000,
      measure: () => midCall(place, withTurn),
    },
    { id: 'udp-blocked-no-turn', expected: 'says what blocks it', boundMs: 10_000, measure: () => withoutTurn(place) },
  ];
  try {
    const outcomes: BlockedOutcome[] = [];
    for (const { measure, ...fault } of rows) {
      if (only.length > 0 && !only.some((part) => fault.id.includes(part))) continue;
      place.network.impairAll(CLEAR);
      const audibleMs = await measure().catch((error: unknown) => {
        console.log(`${fault.id}: ${error instanceof Error ? error.message.split('\n')[0] : 'failed'}`);
        return null;
      });
      const outcome = { fault, audibleMs, concealedRatio: 0 };
      tell(outcome);
      outcomes.push(outcome);
    }
    return outcomes;
  } finally {
    place.network.impairAll(CLEAR);
    turn.kill('SIGKILL');
  }
}

/** From the click on *Join*, until both hear each other; the path is looked at, too. */
async function fromStart(place: BlockedPlace, turn: Turn): Promise<number | null> {
  blockUdp(place);
  const call = await openTwo(place, turn);
  try {
    const [anna, ben] = call.callers;
    await openLink(ben.page, await startHere(anna.page, 'Anna'), 'Ben');
    const startedMs = performance.now();
    await ben.page.getByRole('button', { name: 'Join' }).click();
    if ((await audibleAfterMs(call, LIMIT_MS)) === null) return null;
    const tookMs = performance.now() - startedMs;
    for (const { page } of call.callers) await mustRelayOverTcp(page);
    return tookMs;
  } finally {
    await call.close();
  }
}

/** From the moment nothing but TCP gets through. */
async function midCall(place: BlockedPlace, turn: Turn): Promise<number | null> {
  const call = await openTwo(place, turn);
  try {
    const [anna, ben] = call.callers;
    await joinCall(ben.page, await startHere(anna.page, 'Anna'), 'Ben');
    if ((await audibleAfterMs(call, LIMIT_MS)) === null) throw new Error('the two never heard each other');
    blockUdp(place);
    await sleep(SETTLE_MS);
    const tookMs = await audibleAfterMs(call, LIMIT_MS);
    if (tookMs === null) return null;
    for (const { page } of call.callers) await mustRelayOverTcp(page);
    return SETTLE_MS + tookMs;
  } finally {
    await call.close();
  }
}

/** From the moment they look for a path, until the page says that UDP is blocked and no TURN is set. */
async function withoutTurn(place: BlockedPlace): Promise<number | null> {
  blockUdp(place);
  const call = await openTwo(place, { turnServers: [] });
  try {
    const [anna, ben] = call.callers;
    await joinCall(ben.page, await startHere(anna.page, 'Anna'), 'Ben');
    while (!ben.log.some((text) => text.includes('call connecting'))) await sleep(20);
    const startedMs = performance.now();
    await ben.page
      .getByText(/blocks direct calls \(UDP\)/)
      .first()
      .waitFor({ timeout: LIMIT_MS });
    return performance.now() - startedMs;
  } finally {
    await call.close();
  }
}

function blockUdp({ hosts, network }: BlockedPlace): void {
  for (const { address } of hosts.flatMap(({ ports }) => ports)) {
    network.impair(address, { ...CLEAR, blocksUdp: true });
  }
}

/** Two people at home, whose settings name these servers. */
async function openTwo({ hosts }: BlockedPlace, turn: Turn): Promise<NetCall> {
  const soundPath = soundFile('restless', restlessSpeech());
  const open = async ({ chromiumPath, baseURL }: Host): Promise<Caller> => {
    const caller = await openCaller({ soundPath, baseURL, chromiumPath });
    caller.page.setDefaultTimeout(LIMIT_MS);
    await caller.page.goto('/');
    const settings = settingsRecord({ ...DEFAULT_SETTINGS, ...turn });
    while (!(await caller.page.evaluate(writeSettings, settings))) await sleep(50);
    await caller.page.reload();
    return caller;
  };
  const callers = [await open(hosts[0]), await open(hosts[1])] as const;
  return { callers, hosts, said: [], close: async () => void (await Promise.all(callers.map((it) => it.close()))) };
}

/** The path in use leads through the TURN server, which is reached over TCP. @throws when it does not */
async function mustRelayOverTcp(page: Caller['page']): Promise<void> {
  const path = await page.evaluate(async () => {
    const live = globalThis.heardConnections.find((it) => it.connectionState === 'connected');
    const stats = [...((await live?.getStats())?.values() ?? [])];
    const chosen = stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
    const pair = stats.find(({ id }) => id === chosen);
    const local = stats.find(({ id }) => id === pair?.localCandidateId);
    return `${local?.candidateType} over ${local?.relayProtocol}`;
  });
  if (path !== 'relay over tcp') throw new Error(`the path is ${path}`);
}

async function startInside(coturn: string, { namespace, ports }: Host, password: string): Promise<ChildProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'humr-turn-'));
  const { address } = ports[0]!;
  const lines = [
    `listening-ip=${address}`,
    `relay-ip=${address}`,
    `listening-port=${TURN_PORT}`,
    'lt-cred-mech',
    `user=humr:${password}`,
    'realm=humr.example',
    'no-tls',
    'no-dtls',
    'no-cli',
    'fingerprint',
    `pidfile=${join(folder, 'pid')}`,
    `userdb=${join(folder, 'db')}`,
    'log-file=stdout',
  ];
  const config = join(folder, 'turnserver.conf');
  writeFileSync(config, `${lines.join('\n')}\n`);
  const child = spawn(IP, ['netns', 'exec', namespace, coturn, '-c', config], { stdio: 'ignore' });
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const knock = ['netns', 'exec', namespace, 'socat', '/dev/null', `TCP4:${address}:${TURN_PORT}`];
  for (let tries = 0; tries < START_TRIES && child.exitCode === null; tries++) {
    const knocking = spawn(IP, knock, { stdio: 'ignore' });
    const [status] = (await once(knocking, 'exit')) as [number | null];
    if (status === 0) return child;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error('coturn does not start');
}
