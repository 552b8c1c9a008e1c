/** What kind of system this is, where that decides what a browser may do in the background. */

export type SystemKind = 'desktop' | 'android' | 'apple';

/** @param userAgent and @param touchPoints as the navigator has them */
export function systemKind({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): SystemKind {
  if (/Android/.test(userAgent)) return 'android';
  // iPads call themselves Macs, but no Mac has a touch screen.
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (/Mac/.test(userAgent) && maxTouchPoints > 1);
  return isApple ? 'apple' : 'desktop';
}
