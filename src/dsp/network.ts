/** The recurrent network that decides the gains: training/FORMAT.md, "Network". */
import { toLogistic, toTanh } from './activation.ts';
import { Layer, PackedLayer, toIntegers } from './matrix.ts';
import { type GruWeights, OUTPUTS, UNITS, type Weights } from './weights.ts';

/** What can be computed of a frame before the frame is there is computed in so many parts. */
const PREPARATIONS = 2;
/** Reset and update gates come first, then the candidates for the new state. */
const CANDIDATES = 2 * UNITS;

/** Gated recurrent unit. Source: Cho et al. 2014, doi:10.3115/v1/D14-1179, with the bias inside the reset as in cuDNN. */
class Gru {
  /** Within ±1, length `UNITS`. */
  readonly state = new Float32Array(UNITS);
  /** The same as integers. */
  readonly integers = new Float64Array(UNITS);
  private readonly input: PackedLayer;
  private readonly recurrent: PackedLayer;
  private readonly driven = new Float32Array(3 * UNITS);
  private readonly remembered = new Float32Array(3 * UNITS);

  constructor({ input, recurrent }: GruWeights) {
    this.input = new PackedLayer(input);
    this.recurrent = new PackedLayer(recurrent);
  }

  /** One part of what depends only on the state; all of them are due before `step`. */
  prepare(part: number): void {
    const rows = this.recurrent.rows / PREPARATIONS;
    this.recurrent.apply(this.integers, this.remembered, part * rows, (part + 1) * rows);
  }

  /** @param input integers by `toIntegers`, length `UNITS` */
  step(input: Float64Array): void {
    const { driven, remembered, state } = this;
    this.input.apply(input, driven, 0, this.input.rows);
    for (let n = 0; n < CANDIDATES; n++) driven[n]! += remembered[n]!;
    toLogistic(driven, 0, CANDIDATES);
    for (let n = 0; n < UNITS; n++) driven[CANDIDATES + n]! += driven[n]! * remembered[CANDIDATES + n]!;
    toTanh(driven, CANDIDATES, driven.length);
    for (let n = 0; n < UNITS; n++) {
      const candidate = driven[CANDIDATES + n]!;
      state[n] = candidate + driven[UNITS + n]! * (state[n]! - candidate);
    }
    toIntegers(state, this.integers);
  }
}

export class VoiceNetwork {
  /** What the newest frame gave, length `OUTPUTS`: logits and slopes in the order of FORMAT.md, "Filter". */
  readonly outputs = new Float32Array(OUTPUTS);
  private readonly dense: Layer;
  private readonly first: Gru;
  private readonly second: Gru;
  private readonly out: Layer;
  private readonly hidden = new Float32Array(UNITS);
  private readonly integers = new Float64Array(UNITS);
  private prepared = 0;

  constructor(weights: Weights) {
    this.dense = new Layer(weights.dense);
    this.first = new Gru(weights.first);
    this.second = new Gru(weights.second);
    this.out = new Layer(weights.out);
  }

  /**
   * Does a part of the next frame's work that needs only the last one: called `PREPARATIONS` times between two frames it
   * takes two fifths off the frame; not called at all, nothing is different but the time.
   */
  prepare(): void {
    if (this.prepared === PREPARATIONS) return;
    this.first.prepare(this.prepared);
    this.second.prepare(this.prepared);
    this.prepared++;
  }

  /** Takes the next frame. @param features length `FEATURES` */
  step(features: Float32Array): void {
    while (this.prepared < PREPARATIONS) this.prepare();
    this.prepared = 0;
    const { hidden, integers, first, second } = this;
    this.dense.apply(features, hidden);
    toTanh(hidden, 0, UNITS);
    toIntegers(hidden, integers);
    first.step(integers);
    second.step(first.integers);
    for (let n = 0; n < UNITS; n++) hidden[n] = hidden[n]! + first.state[n]! + second.state[n]!;
    this.out.apply(hidden, this.outputs);
  }
}
