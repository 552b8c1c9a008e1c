/** Which language is shown, and how it comes: each is loaded when it is first wanted. */
import type { View } from '../app/view.ts';
import { speak, type Translation } from './sentences.ts';

type Choice = View['settings']['values']['language'];
export type Language = Exclude<Choice, 'auto'>;

/** Each called as its speakers call it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  de: async () => (await import('./languages/german.ts')).german,
  fr: async () => (await import('./languages/french.ts')).french,
  es: async () => (await import('./languages/spanish.ts')).spanish,
  ar: async () => (await import('./languages/arabic.ts')).arabic,
};

/** @param preferred by the browser, best first, as BCP 47 tags */
export function languageFor(choice: Choice, preferred: readonly string[]): Language {
  if (choice !== 'auto') return choice;
  const known = preferred
    .map((tag) => tag.toLowerCase().split('-')[0] ?? '')
    .find((tag) => Object.hasOwn(LANGUAGE_NAMES, tag));
  return (known as Language | undefined) ?? 'en';
}

/** @returns the language that is shown from now on: English where the other does not load */
export async function speakLanguage(language: Language): Promise<Language> {
  const translation = language === 'en' ? null : await LOADERS[language]().catch(() => null);
  speak(translation);
  return translation ? language : 'en';
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
