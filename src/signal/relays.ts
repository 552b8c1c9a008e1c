/** Which relay to use: the one that served the page, or one a person names. */

/** Why a relay's address is refused, at the moment it is entered (FAULTS.md, bad input 43). */
type RelayUrlTrouble =
  | 'RELAY_URL_MALFORMED' // not a URL
  | 'RELAY_URL_SCHEME' // neither wss: nor ws:
  | 'RELAY_URL_INSECURE' // ws: leaves this machine unencrypted
  | 'RELAY_URL_CREDENTIALS' // a password in an address ends up in logs; it has fields of its own
  | 'RELAY_URL_IP' // certificates are for names
  | 'RELAY_URL_FRAGMENT'; // WebSocket URLs have none (RFC 6455, section 3)

export type RelayUrl =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly code: RelayUrlTrouble };

/** Longer addresses are mistakes. */
const MAX_URL_LENGTH = 2048;

/** Names of this machine: RFC 6761, section 6.3, and RFC 1122, 3.2.1.3. The URL parser has normalised the host. */
function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isIpLiteral(host: string): boolean {
  return host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/** The relay beside the page: same host, `mqtt` under the base. @param base `import.meta.env.BASE_URL` */
export function defaultRelayUrl(pageUrl: string, base: string): string {
  const url = new URL(`${base}mqtt`, pageUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

interface Login {
  readonly url: string;
  readonly userName: string;
  readonly password: string;
}

/**
 * The relays to use, in order, each with what it wants to hear of whoever comes.
 * @param ownUrl the one beside the page, where no other is named
 */
export function withLogins(
  urls: readonly string[],
  logins: readonly Login[],
  ownUrl: string,
): readonly (Login | { readonly url: string })[] {
  const byUrl = new Map(logins.map((login) => [login.url, login]));
  return (urls.length > 0 ? urls : [ownUrl]).map((url) => byUrl.get(url) ?? { url });
}

function trouble(code: RelayUrlTrouble): RelayUrl {
  return { ok: false, code };
}

/** Checks an address a person typed. @returns the normalised URL or a reason; the text is never echoed */
export function checkRelayUrl(text: string): RelayUrl {
  const trimmed = text.trim();
  if (trimmed.length > MAX_URL_LENGTH || !URL.canParse(trimmed)) return trouble('RELAY_URL_MALFORMED');
  const url = new URL(trimmed);
  if (url.protocol !== 'wss:' && url.protocol !== 'ws:') return trouble('RELAY_URL_SCHEME');
  if (url.username !== '' || url.password !== '') return trouble('RELAY_URL_CREDENTIALS');
  if (url.href.includes('#')) return trouble('RELAY_URL_FRAGMENT');
  if (isThisMachine(url.hostname)) return { ok: true, url: url.href };
  if (url.protocol === 'ws:') return trouble('RELAY_URL_INSECURE');
  if (isIpLiteral(url.hostname)) return trouble('RELAY_URL_IP');
  return { ok: true, url: url.href };
}
