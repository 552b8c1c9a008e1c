/** Weights files made in tests: any numbers, right in form. */
import { noise } from './test-signals.ts';
import { crc32, LAYERS } from './weights.ts';

/** A file by training/FORMAT.md with weights drawn by `seed`, of the size trained ones have. */
export function randomWeightsFile(seed: number): Uint8Array {
  const table: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  LAYERS.forEach(([name, rows, columns], index) => {
    table.push(entry(`${name}.weight`, rows, columns, 0), entry(`${name}.bias`, 1, rows, 1));
    const scales = noise(rows, seed + 3 * index).map((x) => (1 + 0.2 * x) / 127 / Math.sqrt(columns));
    const integers = Int8Array.from(noise(rows * columns, seed + 3 * index + 1), (x) => Math.round(127 * x));
    const bias = noise(rows, seed + 3 * index + 2, 0.3);
    data.push(...[halves(scales), new Uint8Array(integers.buffer), halves(bias)].map(padded));
  });
  return fileOf(joined([...table, ...data]));
}

/** `content` behind a header that fits it. */
export function fileOf(content: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(16));
  [...'HUMV'].forEach((letter, at) => {
    header.setUint8(at, letter.charCodeAt(0));
  });
  header.setUint16(4, 2, true);
  header.setUint16(6, 2 * LAYERS.length, true);
  header.setUint32(8, content.length, true);
  header.setUint32(12, crc32(content), true);
  return joined([new Uint8Array(header.buffer), content]);
}

function entry(name: string, rows: number, columns: number, kind: number): Uint8Array {
  const bytes = new Uint8Array(32);
  bytes.set([...name].map((letter) => letter.charCodeAt(0)));
  const view = new DataView(bytes.buffer);
  view.setUint16(24, rows, true);
  view.setUint16(26, columns, true);
  view.setUint8(28, kind);
  return bytes;
}

/** As numbers of 16 bits, cut off; what is smaller than 2^-14 becomes 0. */
function halves(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((value, k) => {
    const exponent = Math.floor(Math.log2(Math.abs(value)));
    const fraction = Math.floor((Math.abs(value) / 2 ** exponent - 1) * 1024);
    const small = exponent < -14 ? 0 : ((exponent + 15) << 10) | fraction;
    view.setUint16(2 * k, (value < 0 ? 0x8000 : 0) | small, true);
  });
  return new Uint8Array(view.buffer);
}

/** Up to a multiple of four bytes. */
function padded(bytes: Uint8Array): Uint8Array {
  return joined([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
