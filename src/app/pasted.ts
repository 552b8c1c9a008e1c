/** What somebody pasted or scanned: the fragment of a link of ours, or why it is none. Pure; nothing is ever navigated to. */
import type { LinkTrouble } from '../call/trouble.ts';

export type Pasted = { readonly fragment: string; readonly site: 'this' | 'other' | 'none' };

/** Longer than any message with a link in it. */
const MAX_PASTED_CHARACTERS = 20_000;
const FRAGMENT_FORM = /^[A-Za-z0-9_-]{8,1024}$/;
const ADDRESS_IN_TEXT = /https?:\/\/[^\s<>"]+/i;

/**
 * Takes a whole link, a message with a link in it, or only what stands behind the `#`.
 * @param pageUrl address of this page, without query and fragment
 */
export function readPasted(text: string, pageUrl: string): Pasted | LinkTrouble {
  const trimmed = text.slice(0, MAX_PASTED_CHARACTERS).trim();
  const address = ADDRESS_IN_TEXT.exec(trimmed)?.[0];
  if (address === undefined) {
    const bare = trimmed.replace(/^#/, '');
    return FRAGMENT_FORM.test(bare) ? { fragment: bare, site: 'none' } : 'LINK_UNKNOWN';
  }
  if (!URL.canParse(address)) return 'LINK_UNKNOWN';
  const url = new URL(address);
  const fragment = url.hash.slice(1);
  if (fragment === '') return isSamePage(url, pageUrl) ? 'LINK_INCOMPLETE' : 'LINK_ELSEWHERE';
  return { fragment, site: isSamePage(url, pageUrl) ? 'this' : 'other' };
}

function isSamePage(url: URL, pageUrl: string): boolean {
  const page = new URL(pageUrl);
  const path = ({ pathname }: URL) => pathname.replace(/index\.html$/, '');
  return url.origin === page.origin && path(url) === path(page);
}
