import { expect, it } from 'vitest';
import { warmUp } from './warm-up.ts';

it('finds, in several steps, that this engine computes the curves rightly', () => {
  const answers = warmUp();
  let steps = 0;
  let answer = answers.next();
  for (; !answer.done; answer = answers.next()) steps += 1;
  expect(answer.value).toBe(true);
  expect(steps).toBeGreaterThan(3);
});
