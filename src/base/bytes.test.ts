import { describe, expect, it } from 'vitest';
import { asciiBytes, compareBytes, concatBytes, equalBytes } from './bytes.ts';

describe('bytes', () => {
  it('joins in order and copies', () => {
    const first = Uint8Array.of(1, 2);
    const joined = concatBytes(first, new Uint8Array(0), Uint8Array.of(3));
    first[0] = 9;
    expect([...joined]).toEqual([1, 2, 3]);
  });

  it('tells equal from different in value and in length', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });

  it('sorts as unsigned numbers', () => {
    expect(compareBytes(Uint8Array.of(0x7f), Uint8Array.of(0x80))).toBeLessThan(0);
    expect(compareBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(0);
    expect(compareBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBeGreaterThan(0);
  });

  it('refuses what is not ASCII, naming the place', () => {
    expect(() => asciiBytes('aé')).toThrow(/at 1/);
  });
});
