import { describe, expect, it } from 'vitest';
import { clockText, SHOWN_FLOOR_DBFS, SHOWN_TOP_DBFS, shownRatio } from './level.ts';

describe('shownRatio', () => {
  it('is empty at the floor, full at the top and half between them', () => {
    expect(shownRatio(SHOWN_FLOOR_DBFS)).toBe(0);
    expect(shownRatio(SHOWN_TOP_DBFS)).toBe(1);
    expect(shownRatio((SHOWN_FLOOR_DBFS + SHOWN_TOP_DBFS) / 2)).toBe(0.5);
  });

  it('stays within the scale for anything a meter may report', () => {
    for (const levelDbfs of [-Infinity, Number.NaN, -100]) expect(shownRatio(levelDbfs)).toBe(0);
    for (const levelDbfs of [0, 20, Infinity]) expect(shownRatio(levelDbfs)).toBe(1);
  });
});

describe('clockText', () => {
  it('reads as minutes and seconds, with hours only when there are some', () => {
    expect(clockText(7_999)).toBe('0:07');
    expect(clockText((12 * 60 + 34) * 1000)).toBe('12:34');
    expect(clockText((3600 + 2 * 60 + 3) * 1000)).toBe('1:02:03');
  });

  it('starts at zero when two clocks disagree', () => {
    expect(clockText(-5)).toBe('0:00');
  });
});
