/** What lies below the lowest voice is taken off: wind, table knocks and mains hum of 50 Hz. */
import { Biquad, highPass } from './biquad.ts';
import { shareOf } from './smoothing.ts';

const CORNER_HZ = 65;
const SWITCH_TIME_MS = 5;
const UNNOTICED = 1e-4;

export class LowCut {
  /** Off lets everything pass as it is. Changes are smooth. */
  enabled = true;
  private readonly filter: Biquad;
  private readonly share: number;
  /** One value, 0..1: how much of the filtered sound is to be heard. */
  private readonly part = new Float64Array(1).fill(1);
  private readonly filtered: Float32Array;

  /** @param frameSize samples per `process` */
  constructor(sampleRate: number, frameSize: number) {
    this.filter = new Biquad(highPass(sampleRate, CORNER_HZ));
    this.share = shareOf(1000 / sampleRate, SWITCH_TIME_MS);
    this.filtered = new Float32Array(frameSize);
  }

  /** Filters `samples` in place. The filter itself always runs, so that it is settled when it is switched on. */
  process(samples: Float32Array): void {
    const target = this.enabled ? 1 : 0;
    const { part } = this;
    if (part[0] === 1 && target === 1) return this.filter.process(samples, samples);
    this.filter.process(samples, this.filtered);
    for (let n = 0; n < samples.length; n++) {
      part[0]! += this.share * (target - part[0]!);
      samples[n]! += part[0]! * (this.filtered[n]! - samples[n]!);
    }
    if (Math.abs(part[0]! - target) < UNNOTICED) part[0] = target;
  }
}
