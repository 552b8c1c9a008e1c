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
    if (over) return 'cancelled';
    const takes = await recordSideBySide(context, [track], lengthMs, ([block], doneRatio) =>
      heard(levelOf(block!), doneRatio),
    );
    return takes === 'ended' ? 'MIC_BUSY' : takes === 'failed' ? 'failed' : takes[0]!;
  };
  run().then(finish, () => finish('failed'));
  return { result, cancel: () => finish('cancelled') };
};

/**
 * Records tracks side by side, from one moment on; a track that ends gives the whole up.
 * @param heard the newest block of each, and how much is done
 */
export async function recordSideBySide(
  context: AudioContext,
  tracks: readonly MediaStreamTrack[],
  lengthMs: number,
  heard: (blocks: readonly Float32Array[], doneRatio: number) => void,
): Promise<Take[] | 'ended' | 'failed'> {
  await context.audioWorklet.addModule(recordUrl);
  const recorder = new AudioWorkletNode(context, 'humr-record', { numberOfInputs: tracks.length, numberOfOutputs: 1 });
  for (const [at, track] of tracks.entries()) {
    context.createMediaStreamSource(new MediaStream([track])).connect(recorder, 0, at);
  }
  // Chromium runs only what leads to the destination; the recorder itself puts out silence.
  recorder.connect(context.destination);
  const lengthSamples = Math.round((context.sampleRate * lengthMs) / 1000);
  const all = tracks.map(() => new Float32Array(lengthSamples));
  let filled = 0;
  return new Promise((resolve) => {
    for (const track of tracks) track.addEventListener('ended', () => resolve('ended'));
    recorder.onprocessorerror = () => resolve('failed');
    recorder.port.onmessage = ({ data }: MessageEvent<Float32Array[]>) => {
      const room = lengthSamples - filled;
      for (const [at, samples] of all.entries()) samples.set(data[at]!.subarray(0, room), filled);
      filled += Math.min(room, data[0]!.length);
      heard(data, filled / lengthSamples);
      if (filled === lengthSamples) resolve(all.map((samples) => ({ samples, sampleRateHz: context.sampleRate })));
    };
  });
}

function levelOf(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return dbfsFromPower(power / Math.max(1, samples.length));
}

/**
 * All takes run side by side all the time; one of them is heard.
 * @param sinkId the loudspeaker; empty, or one that is gone, for the default
 */
export function openTakePlayer(takes: readonly Take[], sinkId = ''): TakePlayer {
  const context = new AudioContext();
  const gains = takes.map((_, index) => new GainNode(context, { gain: index === 0 ? 1 : 0 }));
  const out = outputOf(context, sinkId);
  for (const gain of gains) gain.connect(out.node);
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
    hear(index, gainRatio = 1) {
      const endS = context.currentTime + CROSSFADE_S;
      for (const [at, { gain }] of gains.entries()) {
        gain.cancelScheduledValues(context.currentTime);
        gain.setValueAtTime(gain.value, context.currentTime);
        gain.linearRampToValueAtTime(at === index ? gainRatio : 0, endS);
      }
    },
    close() {
      stop();
      out.close();
      context.close().catch(() => undefined);
    },
  };
}

/** A context reaches another loudspeaker in some browsers only; an element does in all that let anybody choose. */
function outputOf(context: AudioContext, sinkId: string): { readonly node: AudioNode; close(): void } {
  if (sinkId === '') return { node: context.destination, close: () => undefined };
  const node = new MediaStreamAudioDestinationNode(context);
  const element = new Audio();
  element.setSinkId?.(sinkId).catch(() => undefined);
  element.srcObject = node.stream;
  element.play().catch(() => undefined);
  return {
    node,
    close: () => {
      element.srcObject = null;
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
