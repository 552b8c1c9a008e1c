import { describe, expect, it } from 'vitest';
import { lagOf, noise, rmsDb, voiceLike } from './test-signals.ts';
import { createVoiceChain, type VoiceChain } from './voice.ts';
import type { VoiceSettings } from './voice-messages.ts';
import { randomWeightsFile } from './weights.test-kit.ts';

const RATES = [8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000];
const PLAIN: VoiceSettings = {
  kind: 'settings',
  suppression: false,
  suppressionStrengthRatio: 0.8,
  gainControl: false,
  muted: false,
};

/** Runs a signal through in quanta whose lengths come from `lengths`, round and round. */
function run(chain: VoiceChain, input: Float32Array, lengths: readonly number[] = [128]): Float32Array {
  const output = new Float32Array(input.length);
  for (let at = 0, turn = 0; at < input.length; turn++) {
    const end = Math.min(input.length, at + lengths[turn % lengths.length]!);
    const part = new Float32Array(end - at);
    chain.process(input.subarray(at, end), part);
    output.set(part, at);
    at = end;
  }
  return output;
}

function chainAt(sampleRate: number, settings: Partial<VoiceSettings>): VoiceChain {
  const chain = createVoiceChain({ sampleRate });
  chain.configure({ ...PLAIN, ...settings });
  return chain;
}

