import { describe, expect, it } from 'vitest';
import { Denoiser } from './denoiser.ts';
import { Suppression } from './suppression.ts';
import { lagOf, noise, rmsDb, sine, voiceLike } from './test-signals.ts';
import { VoiceActivity } from './voice-activity.ts';
import { VoiceDetector } from './voice-detector.ts';
import { Watchdog } from './watchdog.ts';
import { randomWeightsFile } from './weights.test-kit.ts';
import { readWeights, type Weights } from './weights.ts';

/** They mean nothing, but they move: gains come and go at random. */
const WEIGHTS = readWeights(randomWeightsFile(1)) as Weights;

interface Suppresses {
  readonly frameSize: number;
  process(input: Float32Array, output: Float32Array, shadowIn?: Float32Array, shadowOut?: Float32Array): void;
}

/** @param before is called before each frame */
function run(suppressor: Suppresses, input: Float32Array, before: (frame: number) => void = () => undefined) {
  const output = input.slice();
  for (let at = 0, frame = 0; at + suppressor.frameSize <= input.length; at += suppressor.frameSize, frame++) {
    before(frame);
    const part = output.subarray(at, at + suppressor.frameSize);
    suppressor.process(part, part);
  }
  return output;
}

function learnedDenoiser(strengthRatio: number): Denoiser {
  const denoiser = new Denoiser(48000);
  denoiser.useWeights(WEIGHTS);
  denoiser.strengthRatio = strengthRatio;
  return denoiser;
}

/** Largest step between two samples. */
function steepest(sound: Float32Array): number {
  return sound.reduce((most, x, n) => Math.max(most, Math.abs(x - (sound[n - 1] ?? x))), 0);
}

describe('the denoiser', () => {
  it('with the network lets everything pass unchanged at strength 0', () => {
    const denoiser = learnedDenoiser(0);
    const sound = voiceLike(2, 48000).map((x, n) => x + NOISE[n]!);
    const output = run(denoiser, sound);
    expect(denoiser.estimator).toBe('learned');
    const late = output.subarray(48000).map((x, n) => x - sound[48000 + n - denoiser.latencySamples]!);
    expect(late.reduce((most, x) => Math.max(most, Math.abs(x)), 0)).toBeLessThan(2e-6);
  });

  it('with the network takes more off the higher its strength, and never more than its floor', () => {
    const levels = [0, 0.1, 0.3].map((strength) => rmsDb(run(learnedDenoiser(strength), NOISE), 48000));
    expect(levels[1]).toBeLessThan(levels[0]! - 1);
    expect(levels[2]).toBeLessThan(levels[1]! - 1);
    expect(levels[2]).toBeGreaterThan(levels[0]! - 0.3 * 75 - 0.5);
  });

  it('applies to the shadow the filters of the input, so that input and shadow alike come out alike', () => {
    const denoiser = learnedDenoiser(0.8);
    const [output, shadow] = [new Float32Array(480), new Float32Array(480)];
    for (let frame = 0; frame < 100; frame++) {
      if (frame === 30) denoiser.useWeights(null);
      const input = NOISE.subarray(480 * frame, 480 * (frame + 1));
      denoiser.process(input, output, input, shadow);
      expect(shadow).toEqual(output);
    }
  });

  it.each(['to', 'from'])('goes over %s the network without a click', (way) => {
    const denoiser = new Denoiser(48000);
    denoiser.useWeights(way === 'from' ? WEIGHTS : null);
    const seen = new Set<string>();
    const output = run(denoiser, sine(96000, 48000, 300, 0.5), (frame) => {
      if (frame === 100) denoiser.useWeights(way === 'to' ? WEIGHTS : null);
      seen.add(denoiser.estimator);
    });
    expect([...seen].sort()).toEqual(['classical', 'learned']);
    // Steps while each of the two runs alone, and while they change over.
    const alone = Math.max(steepest(output.subarray(24000, 48000)), steepest(output.subarray(72000)));
    expect(steepest(output.subarray(48000, 72000))).toBeLessThan(1.2 * alone);
    expect(rmsDb(output.subarray(48000, 72000))).toBeGreaterThan(-60);
  });
});
const NOISE = noise(96000, 3, 0.1);

describe('suppression with the network', () => {
  it.each([8000, 16000, 44100, 48000, 96000])('at %i Hz is learned and lags by the samples it names', (rate) => {
    const suppression = new Suppression(rate);
    suppression.useWeights(WEIGHTS);
    suppression.strengthRatio = 0;
    run(suppression, new Float32Array(rate / 2));
    const input = noise(Math.round(rate / 4), 1, 0.1);
    const output = run(suppression, input);
    expect(suppression.estimator).toBe('learned');
    expect(lagOf(input, output, Math.round(rate / 40))).toBe(suppression.latencySamples);
  });

  it('at 22050 Hz stays classical', () => {
    const suppression = new Suppression(22050);
    suppression.useWeights(WEIGHTS);
    run(suppression, NOISE);
    expect(suppression.estimator).toBe('classical');
  });
});

