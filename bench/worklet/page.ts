/** The page's half: one offline context per kind, each stopped and let go on again and again. */
import { FILES, TURN_S, WORKLET_KINDS, type WorkletKind } from './messages.ts';

const RATE_HZ = 48_000;

interface Run {
  readonly context: OfflineAudioContext;
  readonly stops: readonly Promise<void>[];
  at: number;
}

const runs = new Map<WorkletKind, Run>();

async function bytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

async function begin(kind: WorkletKind, sound: Float32Array<ArrayBuffer>, count: number): Promise<Run> {
  const context = new OfflineAudioContext(1, (count + 1) * TURN_S * RATE_HZ, RATE_HZ);
  // What Playwright serves reaches pages, not worklets.
  const script = new Blob([await (await fetch(FILES.processor)).text()], { type: 'text/javascript' });
  await context.audioWorklet.addModule(URL.createObjectURL(script));
  const processorOptions = { kind, weights: await bytes(FILES.weights), jitsi: await bytes(FILES.jitsi) };
  const node = new AudioWorkletNode(context, 'bench', { outputChannelCount: [1], processorOptions });
  const buffer = context.createBuffer(1, sound.length, RATE_HZ);
  buffer.copyToChannel(sound, 0);
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  source.connect(node).connect(context.destination);
  source.start();
  const stops = Array.from({ length: count }, (_, k) => context.suspend((k + 1) * TURN_S));
  const failed = new Promise<never>((_, reject) => {
    node.onprocessorerror = () => reject(new Error(`the worklet of ${kind} failed`));
  });
  context.startRendering().catch(() => undefined);
  await Promise.race([stops[0], failed]);
  return { context, stops, at: 0 };
}

/** What the bench calls. */
Object.assign(globalThis, {
  /** Resolves when every kind stands at the first of its stops, warm. */
  async prepare(count: number): Promise<void> {
    const sound = new Float32Array((await bytes(FILES.sound)).buffer as ArrayBuffer);
    for (const kind of WORKLET_KINDS) runs.set(kind, await begin(kind, sound, count));
  },
  /** Lets one kind run to its next stop. */
  async proceed(kind: WorkletKind): Promise<void> {
    const run = runs.get(kind);
    if (!run) throw new Error(`${kind} has not begun`);
    run.at++;
    await run.context.resume();
    await run.stops[run.at];
  },
});
