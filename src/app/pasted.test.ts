import { describe, expect, it } from 'vitest';
import { readPasted } from './pasted.ts';

const PAGE = 'https://humr.example/app/';
const FRAGMENT = 'AQEAAQIDBAUGBwgJCgsMDQ4P';

describe('what is pasted', () => {
  it.each([
    [`${PAGE}#${FRAGMENT}`, 'this'],
    [`  ${PAGE}index.html#${FRAGMENT}\n`, 'this'],
    [`Join me: ${PAGE}#${FRAGMENT} (tonight)`, 'this'],
    [`#${FRAGMENT}`, 'none'],
    [FRAGMENT, 'none'],
    [`https://other.example/app/#${FRAGMENT}`, 'other'],
    [`http://humr.example/app/#${FRAGMENT}`, 'other'],
    [`https://humr.example/#${FRAGMENT}`, 'other'],
  ])('%s gives its fragment', (text, site) => {
    expect(readPasted(text, PAGE)).toEqual({ fragment: FRAGMENT, site });
  });

  it.each([
    [PAGE, 'LINK_INCOMPLETE'],
    [`${PAGE}#`, 'LINK_INCOMPLETE'],
    ['https://other.example/', 'LINK_ELSEWHERE'],
    ['', 'LINK_UNKNOWN'],
    ['hello there', 'LINK_UNKNOWN'],
    ['javascript:alert(1)', 'LINK_UNKNOWN'],
    ['data:text/html,<script>1</script>', 'LINK_UNKNOWN'],
    ['#<img onerror=1>', 'LINK_UNKNOWN'],
    ['x'.repeat(200_000), 'LINK_UNKNOWN'],
  ])('%.40s is none', (text, code) => {
    expect(readPasted(text, PAGE)).toBe(code);
  });
});
