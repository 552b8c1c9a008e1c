/** Two hosts, one broken network between them, one call: injects each fault and measures how soon both are heard again. */
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDice } from '../bench/dice.ts';
import { obtainChromium } from '../tools/chromium.mjs';
import { type BlockedOutcome, findBlocked } from './blocked.ts';
import { audibleAfterMs, ear, type NetCall, openCall } from './call.ts';
import { type Fault, makeFaults, type Scene } from './faults.ts';
import { CLEAR } from './impairment.ts';
import { type Host, missingParts, openHost } from './namespaces.ts';
import { type Mode, type Options, parseOptions, USAGE } from './options.ts';
import { compareQuality, qualityLines } from './quality.ts';
import { Server } from './server.ts';
import { holds, shareOver, sharingLine } from './sharing.ts';
import { countIntervals, heapSlopeMbPerH, type Residue, SoakWatch } from './soak.ts';
import { findTruths, isTrue, truthLine } from './truth.ts';
import { giveTurn, hasTurnServer, TurnHost } from './turn-host.ts';
import { UserNetwork } from './user-network.ts';
import { callOver, verdictLine } from './verdicts.ts';

const SERVER_PORT = 4_600 + (process.pid % 300);
/** After this the call is given up and begun anew. */
const LIMIT_MS = 20_000;

interface Outcome extends BlockedOutcome {
  /** Share of what was played during the fault that the decoder had to make up. */
  readonly concealedRatio: number;
  /** What both pages logged meanwhile. */
  readonly log?: readonly string[];
}

async function injectOnce(fault: Fault, scene: Scene): Promise<Outcome> {
  const { call } = scene;
  const startMs = performance.now();
  const before = await ear(call.callers[0].page);
  await fault.inject(scene);
  const settleMs = fault.settleMs ?? 0;
  await sleep(settleMs);
  const gaveUp = (error: unknown) => {
    console.log(`${fault.id}: ${error instanceof Error ? error.message.split('\n')[0] : 'failed'}`);
    return null;
  };
  const heardMs = await (fault.measure?.(scene, LIMIT_MS).catch(gaveUp) ?? audibleAfterMs(call, LIMIT_MS));
  await fault.undo?.(scene);
  const audibleMs = heardMs === null ? null : settleMs + heardMs;
  const after = await ear(call.callers[0].page);
  const concealedRatio = (after.concealedSamples - before.concealedSamples) / (after.samples - before.samples);
  const said = call.said.filter(({ atMs }) => atMs >= startMs);
  const log = said.map(
    ({ atMs, who, text }) => `  ${((atMs - startMs) / 1000).toFixed(2).padStart(7)} s ${who}: ${text}`,
  );
  return { fault, audibleMs, concealedRatio, log };
}

interface Place {
  readonly hosts: readonly [Host, Host];
  readonly network: UserNetwork;
  readonly server: Server;
  /** One more on the same network, the same each time. */
  thirdHost(): Promise<Host>;
}

/** Two hosts, a network between them and the app's server, for as long as `use` takes. */
async function inPlace<T>(seed: number, use: (place: Place) => Promise<T>): Promise<T> {
  const network = new UserNetwork(seed);
  const server = new Server(SERVER_PORT);
  const closers: (() => unknown)[] = [() => network.close()];
  try {
    await server.start();
    closers.unshift(() => server.stop());
    const chromium = await obtainChromium();
    const hosts: Host[] = [];
    const addHost = async () => {
      const host = await openHost(hosts.length + 1, SERVER_PORT, chromium);
      closers.unshift(() => host.close());
      hosts.push(host);
      for (const port of host.ports) await network.attach(port);
      return host;
    };
    const two = [await addHost(), await addHost()] as const;
    network.impairAll(CLEAR);
    let third: Promise<Host> | null = null;
    const thirdHost = () => {
      third ??= addHost();
      return third;
    };
    return await use({ hosts: two, network, server, thirdHost });
  } finally {
    for (const close of closers) await close();
  }
}

