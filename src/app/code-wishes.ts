/** Wishes about the two codes; what is behind them is loaded at the first of them. */
import type { CodeWishes } from './code-view.ts';
import type { Codes } from './codes.ts';

/** What every code begins with (see `trust/code`), and no link of any version so far. */
const CODE_BEGINNING = 'E';

export function isCodeFragment(fragment: string): boolean {
  return fragment.startsWith(CODE_BEGINNING);
}

/**
 * @param load gives the same codes every time
 * @param failed it did not load
 */
export function codeWishes(load: () => Promise<Codes>, failed: () => void): CodeWishes {
  const wish = (act: (codes: Codes) => void) => void load().then(act, failed);
  return {
    openCodes: () => wish((it) => it.openCodes()),
    makeCode: () => wish((it) => it.makeCode()),
    takeCode: (text) => wish((it) => it.takeCode(text)),
    copyCode: () => wish((it) => it.copyCode()),
    shareCode: () => wish((it) => it.shareCode()),
    dropCode: () => wish((it) => it.dropCode()),
  };
}
