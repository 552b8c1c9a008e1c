import { describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import { fingerprintDigits, readSafetyNumber, safetyNumber } from './safety-number.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const ANNA = new Uint8Array(32).fill(0xa);
const BERT = new Uint8Array(32).fill(0xb);

describe('safety number', () => {
  it('reproduces the published number of Signal’s Alice and Bob', () => {
    const alice = hex('0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868');
    const bob = hex('05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b');
    const halves = [
      fingerprintDigits(alice, asciiBytes('+14152222222')),
      fingerprintDigits(bob, asciiBytes('+14153333333')),
    ];
    expect(halves.sort().join('')).toBe('300354477692869396892869876765458257569162576843440918079131');
  });

  it('is 60 digits and the same on both sides', () => {
    const number = safetyNumber(ANNA, BERT);
    expect(number).toMatch(/^[0-9]{60}$/);
    expect(safetyNumber(BERT, ANNA)).toBe(number);
  });

  it('is read from what a camera saw, in groups or not, and from nothing else', () => {
    const number = safetyNumber(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2));
    expect(readSafetyNumber(number)).toBe(number);
    expect(readSafetyNumber(`${number.replaceAll(/(.{5})/g, '$1 ')}\n`)).toBe(number);
    for (const text of ['', number.slice(1), `${number}0`, `${number.slice(0, -1)}x`, `${number}${' '.repeat(200)}`]) {
      expect(readSafetyNumber(text), text).toBeNull();
    }
    expect(readSafetyNumber('١'.repeat(60))).toBeNull();
  });

  it('changes with either key', () => {
    const other = new Uint8Array(32).fill(0xc);
    expect(safetyNumber(ANNA, other)).not.toBe(safetyNumber(ANNA, BERT));
    expect(safetyNumber(other, BERT)).not.toBe(safetyNumber(ANNA, BERT));
  });
});
