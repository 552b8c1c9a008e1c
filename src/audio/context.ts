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
  if (!shared || shared.context.state === 'closed') shared = openSound({ sampleRate: SAMPLE_RATE_HZ });
  return shared;
}

/** For browsers that take a microphone into a context only at the device's own rate (Firefox): starts over there. */
export function soundAtDeviceRate(): Sound {
  shared?.context.close().catch(() => undefined);
  shared = openSound({});
  return shared;
}

function openSound(rate: AudioContextOptions): Sound {
  const context = new AudioContext({ latencyHint: 'interactive', ...rate });
  return { context, worklets: loadWorklets(context) };
}

async function loadWorklets(context: AudioContext): Promise<boolean> {
  try {
    await Promise.all([context.audioWorklet.addModule(voiceUrl), context.audioWorklet.addModule(meterUrl)]);
    return true;
  } catch {
    return false;
  }
}
