/** The page's one AudioContext, with the worklets loaded into it. */
import meterUrl from '../../worklets/meter.ts?worker&url';
import voiceUrl from '../../worklets/voice.ts?worker&url';

/** Opus runs at 48 kHz: at this rate nothing is resampled twice. */
const SAMPLE_RATE_HZ = 48000;

export interface Sound {
  readonly context: AudioContext;
  /** Whether the voice chain and the meter could be loaded. */
  readonly worklets: Promise<boolean>;
}

let shared: Sound | null = null;

/** Makes the context at the first call, which should come from a tap, else the browser holds it suspended. */
export function sound(): Sound {
  if (shared && shared.context.state !== 'closed') return shared;
  const context = new AudioContext({ latencyHint: 'interactive', sampleRate: SAMPLE_RATE_HZ });
  shared = { context, worklets: loadWorklets(context) };
  return shared;
}

async function loadWorklets(context: AudioContext): Promise<boolean> {
  try {
    await Promise.all([context.audioWorklet.addModule(voiceUrl), context.audioWorklet.addModule(meterUrl)]);
    return true;
  } catch {
    return false;
  }
}

/** Wakes a context that was held or put to sleep; harmless when it runs. */
export function wakeSound(): void {
  if (shared && shared.context.state !== 'closed') shared.context.resume().catch(() => undefined);
}
