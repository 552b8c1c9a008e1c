import { describe, expect, it } from 'vitest';
import { createVoiceChain } from '../src/dsp/voice.ts';
import type { MeterReport, VoiceReport, VoiceSettings } from '../src/dsp/voice-messages.ts';
import meterUrl from './meter.ts?worker&url';
import trackUrl from './track.ts?worker&url';
import type { FromTrackWorker, ToTrackWorker, TrackLoad } from './track-messages.ts';
import voiceUrl from './voice.ts?worker&url';

const RATE = 48000;
const SETTINGS: VoiceSettings = {
  kind: 'settings',
  suppression: false,
  suppressionStrengthRatio: 0.8,
  gainControl: false,
  muted: false,
};

type Channels = readonly Float32Array<ArrayBuffer>[];

interface Rendered<Report> {
  readonly output: Float32Array;
  readonly reports: Report[];
}

/** Renders `channels` through a worklet; returns what came out and what came up the port. */
async function renderWorklet<Report>(
  name: 'humr-voice' | 'humr-meter',
  channels: Channels,
  message?: VoiceSettings | 'over',
  sampleRate = RATE,
  quantumSamples = 128,
): Promise<Rendered<Report>> {
  const length = channels[0]?.length ?? sampleRate;
  const options = { numberOfChannels: 1, length, sampleRate, renderSizeHint: quantumSamples };
  const context = new OfflineAudioContext(options);
  await context.audioWorklet.addModule(name === 'humr-voice' ? voiceUrl : meterUrl);
  const node = new AudioWorkletNode(context, name, name === 'humr-voice' ? { outputChannelCount: [1] } : {});
  const reports: Report[] = [];
  node.port.onmessage = ({ data }) => reports.push(data);
  if (message) node.port.postMessage(message);
  if (channels.length > 0) {
    const source = new AudioBufferSourceNode(context, {
      buffer: new AudioBuffer({ numberOfChannels: channels.length, length, sampleRate }),
    });
    for (const [index, channel] of channels.entries()) source.buffer!.copyToChannel(channel, index);
    source.connect(node);
    source.start();
  }
  node.connect(context.destination);
  // The message must have arrived before rendering starts.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const output = (await context.startRendering()).getChannelData(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { output, reports };
}

/** The worker between two streams of frames, with everything it says. */
async function openTrackWorker(settings: VoiceSettings) {
  const worker = new Worker(trackUrl, { type: 'module' });
  const said: FromTrackWorker[] = [];
  const load: TrackLoad = { kind: 'load', chainUrl: new URL(voiceUrl, document.baseURI).href };
  worker.postMessage(load);
  await new Promise<void>((resolve) => {
    worker.onmessage = ({ data }) => {
      said.push(data);
      resolve();
    };
  });
  const tell = (message: ToTrackWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  const [input, output] = [new TransformStream<AudioData>(), new TransformStream<AudioData>()];
  tell(settings);
  tell({ kind: 'start', readable: input.readable, writable: output.writable }, [input.readable, output.writable]);
  return { worker, said, tell, writer: input.writable.getWriter(), reader: output.readable.getReader() };
}

/** One frame of these channels. */
function frameOf(channels: Channels, sampleRate: number, timestamp: number): AudioData {
  const numberOfFrames = channels[0]!.length;
  const data = new Float32Array(numberOfFrames * channels.length);
  for (const [index, channel] of channels.entries()) data.set(channel, index * numberOfFrames);
  const numberOfChannels = channels.length;
  return new AudioData({ format: 'f32-planar', sampleRate, numberOfFrames, numberOfChannels, timestamp, data });
}

interface Leaving {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly timestamp: number;
}

function take(frame: AudioData): Leaving {
  const samples = new Float32Array(frame.numberOfFrames);
  frame.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
  const { sampleRate, timestamp, numberOfChannels, format } = frame;
  expect([numberOfChannels, format]).toEqual([1, 'f32-planar']);
  frame.close();
  return { samples, sampleRate, timestamp };
}

/** Sends frames one by one and takes what comes back for each. */
async function passFrames(
  shell: Awaited<ReturnType<typeof openTrackWorker>>,
  frames: readonly AudioData[],
): Promise<Leaving[]> {
  const leaving: Leaving[] = [];
  for (const frame of frames) {
    const written = shell.writer.write(frame);
    leaving.push(take((await shell.reader.read()).value!));
    await written;
  }
  return leaving;
}

function cut(channels: Channels, lengths: readonly number[], sampleRate: number): AudioData[] {
  const frames: AudioData[] = [];
  for (let from = 0, turn = 0; from < channels[0]!.length; turn++) {
    const to = Math.min(from + lengths[turn % lengths.length]!, channels[0]!.length);
    const parts = channels.map((channel) => channel.slice(from, to));
    frames.push(frameOf(parts, sampleRate, Math.round((from / sampleRate) * 1e6)));
    from = to;
  }
  return frames;
}

const concatenated = (leaving: readonly Leaving[]) => Float32Array.from(leaving.flatMap(({ samples }) => [...samples]));

async function renderWorker(channels: Channels, settings: VoiceSettings, sampleRate = RATE) {
  const shell = await openTrackWorker(settings);
  const output = concatenated(await passFrames(shell, cut(channels, [sampleRate / 100], sampleRate)));
  // What it said last lies behind the last frame.
  await expect.poll(() => shell.said.length).toBeGreaterThan(Math.floor((10 * output.length) / sampleRate) - 1);
  shell.worker.terminate();
  return { output, reports: shell.said.filter((it) => it.kind === 'report') };
}

const SHELLS = {
  worklet: (channels: Channels, settings: VoiceSettings, sampleRate = RATE) =>
    renderWorklet<VoiceReport>('humr-voice', channels, settings, sampleRate),
  worker: renderWorker,
};

function tone(seconds: number, sampleRate = RATE, peak = 0.25): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: seconds * sampleRate },
    (_, n) => peak * Math.sin((2 * Math.PI * 500 * n) / sampleRate),
  );
}

