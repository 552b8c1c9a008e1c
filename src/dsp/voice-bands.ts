/** How the learned suppressor divides the spectrum: training/FORMAT.md, "Frames". Bins are 46.875 Hz apart. */

/** Bins 1..85, up to 4 kHz, have a gain each. */
export const LOW_BINS = 85;
export const BINS = 513;
const BIN_HZ = 46.875;

/** First bin of each low band, and one past the last. */
export const LOW_EDGES = Int32Array.of(
  ...Array.from({ length: 32 }, (_, k) => k + 1),
  ...[33, 35, 37, 39, 42, 44, 47, 49, 52, 55, 59, 62, 65, 69, 73, 77, 82, 86],
);
/** First bin of each high band, and one past the last. */
export const HIGH_EDGES = Int32Array.of(
  ...[86, 92, 99, 106, 114, 123, 132, 142, 153, 165, 177, 191, 205, 221, 238, 256, 275, 296, 318, 343, 369, 397],
  ...[427, 513],
);
/** First bin of each group of low bins, and one past the last. */
export const GROUP_EDGES = Int32Array.of(1, 6, 11, 16, 22, 28, 35, 43, 54, 64, 75, 86);
const GROUP_CENTRES_HZ = [125, 375, 625, 875, 1150, 1450, 1800, 2250, 2750, 3250, 3800];

export const LOW_BANDS = LOW_EDGES.length - 1;
export const HIGH_BANDS = HIGH_EDGES.length - 1;
export const BANDS = LOW_BANDS + HIGH_BANDS;
export const GROUPS = GROUP_EDGES.length - 1;

/** From values at centres to the bins between them, linearly; constant outside the first and the last centre. */
class Interpolation {
  private readonly lower: Uint8Array;
  private readonly mix: Float32Array;
  private readonly first: number;

  /** @param centres in bins, rising @param first first bin @param end one past the last bin */
  constructor(centres: readonly number[], first: number, end: number) {
    this.first = first;
    this.lower = new Uint8Array(end - first);
    this.mix = new Float32Array(end - first);
    for (let k = 0, v = 0; k < end - first; k++) {
      while (v + 2 < centres.length && centres[v + 1]! <= first + k) v++;
      const share = (first + k - centres[v]!) / (centres[v + 1]! - centres[v]!);
      this.lower[k] = v;
      this.mix[k] = Math.min(1, Math.max(0, share));
    }
  }

  /**
   * @param values one per centre, from `offset` on
   * @param bins out; the interpolated bins are written at their own numbers
   */
  spread(values: Float32Array, offset: number, bins: Float32Array): void {
    const { lower, mix, first } = this;
    for (let k = 0; k < lower.length; k++) {
      const at = offset + lower[k]!;
      const below = values[at]!;
      bins[first + k] = below + mix[k]! * (values[at + 1]! - below);
    }
  }

  /** As `spread`, times `factors` (at the bins' own numbers) and `scale`, added to what is in `bins`. */
  addProduct(values: Float32Array, offset: number, factors: Float32Array, scale: number, bins: Float32Array): void {
    const { lower, mix, first } = this;
    for (let k = 0; k < lower.length; k++) {
      const at = offset + lower[k]!;
      const below = values[at]!;
      bins[first + k]! += scale * factors[first + k]! * (below + mix[k]! * (values[at + 1]! - below));
    }
  }
}

/** Middle bins of the bands between `edges`. */
function centresOf(edges: Int32Array): number[] {
  return Array.from({ length: edges.length - 1 }, (_, b) => (edges[b]! + edges[b + 1]! - 1) / 2);
}

export const lowBandsToBins = new Interpolation(centresOf(LOW_EDGES), 1, LOW_BINS + 1);
export const groupsToBins = new Interpolation(
  GROUP_CENTRES_HZ.map((hz) => hz / BIN_HZ),
  1,
  LOW_BINS + 1,
);
/** From the last low bin and the high bands to the bins above it. */
export const highBandsToBins = new Interpolation([LOW_BINS, ...centresOf(HIGH_EDGES)], LOW_BINS + 1, BINS);
