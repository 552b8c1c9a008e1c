import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, MAX_TEXT_BYTES, readSide, type SideFrame, writeSide } from './side.ts';

const NUMBER = 0xfedcba98;
const FRAMES: readonly SideFrame[] = [
  { kind: 'text', text: 'Grüße, 👋\nzwei Zeilen' },
  { kind: 'text', text: 'x'.repeat(MAX_TEXT_BYTES) },
  { kind: 'offer', number: NUMBER, sizeBytes: 2 ** 40 + 7, name: 'Bericht.pdf' },
  { kind: 'offer', number: 0, sizeBytes: 0, name: '' },
  { kind: 'accept', number: NUMBER },
  { kind: 'chunk', number: NUMBER, bytes: new Uint8Array(CHUNK_BYTES).fill(7) },
  { kind: 'end', number: NUMBER, sha256: new Uint8Array(32).fill(9) },
  { kind: 'stop', number: NUMBER },
  { kind: 'got', number: NUMBER, placeBytes: 2 ** 47 },
  { kind: 'refuse', number: NUMBER },
];

describe('a frame of the side channel', () => {
  it.each(FRAMES)('comes back as it was: $kind', (frame) => {
    expect(readSide(writeSide(frame))).toEqual(frame);
  });

  it.each(FRAMES.filter(({ kind }) => !['text', 'chunk', 'offer'].includes(kind)))(
    'is refused cut or lengthened: $kind',
    (frame) => {
      const bytes = writeSide(frame);
      for (let length = 1; length < bytes.length; length++) expect(readSide(bytes.slice(0, length))).toBe('bad-field');
      expect(readSide(Uint8Array.of(...bytes, 0))).toBe('bad-field');
    },
  );

  it('is refused when too long, empty, unknown or not UTF-8', () => {
    expect(readSide(new Uint8Array(0))).toBe('empty');
    expect(readSide(new Uint8Array(1 << 20))).toBe('too-long');
    expect(readSide(Uint8Array.of(1, ...new Uint8Array(MAX_TEXT_BYTES + 1).fill(65)))).toBe('too-long');
    expect(readSide(Uint8Array.of(1))).toBe('bad-field');
    expect(readSide(Uint8Array.of(1, 0xff))).toBe('bad-field');
    expect(readSide(Uint8Array.of(99, 0, 0, 0, 0))).toBe('unknown-kind');
    expect(readSide(Uint8Array.of(4, 0, 0, 0, 1))).toBe('bad-field');
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void readSide(bytes)));
  });

  it('is not written with more than it has room for', () => {
    expect(() => writeSide({ kind: 'text', text: 'ü'.repeat(3000) })).toThrow(RangeError);
    expect(() => writeSide({ kind: 'chunk', number: 1, bytes: new Uint8Array(CHUNK_BYTES + 1) })).toThrow(RangeError);
    expect(() => writeSide({ kind: 'accept', number: -1 })).toThrow(RangeError);
    expect(() => writeSide({ kind: 'got', number: 1, placeBytes: 2 ** 48 })).toThrow(RangeError);
  });
});