/** Every fault `rounds` times, or in random order until the time of a soak is over. */
async function run(options: Options, place: Place) {
  const { only, soakMinutes } = options;
  const isChosen = ({ id, needsTurn }: Fault) =>
    (only.length === 0 || only.some((part) => id.includes(part))) &&
    // A soak is one long call.
    !(needsTurn && (soakMinutes > 0 || !hasTurnServer()));
  const faults = makeFaults().filter(isChosen);
  if (faults.length === 0) return { outcomes: [], residues: [] };
  const turn = faults.some(({ needsTurn }) => needsTurn) ? await TurnHost.open(await place.thirdHost()) : null;
  try {
    return await injectAll(faults, options, { ...place, turn });
  } finally {
    await turn?.close();
  }
}

async function injectAll(faults: readonly Fault[], options: Options, place: Place & { turn: TurnHost | null }) {
  const { rounds, seed, soakMinutes } = options;
  const dice = createDice(seed);
  const outcomes: Outcome[] = [];
  const residues: Residue[] = [];
  let call: NetCall | null = null;
  let soak: SoakWatch | null = null;
  const endMs = performance.now() + soakMinutes * 60_000;
  const isDone = (done: number) => (soakMinutes > 0 ? performance.now() >= endMs : done >= rounds * faults.length);
  while (!isDone(outcomes.length)) {
    const at = soakMinutes > 0 ? Math.floor(dice() * faults.length) : outcomes.length % faults.length;
    const fault = faults[at]!;
    if (call && fault.needsTurn) {
      await call.close();
      call = null;
    }
    if (!call) {
      call = await openCall(place.hosts, {
        ready: async (page) => (fault.needsTurn ? giveTurn(page, place.turn) : undefined),
        prepare: async (context) =>
          soakMinutes > 0 ? context.addInitScript(countIntervals).then(() => undefined) : undefined,
      });
      soak = soakMinutes > 0 ? await SoakWatch.open(call.callers[0].page) : null;
    }
    const outcome = await injectOnce(fault, { ...place, call });
    outcomes.push(outcome);
    console.log(line(outcome));
    if (!isRecovered(outcome)) console.log(outcome.log?.join('\n'));
    if (soak) residues.push(await soak.look());
    // A call that found a way over TURN stays there, where shutting UDP changes nothing.
    if (outcome.audibleMs !== null && !fault.needsTurn) continue;
    await call.close();
    call = null;
  }
  await call?.close();
  return { outcomes, residues };
}

/** Calls of their own, on a network that blocks UDP; see `blocked.ts`. */
async function runBlocked({ only, soakMinutes }: Options, { hosts, network, thirdHost }: Place): Promise<Outcome[]> {
  const isWanted = soakMinutes === 0 && (only.length === 0 || only.some((part) => part.includes('udp')));
  if (!isWanted) return [];
  const place = { hosts, network, turnHost: await thirdHost() };
  const outcomes = await findBlocked(place, only, (outcome) => console.log(line(outcome)));
  if (!outcomes) console.log('The rows of a network that blocks UDP want coturn (Debian: apt-get install coturn).');
  return outcomes ?? [];
}

const isRecovered = ({ audibleMs, fault }: Outcome) => audibleMs !== null && audibleMs <= fault.boundMs;

function line(outcome: Outcome): string {
  const { fault, audibleMs, concealedRatio } = outcome;
  const took = audibleMs === null ? 'never' : `${Math.round(audibleMs)} ms`;
  const verdict = isRecovered(outcome) ? 'ok' : `MISSED ${fault.boundMs} ms`;
  const made = `${(100 * concealedRatio).toFixed(1)} % made up`;
  return `${fault.id.padEnd(20)} ${fault.expected.padEnd(32)} ${took.padStart(9)}  ${made.padStart(15)}  ${verdict}`;
}

function quantile(sorted: readonly number[], ratio: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))] ?? null;
}

function summary(outcomes: readonly Outcome[]) {
  const times = outcomes.map(({ audibleMs }) => audibleMs ?? LIMIT_MS).sort((a, b) => a - b);
  const ids = [...new Set(outcomes.map(({ fault }) => fault.id))];
  return {
    injections: outcomes.length,
    recovered: outcomes.filter(isRecovered).length,
    audibleMs: { median: quantile(times, 0.5), p95: quantile(times, 0.95) },
    faults: ids.map((id) => {
      const of = outcomes.filter(({ fault }) => fault.id === id);
      const worstMs = Math.max(...of.map(({ audibleMs }) => audibleMs ?? LIMIT_MS));
      return { id, injections: of.length, recovered: of.filter(isRecovered).length, worstMs };
    }),
  };
}

