/** In whose manner numbers, dates and lists are written. */

/**
 * The language shown, for `Intl`: with the reader's region where the browser names one of that language. Arabic keeps
 * the digits that timers, codes and figures have on every screen.
 */
export function shownLocale(): string | undefined {
  if (typeof document === 'undefined') return undefined; // in Node's tests
  const shown = document.documentElement.lang;
  if (shown === 'ar') return 'ar-u-nu-latn';
  return navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === shown) ?? (shown || undefined);
}
