/** Records a few seconds of the microphone as it is, and plays takes side by side. */
import recordUrl from '../../worklets/record.ts?worker&url';
import { dbfsFromPower } from '../base/units.ts';
import type { Job, RecordTake, Take, TakePlayer } from '../call/ports.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';
import { capture } from './microphone.ts';

/** Long enough to hide the step from one take to the other, short enough to seem at once. */
const CROSSFADE_S = 0.02;

type Outcome = Awaited<Job<Take | MicrophoneTrouble>['result']>;

export const recordTake: RecordTake = (lengthMs, heard) => {
  let finish!: (outcome: Outcome) => void; // set before the constructor below returns
  const result = new Promise<Outcome>((resolve) => {
    finish = resolve;
  });
  // Made while the tap that led here still counts as one; at the device's own rate, which every browser takes.
  const context = new AudioContext();
  let captured: MediaStreamTrack | null = null;
  let over = false;
  void result.then(() => {
    over = true;
    captured?.stop();
    context.close().catch(() => undefined);
  });
  const run = async (): Promise<Outcome> => {
    context.resume().catch(() => undefined);
    const track = await capture();
    if (typeof track === 'string') return track;
    captured = track;
    if (over) track.stop(); // cancelled while the browser was asking
    return over ? 'cancelled' : record(context, track, lengthMs, heard);
  };
  run().then(finish, () => finish('failed'));
  return { result, cancel: () => finish('cancelled') };
};

async function record(
  context: AudioContext,
  captured: MediaStreamTrack,
  lengthMs: number,
  heard: (levelDbfs: number, doneRatio: number) => void,
): Promise<Outcome> {
  await context.audioWorklet.addModule(recordUrl);
  const source = context.createMediaStreamSource(new MediaStream([captured]));
  const recorder = new AudioWorkletNode(context, 'humr-record', { numberOfOutputs: 1 });
  // Chromium runs only what leads to the destination; the recorder itself puts out silence.
  source.connect(recorder).connect(context.destination);
  const samples = new Float32Array(Math.round((context.sampleRate * lengthMs) / 1000));
  let filled = 0;
  return new Promise((resolve) => {
    captured.addEventListener('ended', () => resolve('MIC_BUSY'));
    recorder.onprocessorerror = () => resolve('failed');
    recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      const block = data.subarray(0, samples.length - filled);
      samples.set(block, filled);
      filled += block.length;
      heard(levelOf(data), filled / samples.length);
      if (filled === samples.length) resolve({ samples, sampleRateHz: context.sampleRate });
    };
  });
}

function levelOf(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return dbfsFromPower(power / Math.max(1, samples.length));
}

/** All takes run side by side all the time; one of them is heard. */
export function openTakePlayer(takes: readonly Take[]): TakePlayer {
  const context = new AudioContext();
  const gains = takes.map((_, index) => new GainNode(context, { gain: index === 0 ? 1 : 0 }));
  for (const gain of gains) gain.connect(context.destination);
  let sources: AudioBufferSourceNode[] = [];
  const stop = () => {
    for (const source of sources) source.stop();
    sources = [];
  };
  return {
    play() {
      stop();
      context.resume().catch(() => undefined);
      sources = takes.map((take, index) => loopOf(context, take, gains[index]!));
      // One moment for all, a little ahead, so that none starts late.
      const startS = context.currentTime + CROSSFADE_S;
      for (const source of sources) source.start(startS);
    },
    stop,
    hear(index) {
      const endS = context.currentTime + CROSSFADE_S;
      for (const [at, { gain }] of gains.entries()) {
        gain.cancelScheduledValues(context.currentTime);
        gain.setValueAtTime(gain.value, context.currentTime);
        gain.linearRampToValueAtTime(at === index ? 1 : 0, endS);
      }
    },
    close() {
      stop();
      context.close().catch(() => undefined);
    },
  };
}

function loopOf(context: AudioContext, { samples, sampleRateHz }: Take, into: AudioNode): AudioBufferSourceNode {
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: sampleRateHz });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  source.connect(into);
  return source;
}
