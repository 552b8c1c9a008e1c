/** Wires what stands beside a call: doctor, demo, reports, one's own data, figures. Loaded when first wished for. */
import { heap } from './app/around-call.ts';
import { createDataDesk } from './app/data.ts';
import { createDemo } from './app/demo.ts';
import { createDoctor } from './app/doctor.ts';
import type { Probes } from './app/doctor-ports.ts';
import { listen, pingRelay } from './app/doctor-probes.ts';
import { probeKeys } from './app/key-probe.ts';
import type { Log } from './app/log.ts';
import type { Watch } from './app/metrics.ts';
import { collectorAddress, startExporter } from './app/metrics-export.ts';
import { platformPorts, saveTextFile } from './app/platform.ts';
import type { Reporter } from './app/report.ts';
import { checkRelayUrl } from './app/server-urls.ts';
import type { SettingsDesk } from './app/settings-desk.ts';
import type { ViewStore } from './app/store.ts';
import type { FiguresView } from './app/tool-view.ts';
import type { Tools } from './app/tool-wishes.ts';
import { scriptUrl } from './app/trusted.ts';
import { openDemoEar, openDemoVoice } from './audio/demo.ts';
import { openSweepWay, probeContext } from './audio/probe.ts';
import { loadWeights } from './audio/voice-weights.ts';
import type { IceServer, Ports, Take } from './call/ports.ts';
import { openLoop } from './rtc/loop.ts';
import { probePath } from './rtc/probe.ts';
import { countAmounts } from './store/amounts.ts';
import { eraseEverything } from './store/erase.ts';
import { readReports } from './store/history.ts';
import { openIdentity } from './store/identity.ts';
import { readLog } from './store/log.ts';
import { people } from './store/people.ts';
import { probeStorage } from './store/probe.ts';
import { createRenderer } from './work/render.ts';

export interface ToolsNeeds {
  readonly store: ViewStore;
  readonly desk: SettingsDesk;
  readonly log: Log;
  readonly watch: Watch;
  readonly reporter: Reporter;
  readonly doors: Pick<Ports<MediaStreamTrack>, 'openMicrophone' | 'openCarrier' | 'turn'> &
    Pick<ProbePorts, 'iceServers'>;
  /** The recorded voice of the demo. */
  readonly sampleUrl: string;
}

const FIGURES_EVERY_MS = 1_000;

export function openTools({ store, desk, log, watch, reporter, doors, sampleUrl }: ToolsNeeds): Tools {
  const ports = { ...platformPorts(), log: log.write.bind(log), ...doors };
  const demo = createDemo(store, {
    every: ports.every,
    openVoice: (source) => openDemoVoice(source === 'sample' ? sampleUrl : null),
    openLoop,
    openEar: openDemoEar,
  });
  const data = createDataDesk(store, {
    readCounts: async () => ({ ...(await countAmounts()), app: (await globalThis.caches?.keys())?.length ?? 0 }),
    readUse,
    readPeople: async () => (await people.list()).contacts.map(({ petname, selfName }) => ({ petname, selfName })),
    readReports,
    readLog: async () => {
      await log.flush();
      return readLog();
    },
    settings: () => desk.current,
    async eraseEverything() {
      // First of all, or the next line would be written into what was just erased.
      log.forget();
      return eraseEverything();
    },
    saveTextFile,
    setCollector(text) {
      const url = text.trim() === '' ? '' : collectorAddress(text);
      if (url === null) return false;
      desk.change({ collectorUrl: url });
      return true;
    },
    collectorUrl: () => desk.current.collectorUrl,
    epochS: ports.epochS,
  });
  startExporter(watch, () => collectorAddress(desk.current.collectorUrl), { ...ports, post });
  const figures = () => figuresOf(watch);
  let stopFigures: () => void = () => undefined;
  return {
    demo,
    data,
    reporter,
    doctor: createDoctor({ store, ports, saveTextFile, probes: openProbes(store, desk, ports) }),
    showFigures(shown) {
      stopFigures();
      stopFigures = shown ? ports.every(FIGURES_EVERY_MS, () => store.update({ figures: figures() })) : () => undefined;
      store.update({ figures: shown ? figures() : null });
    },
  };
}

