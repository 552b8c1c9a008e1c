/** `npm run test:hostile`: runs cases, shows how far it is, prints what failed and how to see it again. */
import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BLOCK, Cases, type Failure } from './cases.ts';
import { handshakeMs } from './cost.ts';
import { FAULTS } from './judge.ts';
import { type Options, parseOptions, USAGE } from './options.ts';

/** One failing case tells as much as a hundred of its kind. */
const MAX_PRINTED = 20;

/** One line at the bottom of a terminal that is written over; a file gets a line now and then. */
function progress(done: number, cases: number, failed: number, startedMs: number): void {
  const seconds = (performance.now() - startedMs) / 1000;
  const text = `${done} of ${cases} cases, ${failed} failed, ${seconds.toFixed(0)} s`;
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K${done === cases ? '\n' : ''}`);
  else if (done === cases || Math.floor(done / BLOCK) % 100 === 0) process.stderr.write(`${text}\n`);
}

function printFailure(failure: Failure, seed: number): void {
  console.log(
    `case ${failure.case}: ${failure.fault}: ${failure.detail}\n  again: npm run test:hostile -- --seed ${seed} --only ${failure.case}`,
  );
}

async function runCases(options: Options) {
  const { cases: caseCount, seed, only } = options;
  const cases = new Cases({ seed, tellsCertificate: true });
  process.on('unhandledRejection', (reason) => cases.rejections.push(`rejected: ${String(reason)}`));
  const totals = { tried: 0, met: 0, failures: [] as Failure[], kinds: new Map<string, number>() };
  const [from, to] = only === null ? [0, caseCount] : [only, only + 1];
  const startedMs = performance.now();
  for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block++) {
    const result = await cases.runBlock(block, (number) => number >= from && number < to);
    totals.tried += result.tried;
    totals.met += result.met;
    for (const [kind, times] of result.kinds) totals.kinds.set(kind, (totals.kinds.get(kind) ?? 0) + times);
    for (const failure of result.failures) {
      if (totals.failures.push(failure) <= MAX_PRINTED) printFailure(failure, seed);
    }
    progress(Math.min(to, (block + 1) * BLOCK) - from, to - from, totals.failures.length, startedMs);
  }
  return { ...totals, cases: to - from };
}

function countOf(kinds: ReadonlyMap<string, number>, pattern: RegExp): number {
  return [...kinds].reduce((sum, [kind, times]) => (pattern.test(kind) ? sum + times : sum), 0);
}

async function main(options: Options): Promise<void> {
  const { seed } = options;
  console.log(`seed ${seed}`);
  const { cases, tried, met, failures, kinds } = await runCases(options);
  const failed = (fault: string) => new Set(failures.filter((it) => it.fault === fault).map((it) => it.case)).size;
  const figures = Object.fromEntries(FAULTS.map((fault) => [fault, failed(fault)]));
  const whole = countOf(kinds, /^attack/);
  const ways = [...kinds].filter(([kind]) => !kind.startsWith('attack')).length;
  console.log(
    `${tried} of ${cases} cases had something to try: ${tried - whole} falsified messages of ${ways} kinds by state, ` +
      `${whole} whole calls under attack, of which ${met} came about between the right two`,
  );
  console.log(
    Object.entries(figures)
      .map(([fault, count]) => `${fault} ${count}`)
      .join(', '),
  );
  const handshake = await handshakeMs();
  console.log(`a whole handshake takes ${handshake.toFixed(1)} ms of script, both sides together`);
  const result = { seed, cases, ...figures, handshakeMs: handshake };
  if (options.jsonPath) writeFileSync(options.jsonPath, `${JSON.stringify(result, null, 2)}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

/** Said before the work, not after it. */
function whyUnwritable({ jsonPath }: Options): string | null {
  if (jsonPath === null) return null;
  try {
    accessSync(dirname(jsonPath), constants.W_OK);
    return null;
  } catch {
    return `--json: cannot write into ${dirname(jsonPath)}`;
  }
}

const parsed = parseOptions(process.argv.slice(2), Math.floor(Math.random() * 2 ** 32));
const options = typeof parsed === 'string' ? parsed : (whyUnwritable(parsed) ?? parsed);
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await main(options);
}
