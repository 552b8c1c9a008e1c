/** The chain every voice goes through: high-pass, suppressor, gain, limiter, gate, mute. Runs in a worklet or a worker. */
import { dbfsFromPower } from '../base/units.ts';
import { Fade } from './fade.ts';
import { GainControl } from './gain.ts';
import { Gate } from './gate.ts';
import { Guard } from './guard.ts';
import { Level } from './level.ts';
import { LowCut } from './low-cut.ts';
import { Suppression } from './suppression.ts';
import type { VoiceOrder, VoiceReport } from './voice-messages.ts';
import { Watchdog } from './watchdog.ts';
import { readWeights } from './weights.ts';

export interface VoiceChain {
  /**
   * Samples by which the output lags the input, whatever the lengths given to `process`. A frame less where whole frames were
   * promised; from the first that is none it is as without the promise.
   */
  readonly latencySamples: number;
  /**
   * Takes new settings; the chain moves there smoothly, a mute is complete within 20 ms. Or takes the learned weights, as
   * long as they are whole; until then, and after any others, it works without.
   */
  configure(order: VoiceOrder): void;
  /**
   * Any number of samples, also varying from call to call. Allocates nothing, throws nothing.
   * @param input any values at all; what cannot be sound counts as silence
   * @param output receives as many samples, all finite; may be `input`
   * @throws {RangeError} when the lengths differ
   */
  process(input: Float32Array, output: Float32Array): void;
  /**
   * To be told after every `process` how long it took, by whatever clock there is, also one that only knows milliseconds: a
   * chain that takes over half of its time for a second goes on without the network.
   */
  spent(elapsedMs: number): void;
  /** What happened since the last call. `missedQuanta` is 0: only the shell knows the time. */
  takeReport(): VoiceReport;
}

/**
 * Fields here and in the parts are `private` rather than `#`: the bundler writes a `#` field first without a value, and the
 * engine then makes a new heap object at every store of a fraction to it.
 */
class Chain implements VoiceChain {
  latencySamples: number;
  private readonly guard = new Guard();
  private readonly inputLevel = new Level();
  private readonly outputLevel = new Level();
  private readonly lowCut: LowCut;
  private readonly suppressor: Suppression;
  private readonly watchdog = new Watchdog();
  private readonly sampleRate: number;
  private readonly gain: GainControl;
  private readonly gate: Gate;
  private readonly fade: Fade;
  private readonly filling: Float32Array;
  private readonly finished: Float32Array;
  private at = 0;
  /** What comes in leaves at once; else a frame later, when the frame it fills is full. */
  private isDirect: boolean;
  private unwatchedSamples = 0;
  private reportedSamples = 0;
  private reportedMs = 0;
  private suppressing = true;
  private highestProbability = 0;

  constructor(sampleRate: number, wholeFrames: boolean) {
    this.sampleRate = sampleRate;
    this.isDirect = wholeFrames;
    this.suppressor = new Suppression(sampleRate);
    this.gain = new GainControl(sampleRate);
    this.gate = new Gate(sampleRate);
    this.fade = new Fade(sampleRate);
    const frame = this.suppressor.frameSize;
    this.lowCut = new LowCut(sampleRate, frame);
    this.filling = new Float32Array(frame);
    this.finished = new Float32Array(frame);
    this.latencySamples = (wholeFrames ? 0 : frame) + this.suppressor.latencySamples + this.gain.latencySamples;
  }

  configure(order: VoiceOrder): void {
    if (order.kind === 'weights') {
      const weights = readWeights(order.bytes);
      this.suppressor.useWeights(typeof weights === 'string' ? null : weights);
      return;
    }
    this.suppressing = order.suppression;
    this.suppressor.strengthRatio = order.suppression ? order.suppressionStrengthRatio : 0;
    this.gain.enabled = order.gainControl;
    this.lowCut.enabled = order.highPass ?? true;
    this.gate.enabled = order.gate ?? false;
    this.fade.muted = order.muted;
  }

