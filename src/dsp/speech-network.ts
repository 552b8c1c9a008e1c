/** Who speaks, by a small network that hears only what lies below 3.5 kHz: training/FORMAT.md, "Voice". */
import { toTanh } from './activation.ts';
import type { Features } from './features.ts';
import { Gru, PREPARATIONS } from './gru.ts';
import { Layer, toIntegers } from './matrix.ts';
import { BANDS, GROUPS, LOW_EDGES } from './voice-bands.ts';
import { FEATURES, HEARD, VOICE_OUTPUTS, VOICE_UNITS, type Weights } from './weights.ts';

/** Bin of 46.875 Hz at which hearing ends: sound at 8 kHz sample rate is whole to here. */
const HIGHEST_BIN = 3500 / 46.875;
const HEARD_BANDS = LOW_EDGES.filter((edge) => edge <= HIGHEST_BIN).length - 1;
const HEARD_SHAPES = Math.floor(HEARD_BANDS / 3);
const HEARD_GROUPS = GROUPS - 1;
const PEAKS_AT = BANDS + BANDS / 3;

export class SpeechNetwork {
  /** The first value is the logit of the newest frame; the others mean nothing. */
  readonly outputs = new Float32Array(VOICE_OUTPUTS);
  /** One value: mean square of what it heard in the newest frame. */
  readonly power = new Float64Array(1);
  private readonly dense: Layer;
  private readonly gru: Gru;
  private readonly out: Layer;
  private readonly heard = new Float32Array(HEARD);
  private readonly hidden = new Float32Array(VOICE_UNITS);
  private readonly integers = new Float64Array(VOICE_UNITS);

  constructor({ voice }: Weights) {
    this.dense = new Layer(voice.dense);
    this.gru = new Gru(voice.gru);
    this.out = new Layer(voice.out);
  }

  /** Takes the next frame. */
  step(features: Features): void {
    const { hidden, integers, gru } = this;
    for (let part = 0; part < PREPARATIONS; part++) gru.prepare(part);
    this.listen(features.values);
    this.power[0] = 0;
    for (let k = 1; k <= HIGHEST_BIN; k++) this.power[0]! += features.power[k]!;
    this.dense.apply(this.heard, hidden);
    toTanh(hidden, 0, VOICE_UNITS);
    toIntegers(hidden, integers);
    gru.step(integers);
    for (let n = 0; n < VOICE_UNITS; n++) hidden[n]! += gru.state[n]!;
    this.out.apply(hidden, this.outputs);
  }

  /** Picks out what does not depend on the sound above. */
  private listen(features: Float32Array): void {
    const { heard } = this;
    let at = 0;
    for (let b = 0; b < HEARD_BANDS; b++) heard[at++] = features[b]!;
    let mean = 0;
    for (let s = 0; s < HEARD_SHAPES; s++) mean += features[BANDS + s]! / HEARD_SHAPES;
    for (let s = 0; s < HEARD_SHAPES; s++) heard[at++] = features[BANDS + s]! - mean;
    for (let g = 0; g < HEARD_GROUPS; g++) heard[at++] = features[PEAKS_AT + g]!;
    for (let g = 0; g < HEARD_GROUPS; g++) heard[at++] = features[PEAKS_AT + GROUPS + g]!;
    heard[at++] = features[FEATURES - 2]!;
    heard[at] = features[FEATURES - 1]!;
  }
}
