/** The recurrent network that decides the gains: training/FORMAT.md, "Network". */
import { toTanh } from './activation.ts';
import { Gru, PREPARATIONS } from './gru.ts';
import { Layer, toIntegers } from './matrix.ts';
import { OUTPUTS, UNITS, type Weights } from './weights.ts';

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
