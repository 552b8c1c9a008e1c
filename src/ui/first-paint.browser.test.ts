import { afterEach, expect, it } from 'vitest';
import { keepFirstPaint, keptChoices } from './first-paint.ts';
import './theme.css';
import { paint } from './theme.ts';

const darkRoom = 'rgb(15, 23, 20)';
const lightRoom = 'rgb(237, 242, 236)';
const room = () => getComputedStyle(document.body).backgroundColor;
const kept = () => localStorage.getItem('humr-first-paint');

/** As the page does it, before anything else. */
function begin(): Promise<void> {
  const script = document.createElement('script');
  return new Promise((done) => {
    script.onload = () => done();
    script.src = `/first-paint.js?${performance.now()}`;
    document.head.append(script);
  });
}

afterEach(() => {
  localStorage.clear();
  paint('system');
  const { documentElement } = document;
  Object.assign(documentElement, { lang: 'en', dir: 'ltr' });
  delete documentElement.dataset.words;
});

it('paints what was chosen before the app is there, and the app can paint otherwise after it', async () => {
  for (const [theme, colour, other] of [
    ['dark', darkRoom, lightRoom],
    ['light', lightRoom, darkRoom],
  ] as const) {
    keepFirstPaint({ theme, language: 'ar', lang: 'ar', words: 'مكالمة' });
    await begin();
    expect(room()).toBe(colour);
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['ar', 'rtl']);
    expect(document.documentElement.dataset.words).toBe('مكالمة');
    paint(theme === 'dark' ? 'light' : 'dark');
    expect(room()).toBe(other);
    paint('system');
  }
});

it('keeps nothing where the page comes right by itself', () => {
  keepFirstPaint({ theme: 'dark', language: 'de', lang: 'de', words: 'x' });
  expect(keptChoices()).toEqual({ theme: 'dark', language: 'de' });
  keepFirstPaint({ theme: 'system', language: 'auto', lang: 'en', words: 'x' });
  expect([kept(), keptChoices()]).toEqual([null, {}]);
});

it.each(['{', 'null', '7', '[]', '{"theme":"pink","language":7,"lang":"xx","words":{}}'])(
  'begins as usual where %s was kept',
  async (text) => {
    localStorage.setItem('humr-first-paint', text);
    const before = room();
    await begin();
    expect(keptChoices()).toEqual({});
    expect([room(), document.documentElement.lang, document.documentElement.dataset.words]).toEqual([
      before,
      'en',
      undefined,
    ]);
  },
);
