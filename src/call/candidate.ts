/** ICE candidates (RFC 8839, section 5.1) as bounded fields: what a stranger's browser says about where it can be met. */
import { ADDRESS_BYTES, type Address, addressText, isReachable, parseAddress } from './address.ts';

export interface Candidate {
  readonly kind: 'host' | 'srflx' | 'relay';
  readonly address: Address;
  /** UDP port, 1..65535. */
  readonly port: number;
}

/** More than this a browser never needs; adding thousands blocks Chromium for the better part of a minute. */
export const MAX_CANDIDATES = 32;

/** Ports of services that must not be knocked on by ICE: SSH, mail, DNS. */
const FORBIDDEN_PORTS = new Set([0, 22, 25, 53]);

const KINDS = ['host', 'srflx', 'relay'] as const;
const FAMILIES = ['ipv4', 'ipv6', 'mdns'] as const;

/** Type preferences of RFC 8445, section 5.1.2.2. */
const TYPE_PREFERENCE = { host: 126, srflx: 100, relay: 0 } as const;

/**
 * Reads one `candidate:` line of one's own browser.
 * @returns null for what is not sent on: TCP, other components, addresses and ports nobody may be sent to
 */
export function parseCandidate(line: string): Candidate | null {
  const fields = line.replace(/^(a=)?candidate:/, '').split(' ');
  const [, component, transport, , addressField, portField, , kindField] = fields;
  const kind = kindField === 'prflx' ? undefined : KINDS.find((known) => known === kindField);
  const address = parseAddress(addressField ?? '');
  const port = Number(portField);
  if (component !== '1' || transport?.toLowerCase() !== 'udp' || !kind || !address) return null;
  const candidate = { kind, address, port };
  return isAcceptable(candidate) ? candidate : null;
}

/** The line for `addIceCandidate` or an SDP, without `a=`; `index` keeps priorities apart (RFC 8445, 5.1.2.1). */
export function candidateLine({ kind, address, port }: Candidate, index: number): string {
  const priority = TYPE_PREFERENCE[kind] * 2 ** 24 + (65535 - index) * 2 ** 8 + 255;
  const base = `candidate:${index + 1} 1 udp ${priority} ${addressText(address)} ${port} typ ${kind}`;
  return kind === 'host' ? base : `${base} raddr 0.0.0.0 rport 9`;
}

/** Compact form: 7 bytes for IPv4, 19 for the others; more than `MAX_CANDIDATES` are left out. */
export function encodeCandidates(candidates: readonly Candidate[]): Uint8Array {
  const bytes: number[] = [];
  for (const { kind, address, port } of candidates.slice(0, MAX_CANDIDATES)) {
    bytes.push((FAMILIES.indexOf(address.family) << 2) | KINDS.indexOf(kind), ...address.bytes, port >> 8, port & 0xff);
  }
  return Uint8Array.from(bytes);
}

/**
 * Reads the compact form. Unwelcome addresses are skipped, not refused: an honest browser may well list one.
 * @returns null when the bytes are cut, hold an unknown kind or more than `MAX_CANDIDATES`
 */
export function decodeCandidates(bytes: Uint8Array): Candidate[] | null {
  const candidates: Candidate[] = [];
  let seen = 0;
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at]!;
    const kind = KINDS[head & 3];
    const family = FAMILIES[head >> 2];
    if (!kind || !family || ++seen > MAX_CANDIDATES) return null;
    const end = at + 1 + ADDRESS_BYTES[family];
    if (end + 2 > bytes.length) return null;
    const port = (bytes[end]! << 8) | bytes[end + 1]!;
    const candidate = { kind, address: { family, bytes: bytes.slice(at + 1, end) }, port };
    if (isAcceptable(candidate)) candidates.push(candidate);
    at = end + 2;
  }
  return candidates;
}

function isAcceptable({ address, port }: Candidate): boolean {
  return Number.isInteger(port) && port <= 65535 && !FORBIDDEN_PORTS.has(port) && isReachable(address);
}
