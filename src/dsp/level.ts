/** RMS level since the last question. */
import { dbfsFromPower } from '../base/units.ts';

export class Level {
  private sum = 0;
  private count = 0;

  /** Adds finite samples. */
  add(samples: Float32Array): void {
    for (let n = 0; n < samples.length; n++) this.sum += samples[n]! * samples[n]!;
    this.count += samples.length;
  }

  /** Level of what was added since the last call, dBFS; `FLOOR_DBFS` for silence and for nothing. */
  takeDbfs(): number {
    const power = this.count > 0 ? this.sum / this.count : 0;
    this.sum = 0;
    this.count = 0;
    return dbfsFromPower(power);
  }
}
