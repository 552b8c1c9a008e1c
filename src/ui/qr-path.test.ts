import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { QUIET_MODULES, qrPath } from './qr-path.ts';

const LINK = `https://humr.example/call/#${'Aa0_-Zz9'.repeat(7).slice(0, 51)}`;
/** Pixels per module: what a camera would see, roughly. */
const SCALE = 4;

/** Paints the rectangles of a path into a square of black on white. */
function paint(path: string, size: number): { width: number; height: number; data: Uint8Array } {
  const width = size * SCALE;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row++) {
      const from = (row * width + Number(x) * SCALE) * 4;
      for (let i = from; i < from + Number(run) * SCALE * 4; i++) if (i % 4 !== 3) data[i] = 0;
    }
  }
  return { width, height: width, data };
}

describe('the path of a QR symbol', () => {
  it('reads as the link it was made of', () => {
    const rows = encodeQR(LINK, 'raw', { ecc: 'medium', border: QUIET_MODULES });
    expect(decodeQR(paint(qrPath(rows), rows.length))).toBe(LINK);
  });

  it('joins neighbours into one rectangle and leaves the light out', () => {
    expect(qrPath([[true, true, false, true], [false, false, false, false], [true]])).toBe(
      'M0 0h2v1h-2zM3 0h1v1h-1zM0 2h1v1h-1z',
    );
  });
});
