/** Voice activity detection on its own, for meters and measurements. */
import { Bands } from './bands.ts';
import { NoiseTracker } from './noise.ts';
import { type FrameShape, frameShape, OverlapAdd } from './overlap.ts';
import { SpeechDetector } from './speech-detector.ts';

const HOPS_PER_FRAME = 2;

export class Vad {
  /** Samples per `process`: 10 ms at 48 kHz. */
  readonly frameSize: number;
  private readonly frames: OverlapAdd;
  private readonly bands: Bands;
  private readonly noise: NoiseTracker;
  private readonly detector: SpeechDetector;
  private readonly power: Float32Array;
  private readonly values: Float32Array;

  /** @throws {RangeError} when the rate is not between 8 and 192 kHz */
  constructor(sampleRate: number) {
    const hop = frameShape(sampleRate);
    const shape: FrameShape = {
      ...hop,
      hopSamples: HOPS_PER_FRAME * hop.hopSamples,
      hopMs: HOPS_PER_FRAME * hop.hopMs,
    };
    this.frameSize = shape.hopSamples;
    this.frames = new OverlapAdd(shape);
    this.bands = new Bands(this.frames.bins, shape.binHz);
    this.noise = new NoiseTracker(this.bands.count, shape.hopMs);
    this.detector = new SpeechDetector(this.bands, shape.binHz, shape.hopMs);
    this.power = new Float32Array(this.frames.bins);
    this.values = new Float32Array(this.bands.count);
  }

  /** @param input the next `frameSize` samples, finite @returns probability of speech, 0..1 */
  process(input: Float32Array): number {
    this.frames.analyse(input, 0);
    this.frames.power(this.power);
    this.bands.pool(this.power, this.values);
    this.noise.update(this.values);
    this.detector.update(this.values, this.noise.power);
    return this.detector.probability;
  }
}

/** A detector for one stream of `sampleRate` (8..192 kHz). */
export function createVad(options: { sampleRate: number }): Vad {
  return new Vad(options.sampleRate);
}
