/**
 * How loud one voice is played. Up to its own level that is the element's volume; above it the sound takes a way round
 * through a gain, because an element cannot amplify. That way is taken by choice only: where the browser cancels echo of
 * remote tracks alone, what it plays may be heard again by the others.
 */
import { sound } from './context.ts';

export interface Amplifier {
  /** @param ratio 0 silent, 1 as sent, above 1 louder */
  set(ratio: number): void;
  close(): void;
}

export function createAmplifier(element: HTMLAudioElement, track: MediaStreamTrack): Amplifier {
  let detour: Detour | null = null;
  const end = () => {
    detour?.close();
    detour = null;
  };
  return {
    set(ratio) {
      element.volume = Math.min(1, ratio);
      // Chromium decodes a remote track only while an element plays it: muted, it still does.
      element.muted = ratio === 0 || ratio > 1;
      if (ratio <= 1) return end();
      detour ??= openDetour(element, track);
      detour.gain.value = ratio;
    },
    close: end,
  };
}

interface Detour {
  readonly gain: AudioParam;
  close(): void;
}

function openDetour(element: HTMLAudioElement, track: MediaStreamTrack): Detour {
  const { context } = sound();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const gain = new GainNode(context);
  // Two loud voices at twice their level must not clip.
  const limiter = new DynamicsCompressorNode(context, {
    threshold: -6,
    knee: 3,
    ratio: 20,
    attack: 0.002,
    release: 0.1,
  });
  const out = new MediaStreamAudioDestinationNode(context);
  source.connect(gain).connect(limiter).connect(out);
  const loud = new Audio();
  loud.srcObject = out.stream;
  if (element.sinkId) loud.setSinkId(element.sinkId).catch(() => undefined);
  loud.play().catch(() => undefined); // the element itself asks for the tap that lets sound through
  return {
    gain: gain.gain,
    close() {
      loud.srcObject = null;
      source.disconnect();
      gain.disconnect();
      limiter.disconnect();
    },
  };
}
