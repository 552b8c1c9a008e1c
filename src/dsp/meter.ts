/** Level and speech of a stream that is only listened to. */
import { Guard } from './guard.ts';
import { Level } from './level.ts';
import { Vad } from './vad.ts';
import type { MeterReport } from './voice-messages.ts';

export class Meter {
  private readonly guard = new Guard();
  private readonly level = new Level();
  private readonly vad: Vad;
  private readonly frame: Float32Array;
  private at = 0;
  private highestProbability = 0;

  /** @throws {RangeError} when the rate is not between 8 and 192 kHz */
  constructor(sampleRate: number) {
    this.vad = new Vad(sampleRate);
    this.frame = new Float32Array(this.vad.frameSize);
  }

  /** Takes any number of samples with any values. */
  process(input: Float32Array): void {
    const size = this.frame.length;
    for (let done = 0; done < input.length; ) {
      const count = Math.min(size - this.at, input.length - done);
      this.guard.copy(input, done, count, this.frame, this.at);
      done += count;
      this.at += count;
      if (this.at === size) this.listen();
    }
  }

  private listen(): void {
    this.at = 0;
    this.level.add(this.frame);
    this.highestProbability = Math.max(this.highestProbability, this.vad.process(this.frame));
  }

  /** What was heard since the last call. */
  takeReport(): MeterReport {
    const speechProbability = this.highestProbability;
    this.highestProbability = 0;
    return { kind: 'meter', levelDbfs: this.level.takeDbfs(), speechProbability };
  }
}
