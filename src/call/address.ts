/**
 * Network addresses of candidates as bytes: IPv4 (RFC 791), IPv6 (RFC 4291) and multicast-DNS names of browsers,
 * which are a random UUID (RFC 4122) under `.local` (draft-ietf-mmusic-mdns-ice-candidates).
 */

export type Address =
  | { readonly family: 'ipv4'; readonly bytes: Uint8Array }
  | { readonly family: 'ipv6'; readonly bytes: Uint8Array }
  | { readonly family: 'mdns'; readonly bytes: Uint8Array };

/** Bytes an address of each family takes. */
export const ADDRESS_BYTES = { ipv4: 4, ipv6: 16, mdns: 16 } as const;

const MDNS_FORM = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.local$/i;

/** @returns the address, or null when the text is none of the three forms */
export function parseAddress(text: string): Address | null {
  const mdns = MDNS_FORM.exec(text);
  if (mdns) return { family: 'mdns', bytes: bytesFromHex(mdns.slice(1).join('')) };
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Text of an address, as it stands in an `a=candidate` line. */
export function addressText(address: Address): string {
  switch (address.family) {
    case 'ipv4':
      return address.bytes.join('.');
    case 'ipv6':
      return Array.from({ length: 8 }, (_, i) => word(address.bytes, i).toString(16)).join(':');
    case 'mdns': {
      const hex = hexFromBytes(address.bytes);
      const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
      return `${groups.join('-')}.local`;
    }
  }
}

/**
 * Whether a stranger may make this browser send packets there. Loopback, link-local, multicast, broadcast and
 * unspecified addresses are refused, else a peer could use ICE to knock on doors behind the firewall.
 */
export function isReachable({ family, bytes }: Address): boolean {
  if (family === 'mdns') return true;
  if (family === 'ipv4') return isReachableIpv4(bytes);
  const unspecifiedOrLoopback = bytes.subarray(0, 15).every((byte) => byte === 0) && bytes[15]! <= 1;
  const linkLocal = bytes[0] === 0xfe && (bytes[1]! & 0xc0) === 0x80;
  const mappedIpv4 = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return !(unspecifiedOrLoopback || linkLocal || mappedIpv4 || bytes[0] === 0xff);
}

function isReachableIpv4(bytes: Uint8Array): boolean {
  const [a, b] = [bytes[0]!, bytes[1]!];
  return a !== 0 && a !== 127 && a < 224 && !(a === 169 && b === 254);
}

function parseIpv4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return { family: 'ipv4', bytes: Uint8Array.from(parts, Number) };
}

function parseIpv6(text: string): Address | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head!.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const words = [...head!, ...Array<string>(missing).fill('0'), ...(tail ?? [])];
  if (!words.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return null;
  const bytes = new Uint8Array(16);
  words.forEach((part, i) => {
    const value = Number.parseInt(part, 16);
    bytes[2 * i] = value >> 8;
    bytes[2 * i + 1] = value & 0xff;
  });
  return { family: 'ipv6', bytes };
}

function word(bytes: Uint8Array, index: number): number {
  return (bytes[2 * index]! << 8) | bytes[2 * index + 1]!;
}

/** @param hex an even number of hexadecimal digits */
export function bytesFromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

export function hexFromBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
