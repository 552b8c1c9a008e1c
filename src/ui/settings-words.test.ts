import { describe, expect, it } from 'vitest';
import { faultWords, keyWords, valueWords } from './settings-words.ts';

describe('what is wrong with a settings file', () => {
  it('says where, and what must stand there', () => {
    const path = 'processing.strength';
    expect(faultWords({ kind: 'field', path, must: { kind: 'number', min: 0, max: 1 } })).toBe(
      'processing.strength: must be a number from 0 to 1',
    );
    expect(faultWords({ kind: 'field', path: 'a.b', must: { kind: 'flag' } })).toBe('a.b: must be true or false');
    expect(faultWords({ kind: 'field', path: 'a.b', must: { kind: 'choice', of: ['x', 'y'] } })).toBe(
      'a.b: must be one of x or y',
    );
    expect(faultWords({ kind: 'unknown', path: '$&' })).toBe('$&: there is no such setting');
    expect(faultWords({ kind: 'not-json' })).toMatch(/JSON/);
  });
});

describe('values and keys', () => {
  it('are named as people know them', () => {
    expect(['KeyM', 'Digit1', 'Space', 'ControlLeft', 'F9', 'NumpadAdd', ''].map(keyWords)).toEqual([
      'M',
      '1',
      'Space',
      'Control Left',
      'F9',
      'Numpad Add',
      'None',
    ]);
    expect(valueWords('x'.repeat(100))).toHaveLength(61);
    expect([0.8, true, 'Anna', undefined].map(valueWords)).toEqual(['0.8', 'true', '"Anna"', '']);
  });
});