async function compare({ seed, jsonPath }: Options): Promise<boolean> {
  const table = await inPlace(seed, ({ hosts, network }) => compareQuality(hosts, network));
  for (const text of qualityLines(table)) console.log(text);
  if (jsonPath) writeFileSync(jsonPath, `${JSON.stringify(table, null, 2)}\n`);
  return true;
}

async function compareFigures({ seed, only, jsonPath }: Options): Promise<boolean> {
  const tell = (it: Parameters<typeof truthLine>[0]) => console.log(truthLine(it));
  const rows = await inPlace(seed, ({ hosts, network }) => findTruths(hosts, network, only, tell));
  const right = rows.filter(isTrue).length;
  console.log(`${right} of ${rows.length} figures are true; ${load()}`);
  if (jsonPath) writeFileSync(jsonPath, `${JSON.stringify({ right, of: rows.length, rows }, null, 2)}\n`);
  return right === rows.length;
}

async function compareVerdicts({ seed, rounds, only, jsonPath }: Options): Promise<boolean> {
  const tell = (it: Parameters<typeof verdictLine>[0]) => console.log(verdictLine(it));
  const rows = await inPlace(seed, ({ hosts, network }) => callOver(hosts, network, { rounds, only }, tell));
  const agreed = rows.filter((it) => it.agrees).length;
  console.log(`${agreed} of ${rows.length} reports agree with the network; ${load()}`);
  if (jsonPath) writeFileSync(jsonPath, `${JSON.stringify({ agreed, calls: rows.length, rows }, null, 2)}\n`);
  return agreed === rows.length;
}

async function compareSharing({ seed, only, jsonPath }: Options): Promise<boolean> {
  const tell = (it: Parameters<typeof sharingLine>[0]) => console.log(sharingLine(it));
  const rows = await inPlace(seed, ({ hosts, network }) => shareOver(hosts, network, only, tell));
  const kept = rows.filter(holds).length;
  console.log(`${kept} of ${rows.length} voices kept beside a picture; ${load()}`);
  if (jsonPath) writeFileSync(jsonPath, `${JSON.stringify({ kept, of: rows.length, rows }, null, 2)}\n`);
  return kept === rows.length;
}

/** Figures taken on a busy machine are worth less. */
function load(): string {
  return `load of this machine ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`;
}

const MODES: Readonly<Record<Mode, (options: Options) => Promise<boolean>>> = {
  faults: inject,
  quality: compare,
  truth: compareFigures,
  verdicts: compareVerdicts,
  sharing: compareSharing,
};

async function inject(options: Options): Promise<boolean> {
  const { outcomes, residues } = await inPlace(options.seed, async (place) => {
    const { outcomes, residues } = await run(options, place);
    return { outcomes: [...outcomes, ...(await runBlocked(options, place))], residues };
  });
  const figures = summary(outcomes);
  console.log(`${figures.recovered} of ${figures.injections} recovered within their bounds`);
  const soak = residues.length > 0 ? { heapSlopeMbPerH: heapSlopeMbPerH(residues), residues } : undefined;
  const last = residues.at(-1);
  if (soak && last) {
    const slope = `${soak.heapSlopeMbPerH.toFixed(1)} MB/h of heap`;
    const held = (it: Residue) =>
      `${it.connections} connections, ${it.audioHandlers} audio nodes, ${it.worklets} worklets, ${it.intervals} timers`;
    console.log(`${slope}; ${held(residues[0]!)} after the first fault, ${held(last)} at the end`);
  }
  if (options.jsonPath) writeFileSync(options.jsonPath, `${JSON.stringify({ ...figures, soak }, null, 2)}\n`);
  return figures.recovered === figures.injections;
}

const options = parseOptions(process.argv.slice(2));
const missing = missingParts();
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (missing) {
  console.log(`The network bench cannot run here: ${missing}.`);
} else {
  process.exitCode = (await MODES[options.mode](options)) ? 0 : 1;
}
