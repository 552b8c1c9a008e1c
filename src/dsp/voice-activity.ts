/** Whether somebody speaks, from what the network says of each frame: where the threshold lies, and how long words last. */
import { toLogistic } from './activation.ts';
import { shareOf } from './smoothing.ts';

/**
 * Logit at which speech begins to be as likely as not, and how far lower it may be for a word that has begun. Without the
 * difference every hesitation is a decision: noise sets it off as often as soft sounds end it.
 */
const EVEN_LOGIT = 2.8;
const STICKING_LOGIT = 0.5;
const RISE_TIME_MS = 4;
/** Word ends and short stops stay whole: the probability fades so slowly. */
const HANG_OVER_MS = 120;

export class VoiceActivity {
  /** One value, 0..1: how surely the newest frame holds speech or belongs to a word. */
  readonly probability = new Float32Array(1);
  private readonly evenLogit: number;
  private readonly riseShare: number;
  private readonly fallShare: number;
  private readonly now = new Float32Array(1);

  /**
   * @param frameMs time between two frames
   * @param evenLogit logit that counts as 0.5: higher for fewer false alarms, lower for fewer misses
   * @param hangOverMs how long a word goes on after its last certain frame, >= 0
   */
  constructor(frameMs: number, evenLogit = EVEN_LOGIT, hangOverMs = HANG_OVER_MS) {
    this.evenLogit = evenLogit;
    this.riseShare = shareOf(frameMs, RISE_TIME_MS);
    this.fallShare = shareOf(frameMs, hangOverMs);
  }

  /** Takes the next frame. @param outputs of the network @param index of the voice's logit among them */
  update(outputs: Float32Array, index: number): void {
    const { now, probability } = this;
    const sticking = probability[0]! >= 0.5 ? STICKING_LOGIT : 0;
    now[0] = outputs[index]! - this.evenLogit + sticking;
    toLogistic(now, 0, 1);
    const share = now[0]! > probability[0]! ? this.riseShare : this.fallShare;
    probability[0]! += share * (now[0]! - probability[0]!);
  }
}
