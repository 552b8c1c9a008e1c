import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';
import { overheadOf } from './overhead.ts';
import { median, quantile } from './statistics.ts';

describe('the options of bench:call', () => {
  it('have defaults and can all be set', () => {
    expect(parseOptions([])).toEqual({ jsonPath: null, joins: 30, rounds: 3, only: null });
    expect(parseOptions(['--joins', '3', '--rounds', '1', '--only', 'delay', '--json', 'a.json'])).toEqual({
      jsonPath: 'a.json',
      joins: 3,
      rounds: 1,
      only: 'delay',
    });
  });

  it.each([
    [['--nonsense'], /unknown option --nonsense/],
    [['--json'], /--json needs a value/],
    [['--json', '--joins'], /--json needs a value/],
    [['--joins', '0'], /whole number/],
    [['--rounds', 'many'], /whole number/],
    [['--only', 'fun'], /joins or delay/],
  ])('say what is wrong with %j', (words, sentence) => {
    expect(parseOptions(words)).toMatch(sentence);
  });
});

describe('what measuring costs', () => {
  it('is the difference of neighbours, for the eight times it is measured more often', () => {
    const found = overheadOf([
      { on: 0.26, off: 0.1 },
      { on: 0.46, off: 0.3 },
    ]);
    expect(found.costRatio).toBeCloseTo(0.02, 9);
    expect(found.sureRatio).toBeCloseTo(0, 9);
    expect(found.offRatio).toBeCloseTo(0.2, 9);
  });
});

describe('figures of many runs', () => {
  it('are the middle, and the nearest rank', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
    expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(
      quantile(
        Array.from({ length: 100 }, (_, i) => i + 1),
        0.95,
      ),
    ).toBe(95);
  });
});
