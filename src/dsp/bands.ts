/** From bins to the values a gain is decided for, and back. */

/** Up to here every bin has its own value: harmonics of a voice are told apart. */
const SINGLE_TOP_HZ = 4000;
/** From here up one value serves everything: beyond what a voice needs. */
const BANDS_TOP_HZ = 20000;
/** Width of the bands between, as in 22 bands from 4 to 20 kHz (about half an ERB). */
const BAND_RATIO = (BANDS_TOP_HZ / SINGLE_TOP_HZ) ** (1 / 22);

export class Bands {
  /** Number of values. */
  readonly count: number;
  /** Centre of each value, Hz. */
  readonly centreHz: Float32Array;
  private readonly edges: Int32Array;
  private readonly lower: Int32Array;
  private readonly mix: Float32Array;

  /**
   * @param bins bins of the spectrum, DC and half the sample rate included
   * @param binHz distance of two bins, Hz
   */
  constructor(bins: number, binHz: number) {
    const edges = bandEdges(bins, binHz);
    this.edges = Int32Array.from(edges);
    this.count = edges.length - 1;
    this.centreHz = new Float32Array(this.count);
    for (let v = 0; v < this.count; v++) this.centreHz[v] = ((edges[v]! + edges[v + 1]! - 1) / 2) * binHz;
    this.lower = new Int32Array(bins);
    this.mix = new Float32Array(bins);
    for (let bin = 0, v = 0; bin < bins; bin++) {
      const hz = bin * binHz;
      while (v + 2 < this.count && this.centreHz[v + 1]! <= hz) v++;
      this.lower[bin] = v;
      const span = this.centreHz[v + 1]! - this.centreHz[v]!;
      this.mix[bin] = Math.min(1, Math.max(0, (hz - this.centreHz[v]!) / span));
    }
  }

  /** Mean of `power` (length bins) over each value's bins, into `values` (length `count`). */
  pool(power: Float32Array, values: Float32Array): void {
    const edges = this.edges;
    for (let v = 0; v < this.count; v++) {
      const end = edges[v + 1]!;
      let sum = 0;
      for (let bin = edges[v]!; bin < end; bin++) sum += power[bin]!;
      values[v] = sum / (end - edges[v]!);
    }
  }

  /** Sum over all bins of what `values` (means per value) stand for. */
  total(values: Float32Array): number {
    let sum = 0;
    for (let v = 0; v < this.count; v++) sum += values[v]! * (this.edges[v + 1]! - this.edges[v]!);
    return sum;
  }

  /** Interpolates `values` (length `count`) linearly between the centres, into `gains` (length bins). */
  expand(values: Float32Array, gains: Float32Array): void {
    for (let bin = 0; bin < gains.length; bin++) {
      const v = this.lower[bin]!;
      const low = values[v]!;
      gains[bin] = low + this.mix[bin]! * (values[v + 1]! - low);
    }
  }
}

function bandEdges(bins: number, binHz: number): number[] {
  const edges: number[] = [];
  let edge = 0;
  for (; edge < bins && edge * binHz <= SINGLE_TOP_HZ; edge++) edges.push(edge);
  for (let hz = SINGLE_TOP_HZ * BAND_RATIO; edge < bins && hz < BANDS_TOP_HZ * BAND_RATIO; hz *= BAND_RATIO) {
    edges.push(edge);
    edge = Math.max(edge + 1, Math.round(hz / binHz));
  }
  if (edge < bins) edges.push(edge);
  edges.push(bins);
  return edges;
}