/** A tone that comes and goes in noise. */
function noisySignal(seconds: number): Float32Array<ArrayBuffer> {
  let state = 1;
  return tone(seconds).map((sample, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return sample * (n % RATE < RATE / 2 ? 1 : 0) + 0.02 * (state / 2 ** 31 - 1);
  });
}

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, sample, n) => Math.max(largest, Math.abs(sample - b[n]!)), 0);
}

describe.each(['worklet', 'worker'] as const)('the voice chain in a %s', (name) => {
  const render = SHELLS[name];

  it('passes a tone at its level when everything is off, and reports about ten times a second', async () => {
    const { output, reports } = await render([tone(2)], SETTINGS);
    expect(rms(output.subarray(RATE / 2)) / (0.25 * Math.SQRT1_2)).toBeCloseTo(1, 2);
    expect(reports.length).toBeGreaterThanOrEqual(18);
    expect(reports.length).toBeLessThanOrEqual(22);
    // A sine of peak 0.25 has an RMS of -15.05 dBFS.
    expect(reports.at(-1)!.inputDbfs).toBeCloseTo(-15.05, 1);
  });

  it('gives the samples of the chain itself, with everything on', async () => {
    const noisy = noisySignal(3);
    const settings = { ...SETTINGS, suppression: true, gainControl: true };
    // A track comes in whole frames, a worklet in quanta of 128.
    const chain = createVoiceChain({ sampleRate: RATE, wholeFrames: name === 'worker' });
    chain.configure(settings);
    const expected = new Float32Array(noisy.length);
    chain.process(noisy, expected);
    const { output } = await render([noisy], settings);
    expect(output.length).toBe(expected.length);
    expect(rms(expected)).toBeGreaterThan(0.01);
    expect(largestDifference(output, expected)).toBeLessThan(1e-6);
  });

  it('mixes two channels to their mean', async () => {
    const { output } = await render([tone(1), new Float32Array(RATE)], SETTINGS);
    expect(rms(output.subarray(RATE / 2)) / (0.125 * Math.SQRT1_2)).toBeCloseTo(1, 2);
  });

  it('is digital silence 20 ms after a mute', async () => {
    const { output } = await render([tone(1)], { ...SETTINGS, muted: true });
    expect(output.subarray(RATE / 50).every((sample) => sample === 0)).toBe(true);
  });

  it('survives samples that are no numbers', async () => {
    const bad = tone(1).fill(Number.NaN, 4000, 4100);
    const { output, reports } = await render([bad], SETTINGS);
    expect(output.every(Number.isFinite)).toBe(true);
    expect(rms(output.subarray(RATE / 2))).toBeGreaterThan(0.17);
    expect(reports.at(-1)!.badSamples).toBeGreaterThan(0);
  });

  it.each([8000, 44100, 96000])('keeps the pitch at %i Hz', async (sampleRate) => {
    const { output } = await render([tone(1, sampleRate)], SETTINGS, sampleRate);
    const late = output.subarray(sampleRate / 2);
    let crossings = 0;
    for (let n = 1; n < late.length; n++) if (late[n - 1]! < 0 && late[n]! >= 0) crossings++;
    expect(Math.abs(crossings - 250)).toBeLessThanOrEqual(1);
  });
});

