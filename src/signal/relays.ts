/** Which relays to use: those a person named, or the one that served the page. */
import type { ServerLogin } from '../settings/schema.ts';

/** The relay beside the page: same host, `mqtt` under the base. @param base `import.meta.env.BASE_URL` */
export function defaultRelayUrl(pageUrl: string, base: string): string {
  const url = new URL(`${base}mqtt`, pageUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * The relays to use, in order, each with what it wants to hear of whoever comes.
 * @param ownUrl the one beside the page, where no other is named
 */
export function withLogins(
  urls: readonly string[],
  logins: readonly ServerLogin[],
  ownUrl: string,
): readonly (ServerLogin | { readonly url: string })[] {
  const byUrl = new Map(logins.map((login) => [login.url, login]));
  return (urls.length > 0 ? urls : [ownUrl]).map((url) => byUrl.get(url) ?? { url });
}
