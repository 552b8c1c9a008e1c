/** The bench of relays: one row each for the embedded one, mosquitto, and RabbitMQ with one node and with three. */
import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findMosquitto, startMosquitto } from '../../relay/brokers.test-kit.ts';
import { hasRabbit, startRabbit } from '../../relay/rabbit.test-kit.ts';
import { type LoadResult, type Row, writeTable } from './figures.ts';
import { type Options, parseOptions, USAGE } from './options.ts';

/** A relay under load. */
interface Running {
  readonly urls: readonly string[];
  /** Processes, or leaders of process groups, whose memory is its own. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

interface Contender {
  readonly name: string;
  /** Why it cannot run here; null when it can. */
  readonly missing: string | null;
  start(): Promise<Running>;
}

const HERE = import.meta.dirname;
const LOAD_LIMIT_MS = 15 * 60_000;

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function startEmbedded(): Promise<Running> {
  const child = fork(join(HERE, 'embedded.mjs'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const over = ended(child);
  const url = await Promise.race([
    new Promise<string>((resolve) => child.stdout!.once('data', (data: Buffer) => resolve(String(data).trim()))),
    over.then(() => Promise.reject(new Error('the embedded relay did not start'))),
  ]);
  return {
    urls: [url],
    pids: [child.pid!],
    async stop() {
      child.kill();
      await over;
    },
  };
}

async function startCluster(count: number): Promise<Running> {
  const { nodes, stop } = await startRabbit(count);
  return { urls: nodes.map(({ url }) => url), pids: nodes.map(({ pid }) => pid), stop };
}

const mosquitto = findMosquitto();
const noMosquitto = mosquitto ? null : 'not installed (Debian: apt-get install mosquitto)';
const noRabbit = hasRabbit() ? null : 'not installed (Debian: apt-get install rabbitmq-server)';

const CONTENDERS: readonly Contender[] = [
  { name: 'embedded (aedes)', missing: null, start: startEmbedded },
  {
    name: 'mosquitto',
    missing: noMosquitto,
    async start() {
      const { url, pid, stop } = await startMosquitto(mosquitto!);
      return { urls: [url], pids: [pid], stop };
    },
  },
  { name: 'rabbitmq, 1 node', missing: noRabbit, start: () => startCluster(1) },
  { name: 'rabbitmq, 3 nodes', missing: noRabbit, start: () => startCluster(3) },
];

/** Resident memory of the processes and of those in their groups, MB; proc(5). */
function rssMb(leaders: readonly number[]): number {
  let kb = 0;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const group = Number(
        readFileSync(`/proc/${entry}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[2],
      );
      if (!leaders.includes(Number(entry)) && !leaders.includes(group)) continue;
      kb += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended while we looked.
    }
  }
  return kb / 1024;
}

function runLoad(plan: { urls: readonly string[]; clients: number; rounds: number }): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(HERE, 'load.mjs'), [JSON.stringify(plan)], { timeout: LOAD_LIMIT_MS });
    child.once('message', (result: LoadResult) => resolve(result));
    child.once('exit', (code) => reject(new Error(`the load ended with ${code}`)));
  });
}

async function measure({ name, start }: Contender, { clients, rounds }: Options): Promise<Row> {
  const running = await start();
  try {
    let peakMb = 0;
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, rssMb(running.pids));
    }, 1_000);
    const { p50Ms, p99Ms, expected, delivered } = await runLoad({ urls: running.urls, clients, rounds }).finally(() =>
      clearInterval(watch),
    );
    if (delivered < expected) console.log(`${name}: ${expected - delivered} of ${expected} messages never arrived`);
    return { name, clients, deliveredMs: { p50: p50Ms, p99: p99Ms }, rssMb: Math.max(peakMb, rssMb(running.pids)) };
  } finally {
    await running.stop();
  }
}

async function run(options: Options): Promise<void> {
  const rows: Row[] = [];
  const wanted = CONTENDERS.filter(({ name }) => isWanted(name, options.only));
  for (const contender of wanted) {
    if (contender.missing) {
      console.log(`${contender.name}: left out, ${contender.missing}`);
      continue;
    }
    console.log(`${contender.name}: ${options.clients} clients, ${options.rounds} rounds …`);
    rows.push(await measure(contender, options));
  }
  console.log(`\n${writeTable(rows)}`);
  if (options.jsonPath) writeFileSync(options.jsonPath, `${JSON.stringify({ rows }, null, 2)}\n`);
}

function isWanted(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((part) => name.includes(part));
}

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await run(options);
}
