/**
 * Other people's voices: each on a plain `<audio>` element, because sound routed through Web Audio escapes the
 * browser's echo canceller; a listening-only meter hangs beside it.
 */
import type { Speaker, SpeakerEvents } from '../call/ports.ts';
import type { MeterReport } from '../dsp/voice-messages.ts';
import { type Amplifier, createAmplifier } from './amplifier.ts';
import { sound } from './context.ts';

interface Voice {
  readonly element: HTMLAudioElement;
  readonly amplifier: Amplifier;
  stopMeter(): void;
}

export function openSpeaker(events: SpeakerEvents): Speaker<MediaStreamTrack> {
  const voices = new Map<string, Voice>();
  const volumes = new Map<string, number>();
  let deafened = false;
  const setLoudness = (id: string) => voices.get(id)?.amplifier.set(deafened ? 0 : (volumes.get(id) ?? 1));

  const start = (element: HTMLAudioElement) => {
    element.play().then(
      () => events.blocked(false),
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') events.blocked(true);
      },
    );
  };
  const stop = (id: string) => {
    const voice = voices.get(id);
    if (!voice) return;
    voice.stopMeter();
    voice.amplifier.close();
    voice.element.srcObject = null;
    voice.element.remove();
    voices.delete(id);
  };

  return {
    play(id, track) {
      stop(id);
      const element = new Audio();
      element.autoplay = true;
      element.srcObject = new MediaStream([track]);
      const stopMeter = meterOf(track, (report) => events.meter(id, report));
      voices.set(id, { element, amplifier: createAmplifier(element, track), stopMeter });
      setLoudness(id);
      start(element);
    },
    stop,
    setVolume(id, ratio) {
      volumes.set(id, ratio);
      setLoudness(id);
    },
    setDeafened(on) {
      deafened = on;
      for (const id of voices.keys()) setLoudness(id);
    },
    unblock() {
      sound()
        .context.resume()
        .catch(() => undefined);
      for (const { element } of voices.values()) start(element);
    },
    close() {
      for (const id of [...voices.keys()]) stop(id);
    },
  };
}

/** Starts as soon as the worklets are there; without them there is sound but no level. */
function meterOf(track: MediaStreamTrack, report: (report: MeterReport) => void): () => void {
  const { context, worklets } = sound();
  let dispose = (): void => undefined;
  let stopped = false;
  worklets.then((loaded) => {
    if (!loaded || stopped) return;
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const meter = new AudioWorkletNode(context, 'humr-meter', { channelCount: 1, outputChannelCount: [1] });
    // Chromium runs only what leads to the destination; the gain of zero keeps the meter inaudible.
    const silence = new GainNode(context, { gain: 0 });
    source.connect(meter).connect(silence).connect(context.destination);
    meter.port.onmessage = ({ data }: MessageEvent<MeterReport>) => report(data);
    dispose = () => {
      source.disconnect();
      meter.disconnect();
      silence.disconnect();
      meter.port.close();
    };
  });
  return () => {
    stopped = true;
    dispose();
  };
}
