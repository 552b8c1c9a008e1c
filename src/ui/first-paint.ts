/**
 * What the page has to know before its settings are read: colours and language, so that nothing flashes. Kept in
 * localStorage, which can be read at once, and no secret; `public/first-paint.js` reads it before the first paint.
 */
import type { View } from '../app/view.ts';

type Settings = View['settings']['values'];

/** As chosen, and what comes of it: the language that is shown, and the first words in it. */
export interface FirstPaint {
  readonly theme: Settings['theme'];
  readonly language: Settings['language'];
  readonly lang: string;
  readonly words: string;
}

const KEY = 'humr-first-paint';
const THEMES: readonly string[] = ['system', 'light', 'dark'] satisfies Settings['theme'][];
const LANGUAGES: readonly string[] = ['auto', 'en', 'de', 'fr', 'es', 'ar'] satisfies Settings['language'][];

/** @returns the settings to begin with, until those that are stored were read; nothing where nothing fits is kept */
export function keptChoices(): Partial<Pick<Settings, 'theme' | 'language'>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const fields = new Map<string, unknown>(Object.entries(kept ?? {}));
    const [theme, language] = [fields.get('theme'), fields.get('language')];
    return {
      ...(isTheme(theme) ? { theme } : {}),
      ...(isLanguage(language) ? { language } : {}),
    };
  } catch {
    return {};
  }
}

/** What is as the browser has it anyway is not kept. */
export function keepFirstPaint(it: FirstPaint): void {
  try {
    if (it.theme === 'system' && it.language === 'auto' && it.lang === 'en') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(it));
  } catch {
    // Without storage it flashes once more.
  }
}

const isTheme = (value: unknown): value is Settings['theme'] => typeof value === 'string' && THEMES.includes(value);
const isLanguage = (value: unknown): value is Settings['language'] =>
  typeof value === 'string' && LANGUAGES.includes(value);
