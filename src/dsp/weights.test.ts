import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf, randomWeightsFile } from './weights.test-kit.ts';
import { crc32, fromHalf, LAYERS, readWeights, UNITS } from './weights.ts';

const FILE = randomWeightsFile(1);
const HEADER_BYTES = 16;

/** A copy with one byte set. */
function changed(at: number, value: number): Uint8Array {
  const copy = FILE.slice();
  copy[at] = value;
  return copy;
}

describe('the weights file', () => {
  it('is read as it was written', () => {
    const weights = readWeights(FILE);
    if (typeof weights === 'string') throw new Error(weights);
    const { second, out } = weights;
    expect([out.rows, out.columns, out.bias.length]).toEqual([128, UNITS, 128]);
    expect([second.recurrent.rows, second.recurrent.integers.length]).toEqual([3 * UNITS, 3 * UNITS * UNITS]);
    // The last numbers of the file are the biases of the last layer.
    expect(weights.voice.out.bias[7]).toBe(fromHalf(new DataView(FILE.buffer).getUint16(FILE.length - 2, true)));
  });

  it('is read wherever it lies in a buffer', () => {
    const shifted = new Uint8Array(FILE.length + 3);
    shifted.set(FILE, 3);
    const [there, here] = [readWeights(shifted.subarray(3)), readWeights(FILE)];
    if (typeof there === 'string' || typeof here === 'string') throw new Error(`${there}, ${here}`);
    expect(there.out).toEqual(here.out);
  });

  it('has the checksum that zip and PNG use: CRC-32 of "123456789" is cbf43926', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('holds numbers of 16 bits as IEEE 754 says', () => {
    const known = [
      [0x0000, 0],
      [0x8000, -0],
      [0x0001, 2 ** -24],
      [0x0400, 2 ** -14],
      [0x3555, 1365 / 4096],
      [0x3c00, 1],
      [0xc000, -2],
      [0x7bff, 65504],
      [0x7c00, Number.POSITIVE_INFINITY],
      [0xfe00, Number.NaN],
    ] as const;
    for (const [bits, value] of known) expect(fromHalf(bits)).toBe(value);
  });

  it('is refused with a reason', () => {
    expect(readWeights(new Uint8Array())).toBe('foreign');
    expect(readWeights(changed(0, 0x20))).toBe('foreign');
    expect(readWeights(changed(4, 3))).toBe('newer');
    expect(readWeights(changed(4, 1))).toBe('foreign');
    expect(readWeights(changed(6, 20 + 1))).toBe('foreign');
    expect(readWeights(FILE.subarray(0, 10))).toBe('cut');
    expect(readWeights(FILE.subarray(0, -1))).toBe('cut');
    const longer = new Uint8Array(FILE.length + 1);
    longer.set(FILE);
    expect(readWeights(longer)).toBe('damaged');
  });

  it('is damaged when any byte of the content is another', () => {
    fc.assert(
      fc.property(fc.nat(FILE.length - HEADER_BYTES - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        expect(readWeights(changed(HEADER_BYTES + at, FILE[HEADER_BYTES + at]! ^ mask))).toBe('damaged');
      }),
      { numRuns: 50 },
    );
  });

  it('is foreign when a right checksum covers a table of other shapes, damaged when it covers no numbers', () => {
    for (let at = 0; at < 32 * 2 * LAYERS.length; at += 11) {
      const content = FILE.slice(HEADER_BYTES);
      if (at % 32 > 28) continue; // padding
      content[at]! ^= 1;
      expect(readWeights(fileOf(content)), `byte ${at}`).toBe('foreign');
    }
    const content = FILE.slice(HEADER_BYTES);
    content.fill(0xff, content.length - 4);
    expect(readWeights(fileOf(content))).toBe('damaged');
    expect(readWeights(fileOf(FILE.subarray(HEADER_BYTES, -4)))).toBe('foreign');
  });

  it('of any bytes at all throws nothing', () => {
    const bytes = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(bytes, fc.boolean(), (content, framed) => {
        expect(['foreign', 'cut', 'damaged', 'newer']).toContain(readWeights(framed ? fileOf(content) : content));
      }),
    );
  });
});
