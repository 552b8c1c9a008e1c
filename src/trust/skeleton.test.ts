import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLike, nameSkeleton } from './skeleton.ts';

describe('name skeleton', () => {
  it.each([
    ['Anna', 'anna', 'case'],
    ['Anna', '\u0410nn\u0430', 'Cyrillic A and a'],
    ['Anna', '\u0391nna', 'a Greek capital'],
    ['Anna', 'Änna', 'marks'],
    ['Anna', 'A n-n.a', 'spaces and punctuation'],
    ['Anna', 'An\u200dna\u202e', 'invisible characters'],
    ['Anna', '\uff21\uff4e\uff4e\uff41', 'full-width letters'],
    ['Anna', '\u{1d400}\u{1d427}\u{1d427}\u{1d41a}', 'mathematical letters'],
    ['Nora', '\u039dora', 'the Greek capital that looks like N'],
    ['Karl', 'Kar1', 'the digit one'],
    ['Karl', 'KarI', 'a capital I'],
    ['Otto', '0tt0', 'the digit nought'],
    ['Marco', 'rnarco', 'two letters that read as one'],
    ['Peter', '\u0420\u0435t\u0435r', 'Cyrillic R and e'],
  ])('takes %s and %s for the same: %s', (name, other) => {
    expect(looksLike(name, other)).toBe(true);
  });

  it.each([
    ['Anna', 'Hanna'],
    ['Anna', 'Ann'],
    ['Jan', 'Jon'],
    ['李雷', '李明'],
    ['Мария', 'Марина'],
  ])('tells %s from %s', (name, other) => {
    expect(looksLike(name, other)).toBe(false);
  });

  it('finds nothing alike in names of which nothing is left', () => {
    expect(nameSkeleton(' -\u200d')).toBe('');
    expect(looksLike('', '')).toBe(false);
    expect(looksLike('...', ' ')).toBe(false);
  });

  it('never throws, and a name always looks like itself in any case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        expect(nameSkeleton(name)).toBe(nameSkeleton(name.normalize('NFC')));
      }),
    );
  });
});
