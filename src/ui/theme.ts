/**
 * Light or dark by hand, whatever the system is. The dark tokens stand once, in a media rule of `theme.css`; what is
 * chosen becomes the condition of that rule, and of the colours that the page gives to the browser's own frame.
 */
import type { View } from '../app/view.ts';

export type Theme = View['settings']['values']['theme'];

const DARK = '(prefers-color-scheme: dark)';
const LIGHT = '(prefers-color-scheme: light)';
const ALWAYS = 'all';
const NEVER = 'not all';

const CONDITIONS: Readonly<Record<Theme, { readonly dark: string; readonly light: string }>> = {
  system: { dark: DARK, light: LIGHT },
  light: { dark: NEVER, light: ALWAYS },
  dark: { dark: ALWAYS, light: NEVER },
};

/** Found once: what they say changes. */
let darkRules: readonly CSSMediaRule[] | null = null;
let frames: { readonly dark: readonly HTMLMetaElement[]; readonly light: readonly HTMLMetaElement[] } | null = null;

export function paint(theme: Theme): void {
  // As it comes: asking for the rules would make the browser work out every style anew.
  const before = document.documentElement.dataset.theme as Theme | undefined; // by `public/first-paint.js`
  if (theme === 'system' && darkRules === null && before === undefined) return;
  darkRules ??= [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter(({ media }) => media.mediaText === (before ? CONDITIONS[before].dark : DARK));
  delete document.documentElement.dataset.theme;
  const named = (condition: string) =>
    [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].filter(
      ({ media }) => media === condition,
    );
  frames ??= { dark: named(DARK), light: named(LIGHT) };
  const { dark, light } = CONDITIONS[theme];
  for (const rule of darkRules) rule.media.mediaText = dark;
  for (const meta of frames.dark) meta.media = dark;
  for (const meta of frames.light) meta.media = light;
}
