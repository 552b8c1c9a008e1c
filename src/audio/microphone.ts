/** The microphone behind the voice chain: one processed track for every peer. */
import type { Microphone, MicrophoneEvents } from '../call/ports.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';
import type { VoiceReport, VoiceSettings } from '../dsp/voice-messages.ts';
import { type Sound, sound, soundAtDeviceRate } from './context.ts';
import { watchLevel } from './level.ts';

type OpenMicrophone = Microphone<MediaStreamTrack>;

/** The browser cancels echo, which it alone can; noise and gain are ours, or the browser's where ours cannot run. */
const constraints = (ownProcessing: boolean): MediaTrackConstraints => ({
  echoCancellation: true,
  noiseSuppression: !ownProcessing,
  autoGainControl: !ownProcessing,
  channelCount: 1,
});

export async function openMicrophone(
  settings: VoiceSettings,
  events: MicrophoneEvents,
): Promise<OpenMicrophone | MicrophoneTrouble> {
  if (!navigator.mediaDevices?.getUserMedia) return 'MIC_UNSUPPORTED';
  // The context is made before the first await, while the tap that led here still counts as one.
  const running = sound();
  running.context.resume().catch(() => undefined);
  const captured = await capture();
  if (typeof captured === 'string') return captured;
  captured.addEventListener('ended', () => events.ended());
  const [fitting, source] = sourceOf(running, captured);
  return (await fitting.worklets)
    ? processed(fitting.context, source, captured, settings, events)
    : unprocessed(fitting.context, captured, settings, events);
}

/** The microphone inside a context that takes it. */
function sourceOf(running: Sound, captured: MediaStreamTrack): [Sound, MediaStreamAudioSourceNode] {
  const stream = new MediaStream([captured]);
  try {
    return [running, running.context.createMediaStreamSource(stream)];
  } catch {
    const restarted = soundAtDeviceRate();
    restarted.context.resume().catch(() => undefined);
    return [restarted, restarted.context.createMediaStreamSource(stream)];
  }
}

export async function capture(): Promise<MediaStreamTrack | MicrophoneTrouble> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: constraints(true) });
    return stream.getAudioTracks()[0] ?? 'MIC_MISSING';
  } catch (error) {
    return troubleOf(error);
  }
}

/** Names of W3C Media Capture, section 10.2 (getUserMedia). */
function troubleOf(error: unknown): MicrophoneTrouble {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'MIC_DENIED';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'MIC_MISSING';
    case 'TypeError':
      return 'MIC_UNSUPPORTED';
    default:
      return 'MIC_BUSY';
  }
}

function processed(
  context: AudioContext,
  source: MediaStreamAudioSourceNode,
  captured: MediaStreamTrack,
  settings: VoiceSettings,
  events: MicrophoneEvents,
): OpenMicrophone {
  const voice = new AudioWorkletNode(context, 'humr-voice', { channelCount: 1, outputChannelCount: [1] });
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  source.connect(voice).connect(destination);
  voice.port.onmessage = ({ data }: MessageEvent<VoiceReport>) => events.report(data);
  const track = destination.stream.getAudioTracks()[0]!;
  const microphone = handle(context, track, 'chain', events, (next) => voice.port.postMessage(next));
  // A processor that throws is silent for ever: better the voice as it is than no voice.
  voice.onprocessorerror = () => source.connect(destination);
  microphone.configure(settings);
  return closing(microphone, () => {
    source.disconnect();
    voice.disconnect();
    voice.port.close();
    captured.stop();
  });
}

function unprocessed(
  context: AudioContext,
  captured: MediaStreamTrack,
  settings: VoiceSettings,
  events: MicrophoneEvents,
): OpenMicrophone {
  captured.applyConstraints(constraints(false)).catch(() => undefined);
  const microphone = handle(context, captured, 'unprocessed', events, () => undefined);
  microphone.configure(settings);
  return microphone;
}

function handle(
  context: AudioContext,
  track: MediaStreamTrack,
  processing: OpenMicrophone['processing'],
  events: MicrophoneEvents,
  tell: (settings: VoiceSettings) => void,
): OpenMicrophone {
  const stopWatching = watchLevel(context, track, (levelDbfs) => events.sent(levelDbfs));
  return {
    track,
    processing,
    configure(settings) {
      track.enabled = !settings.muted;
      tell(settings);
    },
    close() {
      stopWatching();
      track.stop();
    },
  };
}

function closing(microphone: OpenMicrophone, also: () => void): OpenMicrophone {
  return {
    ...microphone,
    close() {
      microphone.close();
      also();
    },
  };
}
