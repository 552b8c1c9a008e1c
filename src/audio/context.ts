/** The page's one AudioContext, with the worklets loaded into it. */
import meterUrl from '../../worklets/meter.ts?worker&url';
import voiceUrl from '../../worklets/voice.ts?worker&url';

/** Opus runs at 48 kHz: at this rate nothing is resampled twice. */
const SAMPLE_RATE_HZ = 48000;
/**
 * 10 ms, as microphones, WebRTC and the voice chain have it: nothing waits for the rest of a frame, neither before, in nor
 * behind the worklet (Chromium from 145; W3C Web Audio 1.1, AudioContextOptions). Others render in quanta of 128.
 */
const RENDER_SIZE_HINT_SAMPLES = 480;

/** What the compiler's library does not know yet. */
interface ContextOptions extends AudioContextOptions {
  readonly renderSizeHint?: number;
}

export interface Sound {
  readonly context: AudioContext;
  /** Whether the voice chain and the meter could be loaded. */
  readonly worklets: Promise<boolean>;
}

let shared: Sound | null = null;

/** Makes the context at the first call, which should come from a tap, else the browser holds it suspended. */
export function sound(): Sound {
  if (!shared || shared.context.state === 'closed') {
    shared = openSound({ sampleRate: SAMPLE_RATE_HZ, renderSizeHint: RENDER_SIZE_HINT_SAMPLES });
  }
  return shared;
}

/** For browsers that take a microphone into a context only at the device's own rate (Firefox): starts over there. */
export function soundAtDeviceRate(): Sound {
  shared?.context.close().catch(() => undefined);
  shared = openSound({});
  return shared;
}

function openSound(options: ContextOptions): Sound {
  const context = new AudioContext({ latencyHint: 'interactive', ...options });
  keepRunning(context);
  return { context, worklets: loadWorklets(context) };
}

const revivedListeners = new Set<() => void>();

/** Calls back when sound goes on after an outage: elements that played through a service that crashed are silent then. */
export function whenRevived(listener: () => void): void {
  revivedListeners.add(listener);
}

/** How often a context that was stopped from outside is asked to go on. */
const RESUME_MS = 500;

/**
 * A phone call or a crash of the browser's audio service stops a context that ran (`suspended`, or `interrupted`, W3C
 * Web Audio 1.1); it goes on as soon as it may. One that never ran waits for a tap.
 */
function keepRunning(context: AudioContext): void {
  let hasRun = false;
  context.addEventListener('statechange', () => {
    if (context.state !== 'running') return hasRun ? resume() : undefined;
    if (hasRun) for (const listener of revivedListeners) listener();
    hasRun = true;
  });
  const resume = () => {
    if (context.state === 'running' || context.state === 'closed') return;
    context.resume().catch(() => undefined);
    setTimeout(resume, RESUME_MS);
  };
}

async function loadWorklets(context: AudioContext): Promise<boolean> {
  try {
    await Promise.all([context.audioWorklet.addModule(voiceUrl), context.audioWorklet.addModule(meterUrl)]);
    return true;
  } catch {
    return false;
  }
}