describe('the voice chain', () => {
  it.each(RATES)('at %i Hz lags by the samples it names', (sampleRate) => {
    const chain = chainAt(sampleRate, {});
    const settled = run(chain, new Float32Array(sampleRate / 2));
    expect(rmsDb(settled)).toBeLessThan(-150);
    const input = noise(Math.round(sampleRate / 4), 5, 0.1);
    const output = run(chain, input);
    expect(lagOf(input, output, Math.round(0.03 * sampleRate))).toBe(chain.latencySamples);
    // 10 ms to collect a frame, 10 ms of overlap, 1.5 ms for peaks; on the way to 48 kHz and back 24 samples each.
    const detourSeconds = sampleRate === 48000 ? 0 : 49 / Math.min(sampleRate, 48000);
    expect(chain.latencySamples / sampleRate).toBeLessThan(0.022 + detourSeconds);
  });

  it.each(['without', 'with'])('gives the same sound whatever the lengths of the quanta, %s the network', (way) => {
    const input = voiceLike(0.7, 48000);
    const runIn = (lengths: readonly number[]) => {
      const chain = chainAt(48000, { suppression: true, gainControl: true });
      if (way === 'with') chain.configure({ kind: 'weights', bytes: randomWeightsFile(1) });
      return run(chain, input, lengths);
    };
    const whole = runIn([480]);
    for (const lengths of [[128], [64], [4096], [1, 7, 333, 128]]) {
      const output = runIn(lengths);
      expect(output.every((sample, n) => sample === whole[n])).toBe(true);
    }
  });

  it.each(['without', 'with'])('answers a frame sooner where whole frames are promised, %s the network', (way) => {
    const input = voiceLike(0.7, 48000);
    const [soon, late] = [true, false].map((wholeFrames) => {
      const chain = createVoiceChain({ sampleRate: 48000, wholeFrames });
      chain.configure({ ...PLAIN, suppression: true, gainControl: true });
      if (way === 'with') chain.configure({ kind: 'weights', bytes: randomWeightsFile(1) });
      return { latencySamples: chain.latencySamples, output: run(chain, input, [480, 960]) };
    });
    expect(late!.latencySamples - soon!.latencySamples).toBe(480);
    expect(late!.output.subarray(480).every((sample, n) => sample === soon!.output[n])).toBe(true);
  });

  it('collects frames from the first that is not whole, and says how late it is then', () => {
    const chain = createVoiceChain({ sampleRate: 48000, wholeFrames: true });
    chain.configure(PLAIN);
    run(chain, noise(4800, 6, 0.1), [480]);
    const soonSamples = chain.latencySamples;
    const input = noise(12000, 5, 0.1);
    const output = run(chain, input, [128]);
    expect(chain.latencySamples).toBe(soonSamples + 480);
    expect(chain.takeReport().delayMs).toBe(chain.latencySamples / 48);
    expect(lagOf(input, output, 1440)).toBe(chain.latencySamples);
    expect(output.subarray(0, 480).every((sample) => sample === 0)).toBe(true);
  });

  it('fades to exact digital silence within 20 ms of a mute and comes back without a click', () => {
    const chain = chainAt(48000, {});
    const input = Float32Array.from({ length: 48000 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 440 * n) / 48000));
    run(chain, input);
    chain.configure({ ...PLAIN, muted: true });
    const muted = run(chain, input);
    expect(muted.subarray(960).every((sample) => sample === 0)).toBe(true);
    chain.configure(PLAIN);
    const back = run(chain, input);
    const steps = [...muted.subarray(0, 960), ...back.subarray(0, 960)].map((x, n, all) =>
      Math.abs(x - (all[n - 1] ?? x)),
    );
    // The steepest a 440 Hz sine of 0.5 gets between two samples, plus the slope of a 10 ms fade.
    const steepest = 0.5 * ((2 * Math.PI * 440) / 48000 + Math.PI / 2 / 480);
    expect(Math.max(...steps.slice(1, 959))).toBeLessThan(1.1 * steepest);
    expect(Math.max(...steps.slice(961))).toBeLessThan(1.1 * steepest);
    expect(rmsDb(back, 24000)).toBeCloseTo(rmsDb(input, 24000), 1);
  });

  it('replaces what cannot be sound by silence, counts it, and is well again with the next clean frame', () => {
    const chain = chainAt(48000, { suppression: true, gainControl: true });
    const bad = noise(4800, 3);
    const faults = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e38, -1e38];
    for (const [index, fault] of faults.entries()) bad.fill(fault, 900 * index, 900 * index + 2);
    const output = run(chain, bad);
    expect(output.every(Number.isFinite)).toBe(true);
    expect(chain.takeReport().badSamples).toBe(2 * faults.length);
    const after = run(chain, voiceLike(1, 48000));
    expect(rmsDb(after, 9600)).toBeGreaterThan(-40);
  });

  it('reports levels since the last report, and silence as the floor', () => {
    const chain = chainAt(48000, {});
    run(chain, noise(48000, 4, 0.1));
    // Uniform noise of peak a has RMS a/√3: -20 - 4.8 dBFS.
    expect(chain.takeReport().inputDbfs).toBeCloseTo(-24.77, 1);
    run(chain, new Float32Array(48000));
    run(chain, new Float32Array(480));
    chain.takeReport();
    run(chain, new Float32Array(4800));
    expect(chain.takeReport()).toMatchObject({ inputDbfs: -100, outputDbfs: -100 });
  });

  it('says who removes the noise, and goes on without the network when that takes over half of its time', () => {
    const chain = chainAt(48000, { suppression: true });
    const quantum = new Float32Array(128);
    const runFor = (quanta: number, spentMs: number) => {
      for (let k = 0; k < quanta; k++) {
        chain.process(quantum, quantum);
        chain.spent(spentMs);
      }
      return chain.takeReport().estimator;
    };
    expect(runFor(10, 3)).toBe('classical');
    chain.configure({ kind: 'weights', bytes: randomWeightsFile(1).fill(0, 2000, 2100) });
    expect(runFor(400, 0)).toBe('classical');
    chain.configure({ kind: 'weights', bytes: randomWeightsFile(1) });
    expect(runFor(400, 1)).toBe('learned');
    chain.configure(PLAIN);
    expect(runFor(1, 1)).toBe('off');
    chain.configure({ ...PLAIN, suppression: true });
    // A quantum lasts 2.67 ms.
    expect(runFor(900, 2)).toBe('classical');
  });

  it('leaves out each stage that is switched off: what comes out is what went in', () => {
    const chain = chainAt(48000, { highPass: false });
    // 20 Hz, far below what the low cut leaves.
    const input = Float32Array.from({ length: 48000 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 20 * n) / 48000));
    const output = run(chain, input);
    const late = output.subarray(24000).map((x, n) => x - input[24000 + n - chain.latencySamples]!);
    expect(late.reduce((most, x) => Math.max(most, Math.abs(x)), 0)).toBeLessThan(2e-6);
    chain.configure(PLAIN);
    expect(rmsDb(run(chain, input), 24000)).toBeLessThan(rmsDb(input) - 15);
  });

  it('switches every stage on and off without a click', () => {
    const tone = Float32Array.from({ length: 24000 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 120 * n) / 48000));
    const stages: Partial<VoiceSettings>[] = [
      { highPass: false },
      { gate: true },
      { suppression: true },
      { gainControl: true },
    ];
    for (const stage of stages) {
      const chain = chainAt(48000, {});
      run(chain, tone);
      const steps: number[] = [];
      let last = Number.NaN;
      for (const settings of [stage, {}, stage]) {
        chain.configure({ ...PLAIN, ...settings });
        for (const sample of run(chain, tone)) {
          if (Number.isFinite(last)) steps.push(Math.abs(sample - last));
          last = sample;
        }
      }
      // The steepest a 120 Hz sine of 0.3 gets, three times over: the gain lifts it by up to 8 dB.
      expect(Math.max(...steps), JSON.stringify(stage)).toBeLessThan(3 * 0.3 * ((2 * Math.PI * 120) / 48000));
    }
  });

  it('refuses rates it cannot run at and lengths that differ', () => {
    for (const sampleRate of [0, 7999, 192001, Number.NaN]) {
      expect(() => createVoiceChain({ sampleRate })).toThrow(RangeError);
    }
    expect(() => chainAt(48000, {}).process(new Float32Array(2), new Float32Array(3))).toThrow(/2.*3/);
  });
});
