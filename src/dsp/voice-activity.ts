/** Whether somebody speaks, from what the network says of each frame: where the threshold lies, and how long words last. */
import { toLogistic } from './activation.ts';
import { Clearness } from './clearness.ts';
import { shareOf } from './smoothing.ts';

/**
 * Logit at which speech begins to be as likely as not, and how far lower it may be for a word that has begun. Without the
 * difference every hesitation is a decision: noise sets it off as often as soft sounds end it.
 */
const EVEN_LOGIT = 2.8;
const STICKING_LOGIT = 0.5;
/**
 * Where a voice stands clear of its background, soft sounds are words rather than noise: so much lower lies the threshold then,
 * and so much lower still for a word that has begun.
 */
const CLEAR_LOGIT = 1;
const CLEAR_STICKING_LOGIT = 0.5;
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
  private readonly clearness: Clearness;

  /**
   * @param frameMs time between two frames
   * @param evenLogit logit that counts as 0.5: higher for fewer false alarms, lower for fewer misses
   * @param hangOverMs how long a word goes on after its last certain frame, >= 0
   */
  constructor(frameMs: number, evenLogit = EVEN_LOGIT, hangOverMs = HANG_OVER_MS) {
    this.evenLogit = evenLogit;
    this.clearness = new Clearness(frameMs);
    this.riseShare = shareOf(frameMs, RISE_TIME_MS);
    this.fallShare = shareOf(frameMs, hangOverMs);
  }

  /**
   * Takes the next frame.
   * @param outputs of the network, the voice's logit first
   * @param powers its mean square first, of what the network hears
   */
  update(outputs: Float32Array, powers: Float64Array): void {
    const { now, probability, clearness } = this;
    const speaking = probability[0]! >= 0.5;
    clearness.update(powers, speaking);
    const clear = clearness.ratio[0]!;
    const sticking = speaking ? STICKING_LOGIT + CLEAR_STICKING_LOGIT * clear : 0;
    now[0] = outputs[0]! - this.evenLogit + CLEAR_LOGIT * clear + sticking;
    toLogistic(now, 0, 1);
    const share = now[0]! > probability[0]! ? this.riseShare : this.fallShare;
    probability[0]! += share * (now[0]! - probability[0]!);
  }
}
