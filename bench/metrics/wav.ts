import { readFileSync, writeFileSync } from 'node:fs';

/** One channel of sound, samples in −1..1. */
export interface Sound {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
}

const HEADER_BYTES = 44;
const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;

/**
 * Reads the first channel of a WAV file of 16-bit integers or 32-bit floats.
 * @throws {TypeError} for anything else, with the reason and the path
 */
export function readWav(path: string): Sound {
  const file = readFileSync(path);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const refuse = (reason: string) => new TypeError(`${path}: ${reason}`);
  if (file.length < HEADER_BYTES || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') throw refuse('not a WAV file');
  const format = findChunk(view, 'fmt ');
  const data = findChunk(view, 'data');
  if (!format || !data) throw refuse('no format or no data');
  const kind = view.getUint16(format.start, true);
  const channels = view.getUint16(format.start + 2, true);
  const bits = view.getUint16(format.start + 14, true);
  if (!((kind === FORMAT_PCM && bits === 16) || (kind === FORMAT_FLOAT && bits === 32))) {
    throw refuse(`format ${kind} with ${bits} bits is not read here`);
  }
  const stride = (channels * bits) / 8;
  const samples = Float32Array.from({ length: Math.floor(data.bytes / stride) }, (_, n) => {
    const at = data.start + n * stride;
    return kind === FORMAT_PCM ? view.getInt16(at, true) / 32768 : view.getFloat32(at, true);
  });
  return { sampleRateHz: view.getUint32(format.start + 4, true), samples };
}

/** Writes one channel as 16-bit integers; what is beyond full scale is clipped. */
export function writeWav(path: string, { sampleRateHz, samples }: Sound): void {
  const file = Buffer.alloc(HEADER_BYTES + 2 * samples.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(FORMAT_PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRateHz, 24);
  file.writeUInt32LE(2 * sampleRateHz, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, n) => {
    file.writeInt16LE(quantised(sample) * 32768, HEADER_BYTES + 2 * n);
  });
  writeFileSync(path, file);
}

/** The nearest value that 16 bits can hold. */
export function quantised(sample: number): number {
  return Math.min(32767, Math.max(-32768, Math.round(sample * 32768))) / 32768;
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

function findChunk(view: DataView, name: string): { start: number; bytes: number } | undefined {
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const start = at + 8;
    const bytes = Math.min(view.getUint32(at + 4, true), view.byteLength - start);
    if (tag(view, at) === name) return { start, bytes };
    at = start + bytes + (bytes % 2);
  }
  return undefined;
}
