/** Runs every check for real, side by side where they do not disturb each other, each with a time limit; can be stopped. */
import {
  type CheckId,
  type Finding,
  judgeBandwidth,
  judgeChain,
  judgeConfiguration,
  judgeContext,
  judgeEcho,
  judgeHeadroom,
  judgeKeys,
  judgeLoop,
  judgeMemory,
  judgeMicrophone,
  judgePath,
  judgeRelay,
  judgeStorage,
  judgeTurn,
  score,
} from '../call/health.ts';

import type { Ports } from '../call/ports.ts';
import type { Probes } from './doctor-ports.ts';
import type { ViewStore } from './store.ts';
import type { CheckView, DoctorView } from './tool-view.ts';

/** In the order they are shown. */
const CHECKS: readonly CheckId[] = [
  'microphone',
  'chain',
  'headroom',
  'loop',
  'echo',
  'context',
  'path',
  'relay',
  'bandwidth',
  'turn',
  'keys',
  'storage',
  'configuration',
  'memory',
];

/** Three rounds one after the other, under 15 s together even when every probe hangs. */
const LIMITS_MS: Partial<Record<CheckId, number>> = { microphone: 7_000, relay: 7_000, headroom: 3_400, loop: 4_500 };
const USUAL_LIMIT_MS = 3_900;

const NEEDS_MICROPHONE: Finding = { verdict: 'skipped', cause: 'needs-microphone', evidence: [] };
const NEEDS_RELAY: Finding = { verdict: 'skipped', cause: 'needs-relay', evidence: [] };
/** What it means when a check is late, where that is known. */
const LATE: Partial<Record<CheckId, (evidence: readonly string[]) => Finding>> = {
  // The browser's own question may stay unanswered for ever.
  microphone: (evidence) => ({ verdict: 'bad', cause: 'mic-unanswered', evidence }),
  chain: () => NEEDS_MICROPHONE,
  bandwidth: () => NEEDS_RELAY,
};

export interface DoctorOptions {
  readonly store: ViewStore;
  readonly probes: Probes;
  readonly ports: Pick<Ports<unknown>, 'after' | 'copyText' | 'log' | 'epochS'>;
  saveTextFile(name: string, text: string): void;
}

export interface Doctor {
  open(): void;
  start(): void;
  stop(): void;
  copy(): void;
  save(): void;
}

type Findings = Partial<Record<CheckId, Finding>>;

export function createDoctor(options: DoctorOptions): Doctor {
  return new LiveDoctor(options);
}

class LiveDoctor implements Doctor {
  readonly #options: DoctorOptions;
  #states = new Map<CheckId, CheckView['state']>();
  #phase: DoctorView['phase'] = 'ready';
  #copied = false;
  #stopper: AbortController | null = null;
  /** Finds nothing, as soon as the run is stopped. */
  #stopped: Promise<Findings> = Promise.resolve({});

