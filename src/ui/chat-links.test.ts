import { describe, expect, it } from 'vitest';
import { textParts } from './chat-links.ts';

const links = (text: string) =>
  textParts(text).flatMap((part) => (part.kind === 'link' ? [[part.url, part.host]] : []));

describe('links in a text', () => {
  it('are found, without the punctuation of the sentence', () => {
    expect(links('See https://a.example/x?y=1#z, and (http://b.example).')).toEqual([
      ['https://a.example/x?y=1#z', 'a.example'],
      ['http://b.example/', 'b.example'],
    ]);
  });

  it('are of the web only', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a.example',
      'file:///etc',
      'https://',
      '//a',
    ]) {
      expect(links(text)).toEqual([]);
    }
  });

  it('never pretend to be another place', () => {
    expect(links('https://bank.example@evil.example/')).toEqual([]);
    expect(links('https://аpple.example/')).toEqual([['https://xn--pple-43d.example/', 'xn--pple-43d.example']]);
  });

  it('leave the text as it was', () => {
    for (const text of ['', 'a', 'https://a.example', ' https://a.example https://b.example. <b>', 'https://@ x']) {
      expect(
        textParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });
});
