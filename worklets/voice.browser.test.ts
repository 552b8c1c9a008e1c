import { describe, expect, it } from 'vitest';
import type { MeterReport, VoiceReport, VoiceSettings } from '../src/dsp/voice-messages.ts';
import meterUrl from './meter.ts?worker&url';
import voiceUrl from './voice.ts?worker&url';

const RATE = 48000;
const SETTINGS: VoiceSettings = {
  kind: 'settings',
  suppression: false,
  suppressionStrengthRatio: 0.8,
  gainControl: false,
  muted: false,
};

/** Renders `channels` through a worklet; returns what came out and what came up the port. */
async function render<Report>(
  name: 'humr-voice' | 'humr-meter',
  channels: readonly Float32Array<ArrayBuffer>[],
  settings?: VoiceSettings,
  sampleRate = RATE,
): Promise<{ output: Float32Array; reports: Report[] }> {
  const length = channels[0]?.length ?? sampleRate;
  const context = new OfflineAudioContext(1, length, sampleRate);
  await context.audioWorklet.addModule(name === 'humr-voice' ? voiceUrl : meterUrl);
  const node = new AudioWorkletNode(context, name, name === 'humr-voice' ? { outputChannelCount: [1] } : {});
  const reports: Report[] = [];
  node.port.onmessage = ({ data }) => reports.push(data);
  if (settings) node.port.postMessage(settings);
  if (channels.length > 0) {
    const source = new AudioBufferSourceNode(context, {
      buffer: new AudioBuffer({ numberOfChannels: channels.length, length, sampleRate }),
    });
    for (const [index, channel] of channels.entries()) source.buffer!.copyToChannel(channel, index);
    source.connect(node);
    source.start();
  }
  node.connect(context.destination);
  // The settings must have arrived before rendering starts.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const output = (await context.startRendering()).getChannelData(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { output, reports };
}

function tone(seconds: number, sampleRate = RATE, peak = 0.25): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: seconds * sampleRate },
    (_, n) => peak * Math.sin((2 * Math.PI * 500 * n) / sampleRate),
  );
}

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

describe('humr-voice in an audio context', () => {
  it('passes a tone at its level when everything is off, and reports about ten times a second', async () => {
    const { output, reports } = await render<VoiceReport>('humr-voice', [tone(2)], SETTINGS);
    expect(rms(output.subarray(RATE / 2)) / (0.25 * Math.SQRT1_2)).toBeCloseTo(1, 2);
    expect(reports.length).toBeGreaterThanOrEqual(18);
    expect(reports.length).toBeLessThanOrEqual(22);
    // A sine of peak 0.25 has an RMS of -15.05 dBFS.
    expect(reports.at(-1)!.inputDbfs).toBeCloseTo(-15.05, 1);
  });

  it('mixes two channels to their mean', async () => {
    const { output } = await render<VoiceReport>('humr-voice', [tone(1), new Float32Array(RATE)], SETTINGS);
    expect(rms(output.subarray(RATE / 2)) / (0.125 * Math.SQRT1_2)).toBeCloseTo(1, 2);
  });

  it('renders silence without any input and when muted', async () => {
    expect(rms((await render<VoiceReport>('humr-voice', [])).output)).toBe(0);
    const { output } = await render<VoiceReport>('humr-voice', [tone(1)], { ...SETTINGS, muted: true });
    expect(output.subarray(RATE / 50).every((sample) => sample === 0)).toBe(true);
  });

  it('survives samples that are no numbers', async () => {
    const bad = tone(1).fill(Number.NaN, 4000, 4100);
    const { output, reports } = await render<VoiceReport>('humr-voice', [bad], SETTINGS);
    expect(output.every(Number.isFinite)).toBe(true);
    expect(rms(output.subarray(RATE / 2))).toBeGreaterThan(0.17);
    expect(reports.at(-1)!.badSamples).toBeGreaterThan(0);
  });

  it.each([8000, 44100, 96000])('keeps the pitch at %i Hz', async (sampleRate) => {
    const { output } = await render<VoiceReport>('humr-voice', [tone(1, sampleRate)], SETTINGS, sampleRate);
    const late = output.subarray(sampleRate / 2);
    let crossings = 0;
    for (let n = 1; n < late.length; n++) if (late[n - 1]! < 0 && late[n]! >= 0) crossings++;
    expect(Math.abs(crossings - 250)).toBeLessThanOrEqual(1);
  });
});

describe('humr-meter in an audio context', () => {
  it('reports the level about ten times a second', async () => {
    const { reports } = await render<MeterReport>('humr-meter', [tone(2)]);
    expect(reports.length).toBeGreaterThanOrEqual(18);
    expect(reports.at(-1)).toMatchObject({ kind: 'meter' });
    expect(reports.at(-1)!.levelDbfs).toBeCloseTo(-15.05, 1);
  });
});