  constructor(options: DoctorOptions) {
    this.#options = options;
    // Whoever leaves the screen lets go of the microphone.
    options.store.subscribe(({ screen }) => {
      if (screen.name !== 'doctor' && this.#stopper) this.#stopper.abort();
    });
  }

  open(): void {
    this.#phase = 'ready';
    this.#states.clear();
    this.#show(true);
  }

  start(): void {
    this.#stopper?.abort();
    const stopper = new AbortController();
    this.#stopper = stopper;
    this.#stopped = new Promise((resolve) => {
      stopper.signal.addEventListener('abort', () => resolve({}), { once: true });
    });
    this.#phase = 'running';
    this.#copied = false;
    this.#states = new Map(CHECKS.map((id) => [id, 'waiting']));
    this.#show();
    void this.#run(stopper.signal).then(() => {
      if (this.#stopper !== stopper) return;
      this.#stopper = null;
      this.#finish(stopper.signal.aborted);
    });
  }

  stop(): void {
    this.#stopper?.abort();
  }

  copy(): void {
    void this.#options.ports.copyText(this.#text()).then((copied) => {
      this.#copied = copied;
      this.#show();
    });
  }

  save(): void {
    this.#options.saveTextFile('humr-doctor.txt', this.#text());
  }

  #finish(stopped: boolean): void {
    this.#phase = stopped ? 'stopped' : 'done';
    const found = this.#found();
    const wrong = found.filter(([, { verdict }]) => verdict === 'bad').map(([, { cause }]) => cause);
    const detail = `${score(found)} of 100${wrong.length > 0 ? `: ${wrong.join(', ')}` : ''}`;
    this.#options.ports.log({ level: 'info', event: 'doctor', peer: null, detail });
    this.#show();
  }

  /** What needs a quiet machine comes last: a busy one would measure itself. */
  async #run(signal: AbortSignal): Promise<void> {
    const { probes } = this.#options;
    await Promise.all([
      this.#check(signal, ['microphone', 'chain'], async () => {
        const found = await probes.listen(signal);
        return typeof found === 'string'
          ? { microphone: judgeMicrophone(found), chain: NEEDS_MICROPHONE }
          : { microphone: judgeMicrophone(found.microphone), chain: judgeChain(found.chain) };
      }),
      this.#check(signal, ['context'], async () => ({ context: judgeContext(await probes.context()) })),
      this.#check(signal, ['path'], async () => ({ path: judgePath(await probes.path()) })),
      this.#check(signal, ['relay', 'bandwidth'], async () => {
        const found = await probes.relay(signal);
        if (typeof found === 'string') return { relay: judgeRelay(found), bandwidth: NEEDS_RELAY };
        const { roundTripsMs, bitsPerS } = found;
        const bandwidth = bitsPerS === null ? NEEDS_RELAY : judgeBandwidth(bitsPerS);
        return { relay: judgeRelay(roundTripsMs), bandwidth };
      }),
      this.#check(signal, ['turn'], async () => ({ turn: judgeTurn(await probes.turn()) })),
      this.#check(signal, ['storage'], async () => ({ storage: judgeStorage(await probes.storage()) })),
      this.#check(signal, ['keys'], async () => {
        const { state, signs } = await probes.keys();
        return { keys: judgeKeys(state, signs) };
      }),
      this.#check(signal, ['configuration'], async () => ({
        configuration: judgeConfiguration(await probes.configuration()),
      })),
      this.#check(signal, ['memory'], async () => {
        const { usedBytes, limitBytes } = await probes.memory();
        return { memory: judgeMemory(usedBytes, limitBytes) };
      }),
    ]);
    await this.#check(signal, ['headroom'], async () => ({ headroom: judgeHeadroom(await probes.headroom(signal)) }));
    await this.#check(signal, ['loop', 'echo'], async () => {
      const { delayMs, echoDb } = await probes.loop(signal);
      return { loop: judgeLoop(delayMs), echo: judgeEcho(echoDb) };
    });
  }

  async #check(signal: AbortSignal, ids: readonly CheckId[], probe: () => Promise<Findings>): Promise<void> {
    if (signal.aborted) return;
    this.#set(signal, Object.fromEntries(ids.map((id) => [id, 'running'])));
    let cancel: () => void = () => undefined;
    const late = new Promise<Findings>((resolve) => {
      const limitMs = LIMITS_MS[ids[0]!] ?? USUAL_LIMIT_MS; // whoever calls names at least one
      const evidence = [`no answer in ${limitMs} ms`];
      const stuck: Finding = { verdict: 'bad', cause: 'timeout', evidence };
      const found = ids.map((id) => [id, LATE[id]?.(evidence) ?? stuck]);
      cancel = this.#options.ports.after(limitMs, () => resolve(Object.fromEntries(found)));
    });
    this.#set(signal, await Promise.race([this.#tried(ids, probe), late, this.#stopped]));
    cancel();
  }

  async #tried(ids: readonly CheckId[], probe: () => Promise<Findings>): Promise<Findings> {
    try {
      return await probe();
    } catch (error) {
      const evidence = [error instanceof Error ? error.name : 'unknown'];
      return Object.fromEntries(ids.map((id) => [id, { verdict: 'bad', cause: 'broken', evidence } as const]));
    }
  }

  #set(signal: AbortSignal, states: Partial<Record<CheckId, CheckView['state']>>): void {
    if (signal.aborted) return;
    for (const [id, state] of Object.entries(states)) this.#states.set(id as CheckId, state);
    this.#show();
  }

  #found(): (readonly [CheckId, Finding])[] {
    return [...this.#states].flatMap(([id, state]) => (typeof state === 'string' ? [] : [[id, state] as const]));
  }

  /** @param opening shows the screen; else only what is on it changes */
  #show(opening = false): void {
    const { store } = this.#options;
    if (!opening && store.view.screen.name !== 'doctor') return;
    const found = this.#found();
    const doctor: DoctorView = {
      phase: this.#phase,
      checks: [...this.#states].map(([id, state]) => ({ id, state })),
      doneRatio: found.length / CHECKS.length,
      score: found.length > 0 ? score(found) : null,
      copied: this.#copied,
    };
    store.update({ screen: { name: 'doctor', doctor } });
  }

  /** Technical words, the same in every language, and nothing that names anybody. */
  #text(): string {
    const found = this.#found();
    const time = new Date(1000 * this.#options.ports.epochS()).toISOString();
    const lines = found.map(([id, { verdict, cause, evidence }]) =>
      [id.padEnd(14), verdict.padEnd(8), cause.padEnd(24), evidence.join(', ')].join(' ').trimEnd(),
    );
    return [`Humr doctor, ${time}: ${score(found)} of 100`, ...lines, ''].join('\n');
  }
}
