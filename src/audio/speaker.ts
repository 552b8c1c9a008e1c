/**
 * Other people's voices: each on a plain `<audio>` element, because sound routed through Web Audio escapes the
 * browser's echo canceller; a listening-only meter hangs beside it.
 */
import type { Speaker, SpeakerEvents } from '../call/ports.ts';
import type { MeterReport } from '../dsp/voice-messages.ts';
import { type Amplifier, createAmplifier } from './amplifier.ts';
import { sound, whenRevived } from './context.ts';

interface Voice {
  readonly element: HTMLAudioElement;
  readonly amplifier: Amplifier;
  stopMeter(): void;
}

export function openSpeaker(events: SpeakerEvents): Speaker<MediaStreamTrack> {
  return new ElementSpeaker(events);
}

class ElementSpeaker implements Speaker<MediaStreamTrack> {
  readonly #events: SpeakerEvents;
  readonly #voices = new Map<string, Voice>();
  readonly #volumes = new Map<string, number>();
  #deafened = false;
  #sinkId = '';

  constructor(events: SpeakerEvents) {
    this.#events = events;
    whenRevived(() => this.#playAnew());
  }

  play(id: string, track: MediaStreamTrack): void {
    this.stop(id);
    const element = new Audio();
    element.autoplay = true;
    if (this.#sinkId !== '') void element.setSinkId(this.#sinkId).catch(() => undefined);
    element.srcObject = new MediaStream([track]);
    const stopMeter = meterOf(track, (report) => this.#events.meter(id, report));
    this.#voices.set(id, { element, amplifier: createAmplifier(element, track), stopMeter });
    this.#setLoudness(id);
    this.#start(element);
  }

  stop(id: string): void {
    const voice = this.#voices.get(id);
    if (!voice) return;
    voice.stopMeter();
    voice.amplifier.close();
    voice.element.srcObject = null;
    voice.element.remove();
    this.#voices.delete(id);
  }

  setVolume(id: string, ratio: number): void {
    this.#volumes.set(id, ratio);
    this.#setLoudness(id);
  }

  setDeafened(deafened: boolean): void {
    this.#deafened = deafened;
    for (const id of this.#voices.keys()) this.#setLoudness(id);
  }

  unblock(): void {
    sound()
      .context.resume()
      .catch(() => undefined);
    for (const { element } of this.#voices.values()) this.#start(element);
  }

  async setSink(deviceId: string): Promise<boolean> {
    if (!('setSinkId' in HTMLMediaElement.prototype)) return deviceId === '';
    const elements = [...this.#voices.values()].map(({ element }) => element);
    // With nobody to hear yet, a silent element tells whether the device is there.
    if (elements.length === 0) elements.push(new Audio());
    const set = (id: string) => Promise.all(elements.map((element) => element.setSinkId(id)));
    try {
      await set(deviceId);
      this.#sinkId = deviceId;
      return true;
    } catch {
      this.#sinkId = '';
      await set('').catch(() => undefined);
      return false;
    }
  }

  close(): void {
    for (const id of [...this.#voices.keys()]) this.stop(id);
  }

  #playAnew(): void {
    for (const [id, { element }] of [...this.#voices]) {
      const [track] = element.srcObject instanceof MediaStream ? element.srcObject.getAudioTracks() : [];
      if (track) this.play(id, track);
    }
  }

  #setLoudness(id: string): void {
    this.#voices.get(id)?.amplifier.set(this.#deafened ? 0 : (this.#volumes.get(id) ?? 1));
  }

  #start(element: HTMLAudioElement): void {
    element.play().then(
      () => this.#events.blocked(false),
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') this.#events.blocked(true);
      },
    );
  }
}

const METER_ENDS_MS = 500;

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
      meter.port.onmessage = null;
      meter.port.postMessage('over');
      // Only a meter that still runs can end; else it is kept for ever.
      setTimeout(() => {
        meter.disconnect();
        silence.disconnect();
        meter.port.close();
      }, METER_ENDS_MS);
    };
  });
  return () => {
    stopped = true;
    dispose();
  };
}