  process(input: Float32Array, output: Float32Array): void {
    if (input.length !== output.length) throw new RangeError(`input ${input.length}, output ${output.length} samples`);
    if (this.isDirect && input.length % this.filling.length > 0) this.collect();
    if (this.isDirect) this.processWhole(input, output);
    else this.processPieces(input, output);
    this.unwatchedSamples += input.length;
    this.reportedSamples += input.length;
    this.fade.process(output);
    this.outputLevel.add(output);
  }

  private processWhole(input: Float32Array, output: Float32Array): void {
    const size = this.filling.length;
    for (let done = 0; done < input.length; done += size) {
      this.guard.copy(input, done, size, this.filling, 0);
      this.frame();
      copySamples(this.finished, 0, size, output, done);
    }
  }

  /** From now on a frame later: what is heard pauses for as long. */
  private collect(): void {
    this.isDirect = false;
    this.finished.fill(0);
    this.latencySamples += this.filling.length;
  }

  private processPieces(input: Float32Array, output: Float32Array): void {
    const size = this.filling.length;
    let rested = true;
    for (let done = 0; done < input.length; ) {
      const count = Math.min(size - this.at, input.length - done);
      this.guard.copy(input, done, count, this.filling, this.at);
      copySamples(this.finished, this.at, count, output, done);
      done += count;
      this.at += count;
      if (this.at < size) continue;
      this.frame();
      rested = false;
    }
    // Quanta in which no frame is due take some of its work off the next one.
    if (rested) this.suppressor.prepare();
  }

  spent(elapsedMs: number): void {
    const slow = this.watchdog.note((1000 * this.unwatchedSamples) / this.sampleRate, elapsedMs);
    this.unwatchedSamples = 0;
    this.reportedMs += elapsedMs;
    if (slow) this.suppressor.useWeights(null);
  }

  takeReport(): VoiceReport {
    const speechProbability = this.highestProbability;
    this.highestProbability = 0;
    const soundMs = (1000 * this.reportedSamples) / this.sampleRate;
    const busyRatio = soundMs > 0 ? this.reportedMs / soundMs : 0;
    this.reportedSamples = 0;
    this.reportedMs = 0;
    return {
      kind: 'report',
      inputDbfs: this.inputLevel.takeDbfs(),
      outputDbfs: this.outputLevel.takeDbfs(),
      muted: this.fade.muted,
      noiseDbfs: dbfsFromPower(this.suppressor.noisePower),
      speechProbability,
      gainDb: this.gain.gainDb,
      badSamples: this.guard.badSamples,
      missedQuanta: 0,
      delayMs: (1000 * this.latencySamples) / this.sampleRate,
      busyRatio,
      estimator: this.suppressing ? this.suppressor.estimator : 'off',
    };
  }

  private frame(): void {
    this.at = 0;
    const samples = this.filling;
    const finished = this.finished;
    this.inputLevel.add(samples);
    this.lowCut.process(samples);
    this.suppressor.process(samples, finished);
    const probability = this.suppressor.speechProbability;
    this.highestProbability = Math.max(this.highestProbability, probability);
    this.gain.speechProbability = probability;
    this.gain.run(finished, finished);
    this.gate.speechProbability = probability;
    this.gate.process(finished);
  }
}

/** A function of its own: inside the longer loops the engine sometimes made a heap object of every sample. */
function copySamples(input: Float32Array, from: number, count: number, output: Float32Array, at: number): void {
  for (let n = 0; n < count; n++) output[at + n] = input[from + n]!;
}

/**
 * A chain for one stream. `wholeFrames`: `process` is to be given multiples of 10 ms (of `sampleRate` rounded down to an even
 * number of samples in each), and answers a frame sooner.
 * @throws {RangeError} when the rate is not between 8 and 192 kHz
 */
export function createVoiceChain(options: { sampleRate: number; wholeFrames?: boolean }): VoiceChain {
  return new Chain(options.sampleRate, options.wholeFrames ?? false);
}
