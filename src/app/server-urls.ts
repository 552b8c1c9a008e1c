/** Addresses of servers that a person types: taken as they should be, or refused with a reason. */
import { isIceUrl } from '../call/ice-url.ts';

/** Why a relay's address is refused, at the moment it is entered (FAULTS.md, bad input 43). */
export type RelayUrlTrouble =
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

/** Why an address of a STUN or TURN server is refused. */
export type IceUrlTrouble = 'ICE_URL_MALFORMED' | 'ICE_URL_LOGIN'; // TURN wants a user name and a password

/** @param hasLogin both texts were typed */
export function checkIceUrl(
  text: string,
  hasLogin: boolean,
): { ok: true; url: string } | { ok: false; code: IceUrlTrouble } {
  const url = text.trim();
  if (!isIceUrl(url)) return { ok: false, code: 'ICE_URL_MALFORMED' };
  return /^turn/i.test(url) && !hasLogin ? { ok: false, code: 'ICE_URL_LOGIN' } : { ok: true, url };
}

/** Credentials are asked for at this page's own site only: others could not be reached anyway (see the page's policy). */
export function checkCredentialsUrl(
  text: string,
  pageUrl: string,
): { ok: true; url: string } | { ok: false; code: 'LEND_URL_ELSEWHERE' } {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, url: '' };
  const url = URL.canParse(trimmed, pageUrl) ? new URL(trimmed, pageUrl) : null;
  const isOwn = url?.origin === new URL(pageUrl).origin && url.username === '';
  return url && isOwn ? { ok: true, url: url.href } : { ok: false, code: 'LEND_URL_ELSEWHERE' };
}
