/** Measures the page's sound: the context, and the way of a known sound through a connection and past the microphone. */
import recordUrl from '../../worklets/record.ts?worker&url';
import type { ContextFound } from '../call/health.ts';
import { agreed, findEach, middle, sweep } from '../call/health-sweep.ts';
import { sound } from './context.ts';
import { capture } from './microphone.ts';

/** Moments at which the sweep is played, each after the longest way of the one before; and how long is listened. */
const SWEEPS_AT_S = [0.2, 1.05, 1.9] as const;
const LISTEN_S = 2.8;
const CONTEXT_WAIT_MS = 1_000;

export async function probeContext(): Promise<ContextFound> {
  const { context, worklets } = sound();
  const waited = new Promise((resolve) => setTimeout(resolve, CONTEXT_WAIT_MS));
  await Promise.race([context.resume().catch(() => undefined), waited]);
  return {
    state: context.state,
    sampleRateHz: context.sampleRate,
    baseLatencyMs: 1000 * context.baseLatency,
    outputLatencyMs: 1000 * (context.outputLatency || 0),
    worklets: await worklets,
  };
}

export interface SweepWay {
  /** The sweeps, to be sent through whatever is measured. */
  readonly track: MediaStreamTrack;
  /**
   * Plays the sweeps, and what comes back aloud, as a call would.
   * @param returned what came back of the track
   */
  measure(returned: MediaStreamTrack): Promise<{ delayMs: number | null; echoDb: number | null }>;
  close(): void;
}

export async function openSweepWay(): Promise<SweepWay> {
  const context = new AudioContext({ sampleRate: 48_000 });
  await Promise.all([context.resume(), context.audioWorklet.addModule(recordUrl)]);
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  // A destination that nothing runs into sends nothing, and a connection may wait for its first sound.
  const hush = new ConstantSourceNode(context, { offset: 0 });
  hush.connect(out);
  hush.start();
  return {
    track: out.stream.getAudioTracks()[0]!, // one channel, one track
    measure: (returned) => measure(context, out, hush, returned),
    close: () => void context.close().catch(() => undefined),
  };
}

async function measure(
  context: AudioContext,
  out: AudioNode,
  hush: AudioNode,
  returned: MediaStreamTrack,
): Promise<{ delayMs: number | null; echoDb: number | null }> {
  const element = new Audio();
  element.srcObject = new MediaStream([returned]);
  await element.play().catch(() => undefined);
  const microphone = await capture();
  const dry = new GainNode(context);
  const sources = [dry, sourceOf(context, returned)];
  if (typeof microphone !== 'string') sources.push(sourceOf(context, microphone));
  const recordings = sources.map((source) => record(context, source, hush));
  const buffer = bufferOf(context);
  for (const atS of SWEEPS_AT_S) {
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(dry);
    source.connect(out);
    source.start(context.currentTime + atS);
  }
  const [played, came, heard] = await Promise.all(recordings);
  element.srcObject = null;
  if (typeof microphone !== 'string') microphone.stop();
  const rateHz = context.sampleRate;
  const at = played ? beginnings(played, rateHz) : [];
  const loop = played && came ? middle(findEach(played, came, rateHz, at)) : null;
  const echo = played && heard ? agreed(findEach(played, heard, rateHz, at)) : null;
  return { delayMs: loop?.delayMs ?? null, echoDb: echo?.gainDb ?? null };
}

/** Where the sweeps begin in what was really played: recording begins a little after the plan. */
function beginnings(played: Float32Array, rateHz: number): number[] {
  const first = played.findIndex((sample) => sample !== 0);
  return first < 0 ? [] : SWEEPS_AT_S.map((atS) => first + Math.round((atS - SWEEPS_AT_S[0]) * rateHz));
}

function sourceOf(context: AudioContext, track: MediaStreamTrack): AudioNode {
  return context.createMediaStreamSource(new MediaStream([track]));
}

function bufferOf(context: AudioContext): AudioBuffer {
  const samples = sweep(context.sampleRate);
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate });
  buffer.copyToChannel(samples, 0);
  return buffer;
}

/** `LISTEN_S` of what a node gives, from now on; with the hush beside it, silence counts as well. */
function record(context: AudioContext, source: AudioNode, hush: AudioNode): Promise<Float32Array> {
  const recorder = new AudioWorkletNode(context, 'humr-record', { channelCount: 1, channelCountMode: 'explicit' });
  hush.connect(recorder);
  source.connect(recorder).connect(context.destination);
  const samples = new Float32Array(Math.round(LISTEN_S * context.sampleRate));
  let filled = 0;
  return new Promise((resolve) => {
    recorder.port.onmessage = ({ data: [heard] }: MessageEvent<[Float32Array]>) => {
      const block = heard.subarray(0, samples.length - filled);
      samples.set(block, filled);
      filled += block.length;
      if (filled < samples.length) return;
      recorder.disconnect();
      resolve(samples);
    };
  });
}
