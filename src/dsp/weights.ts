/** The file with the learned weights: training/FORMAT.md, "The file". Bytes from outside: refusal is a value. */

/** One layer `y = W x + b`, the matrix as it lies in the file: weight = scale of its row × integer. */
export interface LayerWeights {
  readonly rows: number;
  readonly columns: number;
  /** One per row. */
  readonly scales: Float32Array;
  /** `rows × columns`, row by row. */
  readonly integers: Int8Array;
  /** One per row. */
  readonly bias: Float32Array;
}

/** Gates in thirds of the rows: reset, update, candidate. */
export interface GruWeights {
  readonly input: LayerWeights;
  readonly recurrent: LayerWeights;
}

export interface Weights {
  readonly dense: LayerWeights;
  readonly first: GruWeights;
  readonly second: GruWeights;
  readonly out: LayerWeights;
  readonly voice: VoiceWeightsPart;
}

/** The voice detector, a network of its own. */
export interface VoiceWeightsPart {
  readonly dense: LayerWeights;
  readonly gru: GruWeights;
  readonly out: LayerWeights;
}

/** Not this file; shorter than it says; its checksum or its numbers are wrong; made for a later Humr. */
export type WeightsTrouble = 'foreign' | 'cut' | 'damaged' | 'newer';

/** Sizes of the network: what enters, how many units each layer has, what leaves. */
export const FEATURES = 120;
export const UNITS = 128;
export const OUTPUTS = 128;
/** The same of the voice detector; of its outputs only the first is used. */
export const HEARD = 83;
export const VOICE_UNITS = 32;
export const VOICE_OUTPUTS = 8;

/** Name, rows and columns of every layer, in the order of the file. */
export const LAYERS = [
  ['dense', UNITS, FEATURES],
  ['first.input', 3 * UNITS, UNITS],
  ['first.recurrent', 3 * UNITS, UNITS],
  ['second.input', 3 * UNITS, UNITS],
  ['second.recurrent', 3 * UNITS, UNITS],
  ['out', OUTPUTS, UNITS],
  ['voice.dense', VOICE_UNITS, HEARD],
  ['voice.input', 3 * VOICE_UNITS, VOICE_UNITS],
  ['voice.recurrent', 3 * VOICE_UNITS, VOICE_UNITS],
  ['voice.out', VOICE_OUTPUTS, VOICE_UNITS],
] as const;

const MAGIC = 'HUMV';
const VERSION = 2;
const TENSORS = 2 * LAYERS.length;
const HEADER_BYTES = 16;
const ENTRY_BYTES = 32;
const NAME_BYTES = 24;
const MATRIX = 0;
const VECTOR = 1;

/** Reads a whole file. Throws nothing, whatever the bytes are; keeps none of them. */
export function readWeights(bytes: Uint8Array): Weights | WeightsTrouble {
  if (asciiAt(bytes, 0, MAGIC.length) !== MAGIC) return 'foreign';
  if (bytes.length < HEADER_BYTES) return 'cut';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint16(4, true);
  if (version !== VERSION) return version > VERSION ? 'newer' : 'foreign';
  const length = view.getUint32(8, true);
  const content = bytes.subarray(HEADER_BYTES);
  if (content.length < length) return 'cut';
  if (content.length > length || crc32(content) !== view.getUint32(12, true)) return 'damaged';
  return view.getUint16(6, true) === TENSORS ? readTensors(content) : 'foreign';
}

function readTensors(content: Uint8Array): Weights | WeightsTrouble {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let entryAt = 0;
  let dataAt = TENSORS * ENTRY_BYTES;
  const layers: LayerWeights[] = [];
  for (const [name, rows, columns] of LAYERS) {
    const integersAt = dataAt + aligned(2 * rows);
    const biasAt = integersAt + aligned(rows * columns);
    const end = biasAt + aligned(2 * rows);
    const fits =
      hasEntry(view, entryAt, { name: `${name}.weight`, rows, columns, kind: MATRIX }) &&
      hasEntry(view, entryAt + ENTRY_BYTES, { name: `${name}.bias`, rows: 1, columns: rows, kind: VECTOR }) &&
      end <= content.length;
    if (!fits) return 'foreign';
    const scales = halvesAt(view, dataAt, rows);
    const integers = Int8Array.from({ length: rows * columns }, (_, k) => view.getInt8(integersAt + k));
    const bias = halvesAt(view, biasAt, rows);
    if (!scales.every(Number.isFinite) || !bias.every(Number.isFinite)) return 'damaged';
    layers.push({ rows, columns, scales, integers, bias });
    entryAt += 2 * ENTRY_BYTES;
    dataAt = end;
  }
  if (dataAt !== content.length) return 'foreign';
  const [dense, input1, recurrent1, input2, recurrent2, out, ...voice] = layers;
  return {
    dense: dense!,
    first: { input: input1!, recurrent: recurrent1! },
    second: { input: input2!, recurrent: recurrent2! },
    out: out!,
    voice: { dense: voice[0]!, gru: { input: voice[1]!, recurrent: voice[2]! }, out: voice[3]! },
  };
}

interface Entry {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly kind: number;
}

function hasEntry(view: DataView, at: number, { name, rows, columns, kind }: Entry): boolean {
  if (at + ENTRY_BYTES > view.byteLength) return false;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return (
    asciiAt(bytes, at, NAME_BYTES) === name.padEnd(NAME_BYTES, '\0') &&
    view.getUint16(at + NAME_BYTES, true) === rows &&
    view.getUint16(at + NAME_BYTES + 2, true) === columns &&
    view.getUint8(at + NAME_BYTES + 4) === kind
  );
}

function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** Numbers of 16 bits: sign, 5 bits of exponent, 10 of fraction (IEEE 754 binary16). */
function halvesAt(view: DataView, at: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, k) => fromHalf(view.getUint16(at + 2 * k, true)));
}

export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Every tensor begins at a multiple of four bytes. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

/** As in IEEE 802.3, bits reflected. */
const CRC_POLYNOMIAL = 0xedb88320;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CRC_POLYNOMIAL : crc >>> 1;
  return crc;
});

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