describe('humr-voice alone', () => {
  it('answers a frame sooner where the context renders 10 ms at once', async ({ skip }) => {
    skip(!('renderQuantumSize' in BaseAudioContext.prototype), 'this browser renders in quanta of 128 only');
    const noisy = noisySignal(3);
    const settings = { ...SETTINGS, suppression: true, gainControl: true };
    const rendered = await renderWorklet<VoiceReport>('humr-voice', [noisy], settings, RATE, 480);
    const chain = createVoiceChain({ sampleRate: RATE, wholeFrames: true });
    chain.configure(settings);
    const expected = new Float32Array(noisy.length);
    chain.process(noisy, expected);
    expect(rendered.reports.at(-1)!.delayMs).toBeCloseTo((1000 * chain.latencySamples) / RATE, 9);
    expect(largestDifference(rendered.output, expected)).toBeLessThan(1e-6);
  });

  it('renders silence without any input', async () => {
    expect(rms((await renderWorklet<VoiceReport>('humr-voice', [], SETTINGS)).output)).toBe(0);
  });
});

describe('the track worker alone', () => {
  it('takes frames of any length and gives each back with its own time stamp and length', async () => {
    const shell = await openTrackWorker(SETTINGS);
    const frames = cut([tone(1)], [480, 1, 128, 4096, 441], RATE);
    const expected = frames.map(({ timestamp, numberOfFrames }) => [timestamp, numberOfFrames]);
    const leaving = await passFrames(shell, frames);
    expect(leaving.map(({ timestamp, samples }) => [timestamp, samples.length])).toEqual(expected);
    expect(rms(concatenated(leaving).subarray(RATE / 2)) / (0.25 * Math.SQRT1_2)).toBeCloseTo(1, 2);
    shell.worker.terminate();
  });

  it('goes on, as it was set, when the device changes its rate and its channels', async () => {
    const shell = await openTrackWorker({ ...SETTINGS, muted: true });
    await passFrames(shell, cut([tone(0.2)], [480], RATE));
    const [left, right] = [tone(1, 16000), new Float32Array(16000)];
    const muted = await passFrames(shell, cut([left, right], [160], 16000));
    expect(muted.every(({ sampleRate }) => sampleRate === 16000)).toBe(true);
    expect(
      concatenated(muted)
        .subarray(16000 / 50)
        .every((sample) => sample === 0),
    ).toBe(true);
    shell.tell(SETTINGS);
    const open = concatenated(await passFrames(shell, cut([left, right], [160], 16000)));
    expect(rms(open.subarray(8000)) / (0.125 * Math.SQRT1_2)).toBeCloseTo(1, 2);
    shell.worker.terminate();
  });

  it('says that it failed when no chain can run at the rate of the device', async () => {
    const shell = await openTrackWorker(SETTINGS);
    shell.writer.write(frameOf([new Float32Array(30)], 3000, 0)).catch(() => undefined);
    await expect.poll(() => shell.said).toContainEqual({ kind: 'failed' });
    shell.worker.terminate();
  });

  it('ends the outgoing track with the microphone', async () => {
    const shell = await openTrackWorker(SETTINGS);
    await passFrames(shell, cut([tone(0.1)], [480], RATE));
    await shell.writer.close();
    expect((await shell.reader.read()).done).toBe(true);
    shell.worker.terminate();
  });
});

describe('humr-meter in an audio context', () => {
  it('reports the level about ten times a second', async () => {
    const { reports } = await renderWorklet<MeterReport>('humr-meter', [tone(2)]);
    expect(reports.length).toBeGreaterThanOrEqual(18);
    expect(reports.at(-1)).toMatchObject({ kind: 'meter' });
    expect(reports.at(-1)!.levelDbfs).toBeCloseTo(-15.05, 1);
  });

  it('goes on while nothing comes, and ends when told', async () => {
    expect((await renderWorklet<MeterReport>('humr-meter', [])).reports.length).toBeGreaterThanOrEqual(8);
    expect((await renderWorklet<MeterReport>('humr-meter', [], 'over')).reports.length).toBeLessThanOrEqual(1);
  });
});
