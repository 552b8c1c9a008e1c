/** The voice chain in the page's audio graph: what every browser has. */
import type { VoiceOrder, VoiceReport, VoiceSettings, VoiceWeights } from '../dsp/voice-messages.ts';
import { type Sound, sound, soundAtDeviceRate } from './context.ts';
import type { Shell, ShellEvents } from './shell.ts';

/** A processor that failed so often is not tried again. */
const STRIKES = 3;

type FromWorklet = VoiceReport | { readonly kind: 'failed' };

/** @returns null when the worklet cannot be loaded */
export async function openWorkletShell(
  captured: MediaStreamTrack,
  settings: VoiceSettings,
  events: ShellEvents,
): Promise<Shell | null> {
  const [{ context, worklets }, source] = sourceOf(captured);
  return (await worklets) ? new WorkletShell(context, source, settings, events) : null;
}

/** The microphone inside a context that takes it. */
function sourceOf(captured: MediaStreamTrack): [Sound, MediaStreamAudioSourceNode] {
  const stream = new MediaStream([captured]);
  try {
    const running = sound();
    return [running, running.context.createMediaStreamSource(stream)];
  } catch {
    const restarted = soundAtDeviceRate();
    restarted.context.resume().catch(() => undefined);
    return [restarted, restarted.context.createMediaStreamSource(stream)];
  }
}

class WorkletShell implements Shell {
  readonly kind = 'worklet';
  readonly track: MediaStreamTrack;
  readonly #context: BaseAudioContext;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #destination: MediaStreamAudioDestinationNode;
  readonly #events: ShellEvents;
  #settings: VoiceSettings;
  #weights: VoiceWeights | null = null;
  #voice: AudioWorkletNode;
  #isBypassed = false;
  #strikes = 0;

  constructor(context: AudioContext, source: MediaStreamAudioSourceNode, settings: VoiceSettings, events: ShellEvents) {
    this.#context = context;
    this.#source = source;
    this.#settings = settings;
    this.#events = events;
    this.#destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    this.track = this.#destination.stream.getAudioTracks()[0]!;
    this.#voice = this.#makeVoice();
  }

  configure(order: VoiceOrder): void {
    if (order.kind === 'settings') this.#settings = order;
    else this.#weights = order;
    this.#voice.port.postMessage(order);
  }

  close(): void {
    this.#source.disconnect();
    this.#dropVoice();
    this.track.stop();
  }

  #makeVoice(): AudioWorkletNode {
    const voice = new AudioWorkletNode(this.#context, 'humr-voice', { channelCount: 1, outputChannelCount: [1] });
    voice.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => this.#received(data);
    voice.addEventListener('processorerror', () => this.#processorFailed(), { once: true });
    voice.port.postMessage(this.#settings);
    if (this.#weights) voice.port.postMessage(this.#weights);
    this.#source.connect(voice).connect(this.#destination);
    return voice;
  }

  #dropVoice(): void {
    this.#voice.disconnect();
    this.#voice.port.close();
  }

  #received(message: FromWorklet): void {
    if (message.kind === 'failed') return this.#events.failed('worklet-failed');
    // The new processor works: no need to go round it any more.
    if (this.#isBypassed) this.#source.disconnect(this.#destination);
    this.#isBypassed = false;
    this.#events.report(message);
  }

  /** A processor that threw is silent for ever: the voice goes round it at once, and another is tried. */
  #processorFailed(): void {
    this.#source.disconnect();
    this.#dropVoice();
    this.#source.connect(this.#destination);
    this.#isBypassed = true;
    if (++this.#strikes < STRIKES) this.#voice = this.#makeVoice();
    else this.#events.failed('worklet-failed');
  }
}
