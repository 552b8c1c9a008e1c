/** A recurrent layer whose state is all that a network remembers. */
import { toLogistic, toTanh } from './activation.ts';
import { PackedLayer, toIntegers } from './matrix.ts';
import type { GruWeights } from './weights.ts';

/** What can be computed of a frame before the frame is there is computed in so many parts. */
export const PREPARATIONS = 2;

/** Gated recurrent unit. Source: Cho et al. 2014, doi:10.3115/v1/D14-1179, with the bias inside the reset as in cuDNN. */
export class Gru {
  /** Within ±1, length `units`. */
  readonly state: Float32Array;
  /** The same as integers. */
  readonly integers: Float64Array;
  private readonly units: number;
  private readonly input: PackedLayer;
  private readonly recurrent: PackedLayer;
  private readonly driven: Float32Array;
  private readonly remembered: Float32Array;

  constructor({ input, recurrent }: GruWeights) {
    this.input = new PackedLayer(input);
    this.recurrent = new PackedLayer(recurrent);
    const units = recurrent.columns;
    this.units = units;
    this.state = new Float32Array(units);
    this.integers = new Float64Array(units);
    this.driven = new Float32Array(3 * units);
    this.remembered = new Float32Array(3 * units);
  }

  /** One part of what depends only on the state; all of them are due before `step`. */
  prepare(part: number): void {
    const rows = this.recurrent.rows / PREPARATIONS;
    this.recurrent.apply(this.integers, this.remembered, part * rows, (part + 1) * rows);
  }

  /** @param input integers by `toIntegers`, length `units` */
  step(input: Float64Array): void {
    const { driven, remembered, state, units } = this;
    // Reset and update gates come first, then the candidates for the new state.
    const candidates = 2 * units;
    this.input.apply(input, driven, 0, this.input.rows);
    for (let n = 0; n < candidates; n++) driven[n]! += remembered[n]!;
    toLogistic(driven, 0, candidates);
    for (let n = 0; n < units; n++) driven[candidates + n]! += driven[n]! * remembered[candidates + n]!;
    toTanh(driven, candidates, driven.length);
    for (let n = 0; n < units; n++) {
      const candidate = driven[candidates + n]!;
      state[n] = candidate + driven[units + n]! * (state[n]! - candidate);
    }
    toIntegers(state, this.integers);
  }
}
