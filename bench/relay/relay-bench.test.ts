import { describe, expect, it } from 'vitest';
import { quantile, writeTable } from './figures.ts';
import { parseOptions } from './options.ts';

describe('the options', () => {
  it('are a thousand clients and all rows where nothing is said', () => {
    expect(parseOptions([])).toEqual({ jsonPath: null, clients: 1000, rounds: 20, only: [] });
  });

  it('are what is said', () => {
    const words = ['--clients', '10', '--rounds', '3', '--only', 'mosq,rabbit', '--json', 'out.json'];
    expect(parseOptions(words)).toEqual({ jsonPath: 'out.json', clients: 10, rounds: 3, only: ['mosq', 'rabbit'] });
  });

  it.each([
    [['--clients', '11'], '--clients 11: people come in pairs'],
    [['--clients', '0'], '--clients 0: not a whole number from 2 to 5000'],
    [['--rounds', '1e3'], '--rounds 1e3: not a whole number from 1 to 200'],
    [['--json'], '--json needs a value'],
    [['--only', '--json'], '--only needs a value'],
    [['--fast'], 'unknown option --fast'],
  ])('%j are refused with a sentence', (words, sentence) => {
    expect(parseOptions(words)).toBe(sentence);
  });
});

describe('the figures', () => {
  it('are nearest ranks', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect([0.5, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([50, 99, 100]);
    expect(quantile([7], 0.5)).toBe(7);
  });

  it('stand in columns', () => {
    const row = { name: 'mosquitto', clients: 1000, deliveredMs: { p50: 9.04, p99: 120 }, rssMb: 12.3 };
    expect(writeTable([row])).toBe('relay      clients  p50 ms  p99 ms  MB\nmosquitto     1000     9.0   120.0  12');
  });
});
