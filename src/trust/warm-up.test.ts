import { expect, it } from 'vitest';
import { warmUp } from './warm-up.ts';

it('finds that this engine computes the curves rightly', () => {
  expect(warmUp()).toBe(true);
});
