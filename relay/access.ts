/** Who may connect, told from the HTTP request that asks for the WebSocket; nothing here has been proven, only said. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { RefusalReason } from './counters.ts';

export interface Access {
  /** Names this relay is reached by, besides localhost and bare addresses. */
  readonly hosts: readonly string[];
  /** Origins of other sites whose pages may use it. */
  readonly origins: readonly string[];
  /** How many reverse proxies stand before it, each of which appends to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Whether programs other than browsers may connect: they send no Origin. */
  readonly nativeClients: boolean;
}

export const DEFAULT_ACCESS: Access = { hosts: [], origins: [], trustedProxies: 0, nativeClients: false };

/** Name or address of a Host header without its port, in lower case; null for what is none. */
function hostName(host: string | undefined): string | null {
  if (host === undefined || !URL.canParse(`http://${host}`)) return null;
  const url = new URL(`http://${host}`);
  return url.pathname === '/' && url.username === '' && url.search === '' ? url.hostname : null;
}

/**
 * A page of a name that was made to point here (DNS rebinding) is its own origin and passes that check; but its name
 * is none of ours. A bare address cannot be rebound. Vite's own `allowedHosts` does the same for pages.
 */
function isOwnHost(host: string | undefined, { hosts }: Access): boolean {
  const name = hostName(host);
  if (name === null) return false;
  if (name === 'localhost' || name.endsWith('.localhost') || hosts.includes(name)) return true;
  return isIP(name) !== 0 || name.startsWith('[');
}

/** RFC 6455, section 10.2: keeps other people's pages from using a visitor's relay. */
function isWelcomeOrigin({ origin, host }: IncomingMessage['headers'], access: Access): boolean {
  if (origin === undefined) return access.nativeClients;
  if (access.origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

function offersMqtt(request: IncomingMessage): boolean {
  const offered = request.headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((protocol) => protocol.trim() === 'mqtt');
}

export function whyNotConnect(request: IncomingMessage, access: Access): RefusalReason | null {
  if (!isOwnHost(request.headers.host, access)) return 'host';
  if (!isWelcomeOrigin(request.headers, access)) return 'origin';
  return offersMqtt(request) ? null : 'protocol';
}

/**
 * Whom to count a connection to: an IPv4 address, or the /64 that one IPv6 customer has to itself (RFC 6177).
 * Behind proxies it is the entry the outermost trusted one appended; all left of it is the client's own invention.
 */
export function addressOf(request: IncomingMessage, { trustedProxies }: Access): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return networkOf(direct);
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const named = forwarded.at(-trustedProxies)?.trim() ?? '';
  return networkOf(isIP(named) === 0 ? direct : named);
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]; // RFC 4291, 2.5.5.2
  if (mapped) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':').length : 0;
  while (tail !== undefined && groups.length < 8 - after) groups.push('0');
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
