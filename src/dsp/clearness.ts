/** How far a voice stands out of its background, from the levels of the frames. */
import { clamp } from '../base/units.ts';
import { shareOf } from './smoothing.ts';

/** The voice's level goes up within this time and down within that. */
const RISE_TIME_MS = 45;
const FALL_TIME_MS = 2000;
/** What is taken for the background: the least level, which is forgotten so quickly. Nothing counts as quieter than a quiet room. */
const FORGET_DB_PER_S = 10;
const QUIETEST_DBFS = -80;
/** Before anybody has spoken. */
const FIRST_VOICE_DBFS = -60;
/** From here on a voice begins to be clear of its background, and so much further on it is entirely, dB. */
const CLEAR_FROM_DB = 23;
const CLEAR_WITHIN_DB = 6;

export class Clearness {
  /** One value, 0..1: 1 where the voice is clear of everything else. */
  readonly ratio = new Float64Array(1);
  /** Levels of voice and background, dBFS: in an array since a field of a fraction may cost a heap object at every store. */
  private readonly levels = Float64Array.of(FIRST_VOICE_DBFS, 0);
  private readonly riseShare: number;
  private readonly fallShare: number;
  private readonly forgetDb: number;

  /** @param frameMs time between two frames */
  constructor(frameMs: number) {
    this.riseShare = shareOf(frameMs, RISE_TIME_MS);
    this.fallShare = shareOf(frameMs, FALL_TIME_MS);
    this.forgetDb = (FORGET_DB_PER_S * frameMs) / 1000;
  }

  /** @param powers the first is the mean square of the newest frame, >= 0 @param speaking whether it belongs to a word, as far as is known */
  update(powers: Float64Array, speaking: boolean): void {
    const { levels, ratio } = this;
    const levelDbfs = Math.max(10 * Math.log10(powers[0]! + 1e-12), QUIETEST_DBFS);
    levels[1] = Math.min(levelDbfs, levels[1]! + this.forgetDb);
    const share = levelDbfs > levels[0]! ? this.riseShare : this.fallShare;
    if (speaking) levels[0]! += share * (levelDbfs - levels[0]!);
    ratio[0] = clamp((levels[0]! - levels[1]! - CLEAR_FROM_DB) / CLEAR_WITHIN_DB, 0, 1);
  }
}
