import { describe, expect, it } from 'vitest';
import { Biquad, highPass } from './biquad.ts';
import { createGain, type GainControl } from './gain.ts';
import { Limiter } from './limiter.ts';
import { LoudnessFilter, lufsOfPower } from './loudness.ts';
import { lagOf, noise, rmsDb, sine, voiceLike } from './test-signals.ts';

/** Runs frames through, with the speech probability asked for each frame. */
function run(gain: GainControl, input: Float32Array, speech: (frame: number) => number): Float32Array {
  const output = new Float32Array(Math.floor(input.length / gain.frameSize) * gain.frameSize);
  for (let at = 0, frame = 0; at < output.length; at += gain.frameSize, frame++) {
    const end = at + gain.frameSize;
    gain.process(input.subarray(at, end), output.subarray(at, end), speech(frame));
  }
  return output;
}

/** Loudness of a whole signal without gating. */
function lufs(signal: Float32Array, sampleRate: number): number {
  const filter = new LoudnessFilter(sampleRate, signal.length);
  filter.measure(signal);
  return lufsOfPower(filter.power);
}

/** Highest absolute value of 8 points per sample, by a long windowed sinc; samples near either end are left out. */
function truePeakDb(signal: Float32Array): number {
  const reach = 48;
  let peak = 0;
  for (let n = reach; n < signal.length - reach; n++) {
    for (let phase = 0; phase < 8; phase++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const x = k - phase / 8;
        const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        sum += signal[n + k]! * sinc * Math.cos((Math.PI * x) / (2 * reach + 4)) ** 2;
      }
      peak = Math.max(peak, Math.abs(sum));
    }
  }
  return 20 * Math.log10(peak);
}

describe('filters', () => {
  it('of the high-pass take 3 dB at the corner and little above', () => {
    const filter = new Biquad(highPass(48000, 65));
    const at = (hz: number) => {
      const tone = sine(96000, 48000, hz);
      const out = new Float32Array(tone.length);
      filter.process(tone, out);
      return rmsDb(out, 48000) - rmsDb(tone, 48000);
    };
    expect(at(65)).toBeCloseTo(-3.01, 1);
    expect(at(30)).toBeLessThan(-12);
    expect(at(200)).toBeGreaterThan(-0.1);
  });

  it.each([8000, 16000, 44100, 48000, 96000])(
    'of K-weighting read a 997 Hz sine as the standard says at %i Hz',
    (rate) => {
      // BS.1770: 0 dBFS peak on one channel is -3.01 LUFS; the settling of the filter is left out.
      const filter = new LoudnessFilter(rate, rate);
      filter.measure(sine(rate, rate, 997));
      filter.measure(sine(rate, rate, 997));
      expect(lufsOfPower(filter.power)).toBeCloseTo(-3.01, 1);
    },
  );
});

describe('the limiter', () => {
  const shapes: [string, Float32Array][] = [
    ['full-scale noise', noise(4800, 1)],
    ['noise 20 dB over full scale', noise(4800, 2, 10)],
    ['other noise 40 dB over full scale', noise(4800, 22, 100)],
    ['a square of 100', sine(4800, 48000, 440).map((x) => 100 * Math.sign(x))],
    // Samples at 0.707 of a sine of 12 kHz: its true peak lies 3 dB higher.
    [
      'a sine between its samples',
      Float32Array.from({ length: 4800 }, (_, n) => Math.sin((Math.PI / 2) * n + Math.PI / 4)),
    ],
    ['a sudden tone', sine(4800, 48000, 3000, 4).fill(0, 0, 2000)],
    ['a single sample', new Float32Array(4800).fill(8, 2400, 2401)],
  ];
  it.each(shapes)('keeps true peaks at or below -1 dBTP for %s', (_, input) => {
    const output = new Float32Array(input.length);
    new Limiter(48000).process(input, output);
    expect(truePeakDb(output)).toBeLessThanOrEqual(-1);
  });

  it.each([8000, 44100, 48000, 192000])(
    'at %i Hz passes quiet sound unchanged, late by what it says: at most 2 ms',
    (rate) => {
      const limiter = new Limiter(rate);
      const input = noise(rate, 3, 0.3);
      const output = new Float32Array(input.length);
      limiter.process(input, output);
      expect(limiter.latencySamples / rate).toBeLessThanOrEqual(0.002);
      expect(output.subarray(limiter.latencySamples)).toEqual(input.subarray(0, input.length - limiter.latencySamples));
    },
  );
});

describe('the gain', () => {
  it.each([8000, 44100, 48000, 192000])('at %i Hz lags by the samples it names', (sampleRate) => {
    const gain = createGain({ sampleRate });
    const input = noise(Math.round(sampleRate / 5), 4, 0.1);
    expect(
      lagOf(
        input,
        run(gain, input, () => 0),
        Math.round(sampleRate / 100),
      ),
    ).toBe(gain.latencySamples);
  });

  it('brings talkers from -45 to -15 dBFS within 3 dB of each other and of -20 LUFS', () => {
    const voice = voiceLike(8, 48000, 1);
    const loudness = [-45, -35, -25, -15].map((level) => {
      const factor = 10 ** ((level - rmsDb(voice)) / 20);
      const output = run(
        createGain({ sampleRate: 48000 }),
        voice.map((x) => factor * x),
        (frame) => (frame % 120 < 70 ? 1 : 0),
      );
      return lufs(output.subarray(48000 * 3.6, 48000 * 4.3), 48000);
    });
    expect(Math.max(...loudness) - Math.min(...loudness)).toBeLessThan(3);
    for (const level of loudness) expect(Math.abs(level + 20)).toBeLessThan(3);
  });

  it('has settled within 2 dB after 2 s of a quiet talker', () => {
    const gain = createGain({ sampleRate: 48000 });
    const voice = voiceLike(8, 48000, 0.02);
    run(gain, voice.subarray(0, 96000), (frame) => (frame % 120 < 70 ? 1 : 0));
    const early = gain.gainDb;
    run(gain, voice.subarray(96000), (frame) => ((frame + 200) % 120 < 70 ? 1 : 0));
    expect(Math.abs(gain.gainDb - early)).toBeLessThan(2);
    expect(gain.gainDb).toBeGreaterThan(10);
  });

  it('never lifts a pause: the gain is the same after 10 s of noise without speech', () => {
    const gain = createGain({ sampleRate: 48000 });
    run(gain, voiceLike(4.3, 48000, 0.05), (frame) => (frame % 120 < 70 ? 1 : 0));
    const before = gain.gainDb;
    run(gain, noise(480000, 5, 0.01), () => 0.1);
    expect(gain.gainDb).toBeLessThanOrEqual(before);
    expect(gain.gainDb).toBeGreaterThan(before - 1);
  });

  it('has a shout of 20 dB more within 6 dB of the target after 300 ms', () => {
    const gain = createGain({ sampleRate: 48000 });
    run(gain, sine(192000, 48000, 500, 0.02), () => 1);
    const shout = run(gain, sine(24000, 48000, 500, 0.2), () => 1);
    expect(Math.abs(lufs(shout.subarray(14400), 48000) + 20)).toBeLessThan(6);
  });

  it('goes back to 0 dB when switched off', () => {
    const gain = createGain({ sampleRate: 48000 });
    run(gain, sine(96000, 48000, 500, 0.02), () => 1);
    expect(gain.gainDb).toBeGreaterThan(10);
    gain.enabled = false;
    run(gain, sine(96000, 48000, 500, 0.02), () => 1);
    expect(gain.gainDb).toBe(0);
  });
});