describe('the voice detector', () => {
  it('decides the same at 16 as at 48 kHz for sound that both can hold, whatever its weights', () => {
    const [low, high] = [new VoiceDetector(16000, WEIGHTS), new VoiceDetector(48000, WEIGHTS)];
    expect([low.frameSize, high.frameSize]).toEqual([160, 480]);
    const hz = [300, 900, 2100];
    const at = (rate: number, n: number, delay: number) =>
      hz.reduce((sum, f) => sum + 0.1 * Math.sin(2 * Math.PI * f * (n / rate - delay)), 0);
    for (let frame = 0; frame < 100; frame++) {
      const a = low.process(Float32Array.from({ length: 160 }, (_, n) => at(16000, 160 * frame + n, 0)));
      // The way up to 48 kHz takes 8 samples of 16 kHz.
      const b = high.process(Float32Array.from({ length: 480 }, (_, n) => at(48000, 480 * frame + n, 8 / 16000)));
      if (frame > 5) expect(Math.abs(a - b)).toBeLessThan(0.3);
    }
  });

  it('refuses rates without whole frames', () => {
    expect(() => new VoiceDetector(22050, WEIGHTS)).toThrow(RangeError);
    expect(() => new VoiceDetector(7000, WEIGHTS)).toThrow(RangeError);
  });
});

describe('the watchdog', () => {
  /** Quanta of 2.5 ms, each with the time it took; how often it barked. */
  const barks = (quanta: number, spentMs: (quantum: number) => number) => {
    const watchdog = new Watchdog();
    return Array.from({ length: quanta }, (_, quantum) => watchdog.note(2.5, spentMs(quantum))).filter(Boolean).length;
  };

  it('barks once a second while more than half of the time is taken', () => {
    expect(barks(1200, () => 1.3)).toBe(3);
    expect(barks(1200, () => 1.2)).toBe(0);
  });

  it('does not mind one long stall, nor a clock of whole milliseconds', () => {
    expect(barks(1200, (quantum) => (quantum === 500 ? 400 : 0.1))).toBe(0);
    expect(barks(1200, (quantum) => (quantum % 10 < 6 ? 1 : 2))).toBe(3);
    expect(barks(1200, (quantum) => (quantum % 10 < 9 ? 1 : 2))).toBe(0);
  });
});

describe('voice activity', () => {
  /** Probabilities of frames of 10 ms with these logits. */
  const follow = (activity: VoiceActivity, logits: readonly number[], power = 1e-4) =>
    logits.map((logit) => {
      activity.update(Float32Array.of(logit), Float64Array.of(power));
      return activity.probability[0]!;
    });
  const word = [...new Array<number>(10).fill(-8), ...new Array<number>(20).fill(8), ...new Array<number>(40).fill(-8)];

  it('begins within 20 ms and fades to 1/e in its hang-over', () => {
    const heard = follow(new VoiceActivity(10, 0, 100), word);
    expect(Math.max(...heard.slice(0, 10))).toBeLessThan(0.01);
    expect(heard[11]).toBeGreaterThan(0.9);
    expect(heard[39]).toBeCloseTo(1 / Math.E, 2);
  });

  it('goes on with a word that gets a little weaker, and begins none so weak', () => {
    const weak = new Array<number>(100).fill(1.7);
    const endsAt = (logits: readonly number[]) => follow(new VoiceActivity(10, 2, 100), [...logits, ...weak]).at(-1)!;
    expect(endsAt([])).toBeLessThan(0.5);
    expect(endsAt(new Array<number>(20).fill(8))).toBeGreaterThan(0.5);
  });

  it('takes soft sounds for words where the voice stands clear of its background, and for noise elsewhere', () => {
    const soft = new Array<number>(100).fill(1.7);
    const softAfter = (silencePower: number) => {
      const activity = new VoiceActivity(10, 2, 100);
      follow(activity, new Array<number>(20).fill(-8), silencePower);
      follow(activity, word.slice(10, 30), 1e-4);
      follow(activity, new Array<number>(60).fill(-8), silencePower);
      return follow(activity, soft, 3e-5).at(-1)!;
    };
    expect(softAfter(1e-8)).toBeGreaterThan(0.5);
    expect(softAfter(3e-6)).toBeLessThan(0.5);
  });

  it('has a threshold that can be moved: its logit reads as even', () => {
    const steady = new Array<number>(200).fill(1.5);
    expect(follow(new VoiceActivity(10, 1.6), steady).at(-1)).toBeLessThan(0.5);
    expect(follow(new VoiceActivity(10, 1.4), steady).at(-1)).toBeGreaterThan(0.5);
    expect(follow(new VoiceActivity(10, 0), steady).at(-1)).toBeGreaterThan(0.8);
    expect(follow(new VoiceActivity(10, 3), steady).at(-1)).toBeLessThan(0.2);
  });
});
