/** Mute without a click, down to digital zero. */

const FADE_SECONDS = 0.01;

export class Fade {
  muted = false;
  private readonly step: number;
  private position = 1;

  constructor(sampleRate: number) {
    this.step = 1 / Math.round(sampleRate * FADE_SECONDS);
  }

  /** Fades `samples` in place: a raised cosine over 10 ms either way, then exactly 0 or exactly the input. */
  process(samples: Float32Array): void {
    const target = this.muted ? 0 : 1;
    if (this.position === 1 && target === 1) return;
    for (let n = 0; n < samples.length; n++) {
      const moved = this.position + (target - this.position > 0 ? this.step : -this.step);
      this.position = Math.min(1, Math.max(0, moved));
      samples[n]! *= 0.5 - 0.5 * Math.cos(Math.PI * this.position);
    }
  }
}
