import { afterEach, describe, expect, it } from 'vitest';
import { PICTURES } from '../trust/picture-list.ts';
import { codeSentences } from './code-sentences.ts';
import { directionOf, LANGUAGE_NAMES, type Language, languageFor, speakLanguage } from './languages.ts';
import { listenBackSentences } from './listen-back-sentences.ts';
import { networkSentences } from './network-sentences.ts';
import { peopleSentences } from './people-sentences.ts';
import { pictureName, sentences } from './sentences.ts';

afterEach(() => speakLanguage('en'));

/** Every text with its address. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inside]) => texts(inside, `${path}.${key}`));
}

/** Everything that is said, wherever it comes from. */
const everything = () => {
  const late = {
    people: peopleSentences,
    codes: codeSentences,
    network: networkSentences,
    listenBack: listenBackSentences,
  };
  return texts({ sentences, ...late });
};

const placeholders = (text: string) => [...new Set(text.match(/\{[a-z]+\}/g))].sort();

describe('the language', () => {
  it('is the chosen one, else the first of the browser that there is', () => {
    expect(languageFor('fr', ['de-AT'])).toBe('fr');
    expect(languageFor('auto', ['nl', 'de-AT', 'fr'])).toBe('de');
    expect(languageFor('auto', ['AR-eg'])).toBe('ar');
    expect(languageFor('auto', ['nl', 'constructor', ''])).toBe('en');
    expect(Object.keys(LANGUAGE_NAMES).map((tag) => directionOf(tag as Language))).toEqual([
      ...Array(4).fill('ltr'),
      'rtl',
    ]);
  });

  it.each(['de', 'fr', 'es', 'ar'] as const)(
    '%s has every place for names and numbers that English has',
    async (tag) => {
      const english = everything();
      expect(await speakLanguage(tag)).toBe(tag);
      const other = new Map(everything());
      expect(english.filter(([path]) => !other.has(path))).toEqual([]);
      for (const [path, text] of english) {
        expect([path, placeholders(other.get(path) ?? '')]).toEqual([path, placeholders(text)]);
        if (text.length > 30) expect(other.get(path), `${path} in English still`).not.toBe(text);
      }
      expect(sentences.home.start).not.toBe('Start a call');
      expect(peopleSentences.heading).not.toBe('People');
      const names = PICTURES.map(({ name }) => pictureName(name));
      expect(new Set(names).size, 'no two pictures share a name').toBe(PICTURES.length);
      await speakLanguage('en');
      expect(sentences.home.start).toBe('Start a call');
    },
  );
});
