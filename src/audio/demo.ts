/** The two ends of the demo's sound: a voice behind the chain, recorded or one's own, and an ear that measures. */
import { dbfsFromPower, FLOOR_DBFS } from '../base/units.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { sound } from './context.ts';
import { capture } from './microphone.ts';
import { loadWeights } from './voice-weights.ts';
import { openWorkletShell } from './worklet-shell.ts';

export interface DemoVoice {
  /** What a call would send. */
  readonly track: MediaStreamTrack;
  /** With the noise removed or as it came; the delay stays the same. */
  denoise(on: boolean): void;
  close(): void;
}

export interface DemoEar {
  readonly bins: number;
  /** Magnitudes of what is heard now, a byte a bin, lowest first. */
  read(into: Uint8Array<ArrayBuffer>): void;
  /** dBFS RMS of the last 43 ms. */
  levelDbfs(): number;
  close(): void;
}

const FFT_SAMPLES = 2_048;
/** Up to 12 kHz at 48 kHz: above there is little of a voice. */
const SHOWN_BINS = FFT_SAMPLES / 4;

/** @param sampleUrl the recorded voice, or null for the microphone */
export async function openDemoVoice(sampleUrl: string | null): Promise<DemoVoice | MicrophoneTrouble | 'failed'> {
  // Made before the first await, while the tap that led here still counts as one.
  const { context } = sound();
  context.resume().catch(() => undefined);
  const source = sampleUrl === null ? await microphone() : await recorded(context, sampleUrl);
  if (typeof source === 'string') return source;
  const shell = await openWorkletShell(source.track, settings(true), {
    report: () => undefined,
    failed: () => undefined,
  });
  if (!shell) {
    source.close();
    return 'failed';
  }
  void loadWeights().then((weights) => weights && shell.configure(weights));
  return {
    track: shell.track,
    denoise: (on) => shell.configure(settings(on)),
    close() {
      shell.close();
      source.close();
    },
  };
}

/** Loudness stays as it is, so that nothing but the noise differs. */
function settings(suppression: boolean): VoiceSettings {
  return { kind: 'settings', suppression, suppressionStrengthRatio: 0.8, gainControl: false, muted: false };
}

interface Source {
  readonly track: MediaStreamTrack;
  close(): void;
}

async function microphone(): Promise<Source | MicrophoneTrouble> {
  const track = await capture();
  return typeof track === 'string' ? track : { track, close: () => track.stop() };
}

async function recorded(context: AudioContext, url: string): Promise<Source | 'failed'> {
  try {
    const response = await fetch(url);
    if (!response.ok) return 'failed';
    const buffer = await context.decodeAudioData(await response.arrayBuffer());
    const source = new AudioBufferSourceNode(context, { buffer, loop: true });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    source.connect(out);
    source.start();
    const track = out.stream.getAudioTracks()[0]!; // one destination, one track
    return {
      track,
      close() {
        source.stop();
        track.stop();
      },
    };
  } catch {
    return 'failed';
  }
}

/** Plays a received track as a call does, and listens beside. */
export function openDemoEar(track: MediaStreamTrack): DemoEar {
  const { context } = sound();
  const element = new Audio();
  element.srcObject = new MediaStream([track]);
  element.play().catch(() => undefined);
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = new AnalyserNode(context, {
    fftSize: FFT_SAMPLES,
    smoothingTimeConstant: 0.3,
    minDecibels: -95,
    maxDecibels: -35,
  });
  source.connect(analyser);
  const all = new Uint8Array(analyser.frequencyBinCount);
  const samples = new Float32Array(FFT_SAMPLES);
  return {
    bins: SHOWN_BINS,
    read(into) {
      analyser.getByteFrequencyData(all);
      into.set(all.subarray(0, into.length));
    },
    levelDbfs() {
      analyser.getFloatTimeDomainData(samples);
      let power = 0;
      for (const sample of samples) power += sample * sample;
      return samples.length > 0 ? dbfsFromPower(power / samples.length) : FLOOR_DBFS;
    },
    close() {
      source.disconnect();
      element.srcObject = null;
    },
  };
}
