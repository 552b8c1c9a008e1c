/**
 * Cases by number. A block is one honest call with many probes, its twin without, and a few whole calls under attack;
 * case number and seed say everything, so that any case can be run again alone.
 */
import { ATTACKS, AttackedCall } from './attacked-call.ts';
import { chanceOf } from './chance.ts';
import type { Fault, Finding } from './judge.ts';
import type { Letter } from './post.ts';
import { type CallPlan, difference, lookInside, ProbedCall, STEPS } from './probed-call.ts';

/** Probes share a call, because making one costs twenty times what a probe costs. */
const PROBES = 28;
export const BLOCK = 32;
/** Nothing was said yet before. */
const FIRST_STEP = 2;
/** Rooms in turn; each has an earlier call to take old letters from. */
const ROOMS = 4;

export interface Failure {
  readonly case: number;
  readonly fault: Fault;
  /** What was done to whom in which state, and what came of it. */
  readonly detail: string;
}

export interface BlockResult {
  /** Cases in which something could be tried. */
  readonly tried: number;
  /** Whole calls under attack in which Anna and Ben still found each other. */
  readonly met: number;
  readonly failures: readonly Failure[];
  readonly kinds: ReadonlyMap<string, number>;
}

export interface CasesOptions {
  readonly seed: number;
  /** False for browsers that do not tell which certificate is in use: then an intercepted path must show. */
  readonly tellsCertificate: boolean;
}

export class Cases {
  readonly #options: CasesOptions;
  /** Looking inside takes as long as twenty probes: one in a block, and whatever runs alone. */
  readonly #hidden = lookInside();
  readonly #libraries = new Map<number, Promise<readonly Letter[]>>();
  /** Rejections nobody handled, which Node tells about later than the case that caused them. */
  readonly rejections: string[] = [];

  constructor(options: CasesOptions) {
    this.#options = options;
  }

  /** @param wanted cases of this block that count; the others are left out */
  async runBlock(block: number, wanted: (number: number) => boolean): Promise<BlockResult> {
    const numbers = Array.from({ length: BLOCK }, (_, slot) => block * BLOCK + slot).filter(wanted);
    const probes = numbers.filter((number) => number % BLOCK < PROBES);
    const result = { tried: 0, met: 0, failures: [] as Failure[], kinds: new Map<string, number>() };
    if (probes.length > 0) await this.#runProbes(block, probes, result);
    for (const number of numbers) if (number % BLOCK >= PROBES) await this.#runAttack(block, number, result);
    return result;
  }

  async #runProbes(block: number, numbers: readonly number[], result: Mutable<BlockResult>): Promise<void> {
    const plan = await this.#plan(block);
    const twin = new ProbedCall(plan);
    await twin.run(async () => undefined);
    const call = await this.#probe(plan, numbers, result);
    for (const { fault, detail } of call.judge.findings) result.failures.push({ case: numbers[0]!, fault, detail });
    if (call.trace() === twin.trace()) return;
    for (const number of numbers) {
      const alone = await this.#probe(plan, [number], null);
      if (alone.trace() === twin.trace()) continue;
      const detail = `the call took another way: ${difference(alone.trace(), twin.trace())}`;
      result.failures.push({ case: number, fault: 'stateChanged', detail });
      return;
    }
    result.failures.push({ case: numbers[0]!, fault: 'stateChanged', detail: 'several together changed the call' });
  }

  /** @param result takes what was found; null for a repetition whose findings are known */
  async #probe(plan: CallPlan, numbers: readonly number[], result: Mutable<BlockResult> | null): Promise<ProbedCall> {
    const { seed } = this.#options;
    const stepOf = (number: number) => FIRST_STEP + chanceOf(seed, number, 40).below(STEPS - FIRST_STEP);
    const call = new ProbedCall(plan);
    await call.run(async (_call, step) => {
      for (const number of numbers.filter((it) => stepOf(it) === step)) {
        const hidden = number % BLOCK === 0 || numbers.length === 1 ? this.#hidden : null;
        const probed = await call.probe(chanceOf(seed, number, 41), hidden);
        if (!probed || !result) continue;
        result.tried++;
        count(result.kinds, probed.kind);
        for (const finding of probed.findings) {
          result.failures.push({ case: number, fault: 'stateChanged', detail: `${probed.kind}: ${finding}` });
        }
      }
    });
    return call;
  }

  async #runAttack(block: number, number: number, result: Mutable<BlockResult>): Promise<void> {
    const attack = ATTACKS[chanceOf(this.#options.seed, number, 42).below(ATTACKS.length)]!;
    const { tellsCertificate, seed } = this.#options;
    const plan = { ...(await this.#plan(block)), seed: chanceOf(seed, number, 43).below(2 ** 24) };
    const call = new AttackedCall({ ...plan, attack, tellsCertificate });
    if (await call.run()) result.met++;
    result.tried++;
    count(result.kinds, `attack ${attack}`);
    const told = call.deeds.join('; ');
    const add = ({ fault, detail }: Finding) =>
      result.failures.push({ case: number, fault, detail: `${attack} (${told}): ${detail}` });
    call.judge.findings.forEach(add);
    for (const text of this.rejections.splice(0)) add({ fault: 'uncaught', detail: text });
  }

  async #plan(block: number): Promise<CallPlan> {
    const room = block % ROOMS;
    const [earlier, elsewhere] = await Promise.all([this.#library(room), this.#library((room + 1) % ROOMS)]);
    const seed = chanceOf(this.#options.seed, block, 44).below(2 ** 24);
    return { seed, secret: secretOf(room), earlier, elsewhere, elsewhereSecret: secretOf((room + 1) % ROOMS) };
  }

  #library(room: number): Promise<readonly Letter[]> {
    const known = this.#libraries.get(room);
    if (known) return known;
    const made = makeLibrary(room);
    this.#libraries.set(room, made);
    return made;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] } & {
  kinds: Map<string, number>;
};

/** A whole call of an earlier evening in that room, kept by the carrier. */
async function makeLibrary(room: number): Promise<readonly Letter[]> {
  const nothing = { earlier: [], elsewhere: [], elsewhereSecret: secretOf(room + 1) };
  // Some seeds lose a message for long; an earlier call that came about has letters of every kind.
  for (let seed = 1; ; seed++) {
    const call = new ProbedCall({ seed, secret: secretOf(room), ...nothing });
    await call.run(async () => undefined);
    if (call.judge.connected.size >= 2) return call.letters;
  }
}

function secretOf(room: number): Uint8Array {
  return chanceOf(room, 45).bytes(16);
}

function count(kinds: Map<string, number>, kind: string): void {
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}
