import { describe, expect, it } from 'vitest';
import { outlinePath } from './outline.ts';
import { verdictWords } from './trial-words.ts';

describe('the outline of a take', () => {
  it('is wide where it is loud and a line where it is silent', () => {
    const heights = [...outlinePath([-12, -100]).matchAll(/ (\d\.\d+)/g)].map(([, y]) => Number(y));
    const [loudTop, silentTop, silentBottom, loudBottom] = heights;
    expect(loudBottom! - loudTop!).toBeGreaterThan(0.9);
    expect(silentBottom! - silentTop!).toBeLessThan(0.02);
    expect(silentBottom! - silentTop!).toBeGreaterThan(0);
  });

  it('of nothing is nothing, and of one level no division by zero', () => {
    expect(outlinePath([])).toBe('');
    expect(outlinePath([-20])).not.toContain('NaN');
  });
});

describe('the verdict', () => {
  it('is a whole number of decibels, or a sentence', () => {
    expect(verdictWords({ kind: 'quieter', quieterDb: 17.6 })).toBe('The room is 18 dB quieter.');
    expect(verdictWords({ kind: 'quiet-room' })).toMatch(/quiet/);
  });
});