const figuresOf = (watch: Watch): FiguresView => ({
  points: watch.graph(),
  alerts: watch.latest?.alerts ?? [],
  health: watch.latest?.health ?? null,
});

function openProbes(store: ViewStore, desk: SettingsDesk, ports: ProbePorts): Probes {
  const settings = () => desk.current;
  return {
    listen: (signal) => listen(ports, settings(), signal),
    relay: (signal) => pingRelay(ports, settings().relayUrls, signal),
    context: probeContext,
    path: () => probePath(ports.iceServers().filter(isStun), false),
    turn: async () => (ports.turn() === 'none' ? null : probePath(ports.iceServers(), true)),
    storage: probeStorage,
    keys: async () => probeKeys(await openIdentity(), ports.dice(32)),
    configuration: async () => ({
      isSecure: globalThis.isSecureContext,
      canCall: typeof RTCPeerConnection === 'function',
      repairedCount: store.view.settings.repaired.length,
      areKept: store.view.settings.kept,
      badRelays: settings().relayUrls.filter((url) => !checkRelayUrl(url).ok).length,
    }),
    memory: async () => heap(),
    headroom: measureHeadroom,
    loop: measureLoop,
  };
}

const isStun = ({ urls }: IceServer) => urls.every((url) => url.startsWith('stun'));

type ProbePorts = Pick<
  Ports<MediaStreamTrack>,
  'openMicrophone' | 'openCarrier' | 'turn' | 'after' | 'nowMs' | 'dice'
> & {
  iceServers(): readonly IceServer[];
};

const HEADROOM_RATE_HZ = 48_000;
const WARM_UP_S = 0.1;
const SHORT_S = 0.5;
const LONG_S = 2.5;
const SLOW_RATIO = 0.3;

/** Two takes of different lengths, so that loading the worker falls out of the difference. A take is rendered twice. */
async function measureHeadroom(signal: AbortSignal): Promise<number> {
  const render = createRenderer(scriptUrl, loadWeights);
  const spentS = async (lengthS: number) => {
    const startMs = performance.now();
    const order = { kind: 'settings', suppression: true, suppressionStrengthRatio: 1, gainControl: true, muted: false };
    const job = render(noisyTake(lengthS), order as Parameters<typeof render>[1], () => undefined);
    signal.addEventListener('abort', () => job.cancel());
    const result = await job.result;
    if (result === 'failed') throw new Error('the worker failed');
    return (performance.now() - startMs) / 1000;
  };
  // The first one also fetches the weights and compiles the worker; later ones find both at hand.
  await spentS(WARM_UP_S);
  const shortS = await spentS(SHORT_S);
  // A device that is too slow would not be done with the long one in time, and is told by the short one as well.
  if (shortS > SLOW_RATIO * 2 * SHORT_S) return shortS / (2 * SHORT_S);
  return Math.max(0, (await spentS(LONG_S)) - shortS) / (2 * (LONG_S - SHORT_S));
}

/** A tone that comes and goes in noise: work for every part of the chain. */
function noisyTake(lengthS: number): Take {
  const samples = new Float32Array(lengthS * HEADROOM_RATE_HZ);
  let state = 1;
  for (let n = 0; n < samples.length; n++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const tone = n % HEADROOM_RATE_HZ < HEADROOM_RATE_HZ / 2 ? Math.sin((2 * Math.PI * 220 * n) / HEADROOM_RATE_HZ) : 0;
    samples[n] = 0.2 * tone + 0.02 * (state / 2 ** 31 - 1);
  }
  return { samples, sampleRateHz: HEADROOM_RATE_HZ };
}

async function measureLoop(): ReturnType<Probes['loop']> {
  const way = await openSweepWay();
  const loop = await openLoop(way.track);
  try {
    return loop ? await way.measure(loop.heard) : { delayMs: null, echoDb: null };
  } finally {
    loop?.close();
    way.close();
  }
}

async function readUse(): Promise<{ usedBytes: number | null; persistent: boolean }> {
  const [estimate, persistent] = await Promise.all([
    navigator.storage?.estimate?.().catch(() => null),
    navigator.storage?.persisted?.().catch(() => false),
  ]);
  return { usedBytes: estimate?.usage ?? null, persistent: persistent ?? false };
}

async function post(url: string, body: string): Promise<boolean> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    return response.ok;
  } catch {
    return false;
  }
}
