import { describe, expect, it } from 'vitest';
import { MAX_NAME_GRAPHEMES, normaliseName } from './name.ts';

describe('display names', () => {
  it.each([
    ['Anna', 'Anna'],
    ['  Anna \n  Maria\t', 'Anna Maria'],
    ['e\u0301va', 'éva'],
    ['‮annA', 'annA'],
    ['A\u0000n\u200bn\u200da', 'Anna'],
    ['👩‍💻 Anna', '👩‍💻 Anna'],
    ['مريم', 'مريم'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['\ud800lone', 'lone'],
    [' \u200b\u202e ', ''],
    ['', ''],
  ])('turns %j into %j', (raw, shown) => expect(normaliseName(raw)).toBe(shown));

  it('keeps at most two marks on a letter', () => {
    const marks = '\u0316\u0317\u0318\u0319\u031c';
    expect(normaliseName(`a${marks}b`)).toBe(`a${marks.slice(0, 2)}b`);
  });

  it('cuts at 32 characters as people count them', () => {
    const family = '👨‍👩‍👧';
    expect(normaliseName(family.repeat(40))).toBe(family.repeat(MAX_NAME_GRAPHEMES));
    expect([...normaliseName('x'.repeat(1_000_000))]).toHaveLength(MAX_NAME_GRAPHEMES);
  });

  it('changes nothing the second time', () => {
    for (const raw of ['Anna', 'e\u0301va  x', '👩‍💻', 'a\u0316\u0317\u0318']) {
      expect(normaliseName(normaliseName(raw))).toBe(normaliseName(raw));
    }
  });
});
