/** The voice chain in a worker, between the frames of the microphone and those of the outgoing track (Chromium). */
import type { VoiceSettings, VoiceWeights } from '../src/dsp/voice-messages.ts';
import type { FromTrackWorker, ToTrackWorker, TrackLoad, TrackStart } from './track-messages.ts';
import './voice-parts.ts';

const REPORTS_PER_SECOND = 10;

const clock = () => performance.now();
const say = (message: FromTrackWorker) => postMessage(message);

/** The first order names the file that holds the chain; later ones wait in the worker's queue until it is there. */
const { chainUrl } = await new Promise<TrackLoad>((resolve) => {
  addEventListener('message', ({ data }: MessageEvent<TrackLoad>) => resolve(data), { once: true });
});
await import(/* @vite-ignore */ chainUrl);
if (!globalThis.humrVoiceParts) throw new TypeError(`no voice chain in ${chainUrl}`);
const { GuardedChain, MissedQuanta, mixToMono } = globalThis.humrVoiceParts;

let settings: VoiceSettings | null = null;
let weights: VoiceWeights | null = null;
let sampleRate = 48_000; // the usual one, so that the chain is there before the first frame
let chain = new GuardedChain(sampleRate, clock);
let missed = new MissedQuanta((1000 * 128) / sampleRate);
let doneSamples = 0;
let nextReportSamples = 0;
let [mono, output] = [new Float32Array(480), new Float32Array(480)];
let channels = [new Float32Array(480)];

/** Devices change their rate and the length of their frames while they run. */
function fitTo({ sampleRate: rate, numberOfFrames, numberOfChannels }: AudioData): void {
  if (rate !== sampleRate) {
    sampleRate = rate;
    chain = new GuardedChain(rate, clock);
    if (settings) chain.configure(settings);
    if (weights) chain.configure(weights);
    missed = new MissedQuanta((1000 * 128) / rate);
    doneSamples = nextReportSamples = 0;
  }
  if (mono.length === numberOfFrames && channels.length === numberOfChannels) return;
  [mono, output] = [new Float32Array(numberOfFrames), new Float32Array(numberOfFrames)];
  channels = Array.from({ length: numberOfChannels }, () => new Float32Array(numberOfFrames));
}

/** The frame that leaves for the one that came, at the same time stamp. */
function processed(frame: AudioData): AudioData {
  fitTo(frame);
  missed.note((1000 * doneSamples) / sampleRate, performance.now());
  doneSamples += mono.length;
  for (const [planeIndex, channel] of channels.entries()) frame.copyTo(channel, { planeIndex, format: 'f32-planar' });
  mixToMono(channels, mono);
  chain.process(mono, output);
  const { numberOfFrames, timestamp } = frame;
  const data = output;
  return new AudioData({ format: 'f32-planar', sampleRate, numberOfFrames, numberOfChannels: 1, timestamp, data });
}

async function run({ readable, writable }: TrackStart): Promise<void> {
  const frames = readable.getReader();
  const sink = writable.getWriter();
  for (let next = await frames.read(); !next.done; next = await frames.read()) {
    const leaving = processed(next.value);
    next.value.close();
    await sink.write(leaving);
    if (doneSamples < nextReportSamples) continue;
    nextReportSamples = doneSamples + sampleRate / REPORTS_PER_SECOND;
    say(chain.isOut ? { kind: 'failed' } : chain.takeReport(missed.count));
  }
  await sink.close();
}

addEventListener('message', ({ data }: MessageEvent<ToTrackWorker>) => {
  if (data.kind === 'start') return void run(data).catch(() => say({ kind: 'failed' }));
  if (data.kind === 'settings') settings = data;
  else weights = data;
  chain.configure(data);
});
say({ kind: 'ready' });
