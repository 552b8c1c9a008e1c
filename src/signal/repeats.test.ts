import { describe, expect, it } from 'vitest';
import { createRepeats } from './repeats.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('a message', () => {
  it('is a repeat when topic and every byte are those of one just heard', () => {
    const repeats = createRepeats();
    expect(repeats.isRepeat('a', bytes(1, 2))).toBe(false);
    expect(repeats.isRepeat('a', bytes(1, 2))).toBe(true);
    for (const other of [bytes(1, 3), bytes(1), bytes()]) expect(repeats.isRepeat('a', other)).toBe(false);
    expect(repeats.isRepeat('b', bytes(1, 2))).toBe(false);
  });

  it('is compared as it was, though the buffer it came in is used again', () => {
    const repeats = createRepeats();
    const buffer = bytes(1, 2);
    repeats.isRepeat('a', buffer);
    buffer.fill(9);
    expect(repeats.isRepeat('a', bytes(1, 2))).toBe(true);
  });

  it('is forgotten after 64 others', () => {
    const repeats = createRepeats();
    for (let i = 0; i < 65; i++) repeats.isRepeat('a', bytes(i));
    expect(repeats.isRepeat('a', bytes(1))).toBe(true);
    expect(repeats.isRepeat('a', bytes(0))).toBe(false);
  });
});
