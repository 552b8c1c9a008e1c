import { describe, expect, it } from 'vitest';
import { toLogistic, toTanh } from './activation.ts';
import { Layer, PackedLayer, toIntegers } from './matrix.ts';
import { VoiceNetwork } from './network.ts';
import { noise } from './test-signals.ts';
import { randomWeightsFile } from './weights.test-kit.ts';
import { FEATURES, type LayerWeights, OUTPUTS, readWeights, UNITS, type Weights } from './weights.ts';

/** The definition, row by row in double precision. */
function plain({ rows, columns, scales, integers, bias }: LayerWeights, x: ArrayLike<number>): number[] {
  return Array.from({ length: rows }, (_, row) => {
    let sum = bias[row]!;
    for (let c = 0; c < columns; c++) sum += scales[row]! * integers[row * columns + c]! * x[c]!;
    return sum;
  });
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** The network as FORMAT.md defines it. */
function plainNetwork(weights: Weights) {
  let states = [new Array<number>(UNITS).fill(0), new Array<number>(UNITS).fill(0)];
  return (features: Float32Array): number[] => {
    const hidden = plain(weights.dense, features).map(Math.tanh);
    let input = hidden;
    states = [weights.first, weights.second].map((gru, index) => {
      const [a, b] = [plain(gru.input, input), plain(gru.recurrent, states[index]!)];
      input = states[index]!.map((before, n) => {
        const update = logistic(a[UNITS + n]! + b[UNITS + n]!);
        const candidate = Math.tanh(a[2 * UNITS + n]! + logistic(a[n]! + b[n]!) * b[2 * UNITS + n]!);
        return candidate + update * (before - candidate);
      });
      return input;
    });
    const sums = hidden.map((value, n) => value + states[0]![n]! + states[1]![n]!);
    return plain(weights.out, sums);
  };
}

function layer(seed: number, extreme = false): LayerWeights {
  const [rows, columns] = [16, 96];
  const integers = Int8Array.from(noise(rows * columns, seed), (x) => (extreme ? 127 * Math.sign(x) : 127 * x));
  return { rows, columns, integers, scales: noise(rows, seed + 1, 0.01), bias: noise(rows, seed + 2) };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, n) => Math.abs(value - b[n]!)));
}

describe('activations', () => {
  it('equal tanh and the logistic function to 2e-6, far out as well', () => {
    const x = Float32Array.of(...Array.from({ length: 10_000 }, (_, k) => k / 250 - 20), 0, 1e30, -1e30);
    const [tangents, logistics] = [x.slice(), x.slice()];
    toTanh(tangents, 0, x.length);
    toLogistic(logistics, 0, x.length);
    expect(largestDifference(tangents, [...x].map(Math.tanh))).toBeLessThan(2e-6);
    expect(largestDifference(logistics, [...x].map(logistic))).toBeLessThan(1e-6);
    toTanh(x, 1, 2);
    expect([x[0], x[2]]).toEqual([-20, Math.fround(2 / 250 - 20)]);
  });
});

describe('a layer', () => {
  it('is the sum of products it stands for', () => {
    const weights = layer(1);
    const [x, y] = [noise(96, 5, 7), new Float32Array(16)];
    new Layer(weights).apply(x, y);
    expect(largestDifference(y, plain(weights, x))).toBeLessThan(1e-5);
  });

  it.each([
    ['any weights and inputs', layer(2), noise(96, 6)],
    ['the largest weights and inputs of one sign', layer(3, true), noise(96, 7).map(Math.sign)],
    ['the largest of all', { ...layer(4), integers: new Int8Array(16 * 96).fill(127) }, new Float32Array(96).fill(1)],
    ['the smallest of all', { ...layer(4), integers: new Int8Array(16 * 96).fill(-128) }, new Float32Array(96).fill(1)],
  ])('packed is the same to the grain of its inputs for %s', (_, weights, x) => {
    const [integers, y] = [new Float64Array(96), new Float32Array(16)];
    toIntegers(x, integers);
    const packed = new PackedLayer(weights);
    packed.apply(integers, y, 0, 8);
    packed.apply(integers, y, 8, 16);
    // Scales are 0.01 at most: 96 products of 1.28 with inputs off by 8e-6.
    expect(largestDifference(y, plain(weights, x))).toBeLessThan(96 * 1.28 * 8e-6);
  });

  it('of a size it cannot take is refused', () => {
    expect(() => new Layer({ ...layer(1), rows: 15 })).toThrow(RangeError);
    expect(() => new PackedLayer({ ...layer(1), columns: 95 })).toThrow(RangeError);
  });
});

describe('the network', () => {
  const weights = readWeights(randomWeightsFile(1));
  if (typeof weights === 'string') throw new Error(weights);

  it('equals its definition to 1e-4 over 200 frames', () => {
    const [network, slow] = [new VoiceNetwork(weights), plainNetwork(weights)];
    for (let frame = 0; frame < 200; frame++) {
      const features = noise(FEATURES, frame, 3);
      network.step(features);
      expect(largestDifference(network.outputs, slow(features))).toBeLessThan(1e-4);
    }
    expect(network.outputs.length).toBe(OUTPUTS);
  });

  it('gives the same however much of it was prepared', () => {
    const networks = [0, 1, 2, 5].map(() => new VoiceNetwork(weights));
    for (let frame = 0; frame < 5; frame++) {
      [0, 1, 2, 5].forEach((parts, index) => {
        for (let part = 0; part < parts; part++) networks[index]!.prepare();
        networks[index]!.step(noise(FEATURES, frame));
      });
      for (const network of networks) expect(network.outputs).toEqual(networks[0]!.outputs);
    }
  });
});
