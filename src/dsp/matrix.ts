/** Matrices of int8 weights times a vector, allocation-free: the bulk of the network's work. */
import type { LayerWeights } from './weights.ts';

/** Rows per turn: each input value is loaded once for all of them. */
const ROWS = 8;

/** `y = W x + b` in plain arithmetic, for inputs of any size. */
export class Layer {
  readonly rows: number;
  private readonly columns: number;
  private readonly bias: Float32Array;
  /** Eight rows side by side: of each column eight weights. */
  private readonly weights: Float32Array;

  constructor({ rows, columns, scales, integers, bias }: LayerWeights) {
    checkRows(rows);
    this.rows = rows;
    this.columns = columns;
    this.bias = bias;
    this.weights = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const start = (row - (row % ROWS)) * columns + (row % ROWS);
      for (let c = 0; c < columns; c++) this.weights[start + c * ROWS] = scales[row]! * integers[row * columns + c]!;
    }
  }

  /** @param x length `columns` @param y out, length `rows` */
  apply(x: Float32Array, y: Float32Array): void {
    const { rows, columns, weights, bias } = this;
    for (let row = 0, k = 0; row < rows; row += ROWS) {
      let y0 = bias[row]!;
      let y1 = bias[row + 1]!;
      let y2 = bias[row + 2]!;
      let y3 = bias[row + 3]!;
      let y4 = bias[row + 4]!;
      let y5 = bias[row + 5]!;
      let y6 = bias[row + 6]!;
      let y7 = bias[row + 7]!;
      for (let c = 0; c < columns; c++, k += ROWS) {
        const value = x[c]!;
        y0 += weights[k]! * value;
        y1 += weights[k + 1]! * value;
        y2 += weights[k + 2]! * value;
        y3 += weights[k + 3]! * value;
        y4 += weights[k + 4]! * value;
        y5 += weights[k + 5]! * value;
        y6 += weights[k + 6]! * value;
        y7 += weights[k + 7]! * value;
      }
      y[row] = y0;
      y[row + 1] = y1;
      y[row + 2] = y2;
      y[row + 3] = y3;
      y[row + 4] = y4;
      y[row + 5] = y5;
      y[row + 6] = y6;
      y[row + 7] = y7;
    }
  }
}

/** Columns summed before two sums are taken apart. */
const COLUMNS = 8;
/** Bits between the sums of two rows that share one double. */
const SHIFT = 2 ** 27;
/** Adding and subtracting it rounds to a multiple of `SHIFT`: 1.5 · 2^52 of them. */
const ROUND_TO_SHIFT = 1.5 * 2 ** 52 * SHIFT;
const ROUND_TO_ONE = 1.5 * 2 ** 52;
const LARGEST_INTEGER = 128;
/** Inputs of ±1 become integers of so much, so that no sum of eight products reaches half of `SHIFT`. */
const INPUT_SCALE = Math.floor((SHIFT / 2 - 1) / (LARGEST_INTEGER * COLUMNS));

/** Turns values within ±1 into the integers `PackedLayer` takes; off by 8e−6 at most. */
export function toIntegers(values: Float32Array, integers: Float64Array): void {
  for (let n = 0; n < values.length; n++) integers[n] = values[n]! * INPUT_SCALE + ROUND_TO_ONE - ROUND_TO_ONE;
}

/**
 * `y = W x + b` for inputs within ±1, in about half the time: two rows of integers share one double, w₀ + w₁·2²⁷, so that one
 * multiplication serves two weights. Sums of eight products stay below 2⁵³, hence exact, and are then taken apart.
 */
export class PackedLayer {
  readonly rows: number;
  private readonly columns: number;
  private readonly bias: Float32Array;
  /** What one stands for in the sums of each row: for even rows, and for odd ones with the shift undone. */
  private readonly units: Float64Array;
  /** Four pairs of rows side by side: of each column four doubles. */
  private readonly pairs: Float64Array;

  constructor({ rows, columns, scales, integers, bias }: LayerWeights) {
    checkRows(rows);
    if (columns % COLUMNS !== 0) throw new RangeError(`columns must be a multiple of ${COLUMNS}, got ${columns}`);
    this.rows = rows;
    this.columns = columns;
    this.bias = bias;
    this.units = Float64Array.from(scales, (scale, row) => scale / INPUT_SCALE / (row % 2 === 0 ? 1 : SHIFT));
    this.pairs = new Float64Array((rows * columns) / 2);
    for (let row = 0; row < rows; row += 2) {
      const start = ((row - (row % ROWS)) * columns + (row % ROWS)) / 2;
      for (let c = 0; c < columns; c++) {
        const even = integers[row * columns + c]!;
        this.pairs[start + (c * ROWS) / 2] = even + integers[(row + 1) * columns + c]! * SHIFT;
      }
    }
  }

  /**
   * Some of the rows.
   * @param x integers by `toIntegers`, length `columns`
   * @param y out, length `rows`; only the rows from `first` on and before `end` are written, both multiples of eight
   */
  apply(x: Float64Array, y: Float32Array, first: number, end: number): void {
    const { columns, pairs, units, bias } = this;
    for (let row = first, k = (first * columns) / 2; row < end; row += ROWS) {
      let y0 = 0;
      let y1 = 0;
      let y2 = 0;
      let y3 = 0;
      let y4 = 0;
      let y5 = 0;
      let y6 = 0;
      let y7 = 0;
      for (let c = 0; c < columns; ) {
        let a = 0;
        let b = 0;
        let d = 0;
        let e = 0;
        for (const stop = c + COLUMNS; c < stop; c++, k += ROWS / 2) {
          const value = x[c]!;
          a += pairs[k]! * value;
          b += pairs[k + 1]! * value;
          d += pairs[k + 2]! * value;
          e += pairs[k + 3]! * value;
        }
        const odd1 = a + ROUND_TO_SHIFT - ROUND_TO_SHIFT;
        const odd3 = b + ROUND_TO_SHIFT - ROUND_TO_SHIFT;
        const odd5 = d + ROUND_TO_SHIFT - ROUND_TO_SHIFT;
        const odd7 = e + ROUND_TO_SHIFT - ROUND_TO_SHIFT;
        y0 += a - odd1;
        y1 += odd1;
        y2 += b - odd3;
        y3 += odd3;
        y4 += d - odd5;
        y5 += odd5;
        y6 += e - odd7;
        y7 += odd7;
      }
      y[row] = y0 * units[row]! + bias[row]!;
      y[row + 1] = y1 * units[row + 1]! + bias[row + 1]!;
      y[row + 2] = y2 * units[row + 2]! + bias[row + 2]!;
      y[row + 3] = y3 * units[row + 3]! + bias[row + 3]!;
      y[row + 4] = y4 * units[row + 4]! + bias[row + 4]!;
      y[row + 5] = y5 * units[row + 5]! + bias[row + 5]!;
      y[row + 6] = y6 * units[row + 6]! + bias[row + 6]!;
      y[row + 7] = y7 * units[row + 7]! + bias[row + 7]!;
    }
  }
}

function checkRows(rows: number): void {
  if (rows % ROWS !== 0) throw new RangeError(`rows must be a multiple of ${ROWS}, got ${rows}`);
}
