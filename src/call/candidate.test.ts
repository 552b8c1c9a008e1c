import { describe, expect, it } from 'vitest';
import { addressText, parseAddress } from './address.ts';
import { candidateLine, decodeCandidates, encodeCandidates, MAX_CANDIDATES, parseCandidate } from './candidate.ts';

const line = (address: string, port = 50000, kind = 'host', transport = 'udp') =>
  `candidate:1 1 ${transport} 2122260223 ${address} ${port} typ ${kind} generation 0`;

describe('addresses', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0:0:0:0:1'],
    ['::2', '0:0:0:0:0:0:0:2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6'],
    ['7f3c1f9e-0b1c-4d6c-8a55-0123456789ab.local', '7f3c1f9e-0b1c-4d6c-8a55-0123456789ab.local'],
  ])('keeps %s through its bytes', (text, canonical) => {
    expect(addressText(parseAddress(text)!)).toBe(canonical);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '12345::',
    ':::',
    'anna.local',
    'x.example',
  ])('does not take "%s" for an address', (text) => expect(parseAddress(text)).toBeNull());
});

describe('candidates', () => {
  it.each(['host', 'srflx', 'relay'])('carries a %s candidate in 7 bytes', (kind) => {
    const candidate = parseCandidate(line('203.0.113.7', 50001, kind))!;
    const bytes = encodeCandidates([candidate]);
    expect(bytes).toHaveLength(7);
    const [read] = decodeCandidates(bytes)!;
    expect(candidateLine(read!, 0)).toMatch(new RegExp(`^candidate:1 1 udp \\d+ 203\\.0\\.113\\.7 50001 typ ${kind}`));
  });

  it('prefers a direct path to a reflected one, and that to a relay', () => {
    const priority = (kind: string) =>
      Number(candidateLine(parseCandidate(line('203.0.113.7', 5000, kind))!, 0).split(' ')[3]);
    expect(priority('host')).toBeGreaterThan(priority('srflx'));
    expect(priority('srflx')).toBeGreaterThan(priority('relay'));
  });

  it.each([
    ['loopback', line('127.0.0.1')],
    ['link-local', line('169.254.1.1')],
    ['multicast', line('224.0.0.1')],
    ['broadcast', line('255.255.255.255')],
    ['unspecified', line('0.0.0.0')],
    ['IPv6 loopback', line('::1')],
    ['IPv6 link-local', line('fe80::1')],
    ['IPv6 multicast', line('ff02::1')],
    ['IPv4 inside IPv6', line('0:0:0:0:0:ffff:7f00:1')],
    ['port 0', line('203.0.113.7', 0)],
    ['the port of SSH', line('203.0.113.7', 22)],
    ['the port of mail', line('203.0.113.7', 25)],
    ['a port too high', line('203.0.113.7', 70000)],
    ['a host name', line('router.example')],
    ['TCP', line('203.0.113.7', 9, 'host', 'tcp')],
    ['a kind nobody knows', line('203.0.113.7', 5000, 'magic')],
  ])('leaves out %s', (_, text) => expect(parseCandidate(text)).toBeNull());

  it('skips a forbidden address inside the compact form and keeps its neighbours', () => {
    const good = encodeCandidates([parseCandidate(line('203.0.113.7'))!]);
    const loopback = Uint8Array.of(0, 127, 0, 0, 1, 200, 200);
    expect(decodeCandidates(Uint8Array.from([...loopback, ...good]))).toHaveLength(1);
  });

  it('refuses a cut list, an unknown kind and a flood', () => {
    const one = encodeCandidates([parseCandidate(line('203.0.113.7'))!]);
    expect(decodeCandidates(one.subarray(0, 6))).toBeNull();
    expect(decodeCandidates(Uint8Array.of(3, ...one.subarray(1)))).toBeNull();
    const flood = new Uint8Array(7 * (MAX_CANDIDATES + 1));
    for (let i = 0; i <= MAX_CANDIDATES; i++) flood.set(one, 7 * i);
    expect(decodeCandidates(flood)).toBeNull();
    expect(decodeCandidates(flood.subarray(7))).toHaveLength(MAX_CANDIDATES);
  });
});
