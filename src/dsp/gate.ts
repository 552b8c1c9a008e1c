/** A noise gate: between words there is silence, and a word opens it before its first sound comes out. */
import { gainFromDb } from '../base/units.ts';
import { shareOf } from './smoothing.ts';

/** From here up a frame is speech. */
const OPEN_PROBABILITY = 0.5;
/** Stays open so long after the last frame of speech: word ends and breaths are part of talking. */
const HOLD_MS = 250;
const CLOSED_GAIN = gainFromDb(-60);
/** Opens within the delay of the suppressor, which is that much ahead with its decision; closes without being noticed. */
const OPEN_TIME_MS = 2;
const CLOSE_TIME_MS = 60;
const UNNOTICED = 1e-4;

export class Gate {
  /** Off lets everything pass, exactly. Changes are smooth. */
  enabled = false;
  /** 0..1, of the frame that `process` is called for next. */
  speechProbability = 0;
  private readonly openShare: number;
  private readonly closeShare: number;
  private readonly sampleRate: number;
  /** One value, linear: in an array since a field of a fraction may cost a heap object at every store. */
  private readonly gain = new Float64Array(1).fill(1);
  private quietMs = 0;

  constructor(sampleRate: number) {
    this.sampleRate = sampleRate;
    this.openShare = shareOf(1000 / sampleRate, OPEN_TIME_MS);
    this.closeShare = shareOf(1000 / sampleRate, CLOSE_TIME_MS);
  }

  /** Gates `samples` in place. */
  process(samples: Float32Array): void {
    const speaking = this.speechProbability >= OPEN_PROBABILITY;
    this.quietMs = speaking ? 0 : Math.min(this.quietMs + (1000 * samples.length) / this.sampleRate, HOLD_MS);
    const open = !this.enabled || this.quietMs < HOLD_MS;
    const { gain } = this;
    if (open && gain[0] === 1) return;
    const target = open ? 1 : CLOSED_GAIN;
    const share = open ? this.openShare : this.closeShare;
    for (let n = 0; n < samples.length; n++) {
      gain[0]! += share * (target - gain[0]!);
      samples[n]! *= gain[0]!;
    }
    if (open && gain[0]! > 1 - UNNOTICED) gain[0] = 1;
  }
}
