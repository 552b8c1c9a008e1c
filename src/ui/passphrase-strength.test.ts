import { expect, it } from 'vitest';
import { strengthOf } from './passphrase-strength.ts';

it('tells passphrases apart as people would', () => {
  expect(strengthOf('')).toBe('short');
  expect(strengthOf('Tr0ub4d&3')).toBe('short');
  expect(strengthOf('aaaaaaaaaaaaaaaaaaaa')).toBe('weak');
  expect(strengthOf('1212121212121')).toBe('weak');
  expect(strengthOf('lichen hum')).toBe('weak');
  expect(strengthOf('quiet lichen hums')).toBe('fair');
  expect(strengthOf('quiet lichen hums under 7 bridges')).toBe('strong');
});
