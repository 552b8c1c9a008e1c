import { describe, expect, it } from 'vitest';
import { bytesWords } from './units-words.ts';

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [12_345_678, '12.3 MB'],
    [2 ** 31, '2.15 GB'],
    [5e13, '50,000 GB'],
  ])('of %d is %s', (bytes, words) => {
    expect(bytesWords(bytes, 'en')).toBe(words);
  });
});
