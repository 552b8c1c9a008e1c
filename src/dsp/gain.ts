/** Brings a voice to one loudness, whatever the talker and the microphone; pauses are left alone. */
import { gainFromDb } from '../base/units.ts';
import { Limiter } from './limiter.ts';
import { LoudnessFilter, lufsOfPower, powerOfLufs } from './loudness.ts';
import { checkSampleRate } from './overlap.ts';
import { shareOf } from './smoothing.ts';

const TARGET_LUFS = -20;
const HIGHEST_GAIN_DB = 30;
const LOWEST_GAIN_DB = -24;
/** From here up a frame counts as speech. */
const SPEECH_PROBABILITY = 0.5;
/** Quieter is nobody talking to us: 10 dB below the quietest talker we lift. */
const QUIETEST_POWER = powerOfLufs(-60);
/** BS.1770's relative gate: what lies further below the voice is a gap within it. */
const RELATIVE_GATE_DB = 10;
/** The level is a plain mean of speech until so much of it was heard, then a slow one. */
const LEVEL_TIME_MS = 4000;
/** Speech needed before the gain follows at all: the first frames of a word say little. */
const FIRST_SPEECH_MS = 60;
/** A quick mean beside the slow one, to notice another talker or a shout. */
const QUICK_TIME_MS = 120;
const SHOUT_DB = 7;
/** Speech below the gate for so long is a quieter talker, not a gap. */
const QUIETER_AFTER_MS = 700;
/** After a change the level is learnt anew, as if only so much had been heard. */
const RELEARN_MS = 250;
const RISE_DB_PER_SECOND = 25;
const FALL_DB_PER_SECOND = 90;
const FRAME_SECONDS = 0.01;

export class GainControl {
  /** Samples per frame the public interface is meant for; any other length works as well. */
  readonly frameSize: number;
  readonly latencySamples: number;
  /** Gain now, dB. */
  gainDb = 0;
  /** Whether the loudness is brought to the target; the limiter always works. Changes are smooth. */
  enabled = true;
  /** 0..1, of the frame that `run` is called for next. */
  speechProbability = 0;
  private readonly sampleRate: number;
  private readonly filter: LoudnessFilter;
  private readonly limiter: Limiter;
  private levelPower = 0;
  private quickPower = 0;
  private heardMs = 0;
  private belowMs = 0;
  /** Of the block being processed: handed on in a field, as every fraction here. */
  private frameMs = 0;

  /** @throws {RangeError} when the rate is not between 8 and 192 kHz */
  constructor(sampleRate: number) {
    checkSampleRate(sampleRate);
    this.sampleRate = sampleRate;
    this.frameSize = 2 * Math.floor((sampleRate * FRAME_SECONDS) / 2);
    this.filter = new LoudnessFilter(sampleRate, this.frameSize);
    this.limiter = new Limiter(sampleRate);
    this.latencySamples = this.limiter.latencySamples;
  }

  /**
   * @param input finite samples
   * @param output receives `input` of `latencySamples` ago at the right loudness; may be `input`
   * @param speechProbability 0..1, of this frame
   */
  process(input: Float32Array, output: Float32Array, speechProbability: number): void {
    this.speechProbability = speechProbability;
    this.run(input, output);
  }

  /** As `process`; the probability lies in its field, since a fraction handed to a function costs a heap object. */
  run(input: Float32Array, output: Float32Array): void {
    this.frameMs = (1000 * input.length) / this.sampleRate;
    this.filter.measure(input);
    const speaking = this.speechProbability >= SPEECH_PROBABILITY && this.filter.power > QUIETEST_POWER;
    if (speaking) this.listen();
    const before = gainFromDb(this.gainDb);
    this.move(speaking);
    const step = (gainFromDb(this.gainDb) - before) / input.length;
    for (let n = 0; n < input.length; n++) output[n] = input[n]! * (before + step * (n + 1));
    this.limiter.process(output, output);
  }

  /** Updates the loudness of the voice from a frame of speech. */
  private listen(): void {
    const { frameMs } = this;
    const { power } = this.filter;
    this.quickPower += shareOf(frameMs, Math.min(QUICK_TIME_MS, this.heardMs)) * (power - this.quickPower);
    const gate = this.levelPower * 10 ** (-RELATIVE_GATE_DB / 10);
    this.belowMs = this.quickPower < gate ? this.belowMs + frameMs : 0;
    const shouting = this.quickPower > this.levelPower * 10 ** (SHOUT_DB / 10);
    if (this.heardMs > 0 && (shouting || this.belowMs > QUIETER_AFTER_MS)) {
      this.levelPower = this.quickPower;
      this.heardMs = Math.min(this.heardMs, RELEARN_MS);
      this.belowMs = 0;
      return;
    }
    if (this.quickPower < gate) return;
    this.heardMs = Math.min(this.heardMs + frameMs, LEVEL_TIME_MS);
    this.levelPower += (frameMs / this.heardMs) * (power - this.levelPower);
  }

  /** Goes towards the gain the voice needs; upwards only while somebody speaks. */
  private move(speaking: boolean): void {
    const { frameMs } = this;
    const known = this.enabled && this.heardMs >= FIRST_SPEECH_MS;
    const wanted = known ? TARGET_LUFS - lufsOfPower(this.levelPower) : this.enabled ? this.gainDb : 0;
    // Not by `clamp`: what is no intrinsic may box its numbers.
    const target = Math.min(HIGHEST_GAIN_DB, Math.max(LOWEST_GAIN_DB, wanted));
    const rise = this.enabled && !speaking ? 0 : (RISE_DB_PER_SECOND * frameMs) / 1000;
    const fall = (FALL_DB_PER_SECOND * frameMs) / 1000;
    this.gainDb = Math.min(this.gainDb + rise, Math.max(this.gainDb - fall, target));
  }
}

/** A gain control for one stream of `sampleRate` (8..192 kHz). */
export function createGain(options: { sampleRate: number }): GainControl {
  return new GainControl(options.sampleRate);
}
