/** How harmonic a frame is: a comb laid over its spectrum. */

/** Pitches tried, from low men's to children's, in steps finer than a tooth of the comb is wide. */
const LOWEST_PITCH_HZ = 80;
const HIGHEST_PITCH_HZ = 400;
const PITCH_STEP = 1.02;
/** Harmonics count up to here and up to so many: above they blur while the pitch glides. */
const TOP_HZ = 1700;
const MOST_HARMONICS = 9;
/** Below is hum and rumble. */
const BOTTOM_HZ = 90;
/** Added to the spread of the spectrum, so that a smooth spectrum with a small ripple does not count as harmonic. */
const LEAST_SPREAD = 0.6;

/** Bins of the harmonics of one pitch, and of the valleys before, between and after them. */
interface Comb {
  readonly teeth: Int32Array;
  readonly valleys: Int32Array;
}

export class Voicing {
  private readonly combs: readonly Comb[];
  private readonly log: Float32Array;
  private readonly first: number;

  /** @param binHz distance of two bins, Hz */
  constructor(binHz: number) {
    const combs: Comb[] = [];
    for (let hz = LOWEST_PITCH_HZ; hz <= HIGHEST_PITCH_HZ; hz *= PITCH_STEP) combs.push(combOf(hz, binHz));
    this.combs = combs;
    this.first = Math.round(BOTTOM_HZ / binHz);
    this.log = new Float32Array(Math.ceil((TOP_HZ + HIGHEST_PITCH_HZ) / binHz) + 1);
  }

  /**
   * @param power power per bin, at least up to 2.1 kHz
   * @param noise noise power per bin, > 0
   * @returns height of the harmonics over the valleys between them, for the pitch that fits best, relative to the spread of
   *   the whole spectrum: about 0.5 in noise and below 0.8 in clicks, 0.9 and more in half of all voiced frames
   */
  strength(power: Float32Array, noise: Float32Array): number {
    const log = this.log;
    let sum = 0;
    let squares = 0;
    for (let bin = 0; bin < log.length; bin++) {
      const height = Math.log(Math.max(power[bin]! / noise[bin]!, 1));
      log[bin] = height;
      if (bin < this.first) continue;
      sum += height;
      squares += height * height;
    }
    const count = log.length - this.first;
    const variance = squares / count - (sum / count) ** 2;
    return this.bestFit() / (LEAST_SPREAD + Math.sqrt(Math.max(0, variance)));
  }

  private bestFit(): number {
    const log = this.log;
    let best = 0;
    for (let c = 0; c < this.combs.length; c++) {
      const { teeth, valleys } = this.combs[c]!;
      let sum = 0;
      for (let h = 0; h < teeth.length; h++) sum += log[teeth[h]!]! - 0.5 * (log[valleys[h]!]! + log[valleys[h + 1]!]!);
      if (sum > best * teeth.length) best = sum / teeth.length;
    }
    return best;
  }
}

function combOf(pitchHz: number, binHz: number): Comb {
  const pitchBins = pitchHz / binHz;
  const harmonics = Math.min(MOST_HARMONICS, Math.floor(TOP_HZ / pitchHz));
  return {
    teeth: Int32Array.from({ length: harmonics }, (_, h) => Math.round((h + 1) * pitchBins)),
    valleys: Int32Array.from({ length: harmonics + 1 }, (_, h) => Math.round((h + 0.5) * pitchBins)),
  };
}
