import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Access, addressOf, DEFAULT_ACCESS, whyNotConnect } from './access.ts';

/** The part of a request that is looked at. */
function request(headers: Record<string, string | undefined>, remoteAddress = '192.0.2.1'): IncomingMessage {
  const all = { 'sec-websocket-protocol': 'mqtt', ...headers };
  return { headers: all, socket: { remoteAddress } } as unknown as IncomingMessage;
}

function why(headers: Record<string, string | undefined>, access: Partial<Access> = {}) {
  return whyNotConnect(request(headers), { ...DEFAULT_ACCESS, ...access });
}

describe('a page', () => {
  it.each([
    ['localhost:4173', 'http://localhost:4173'],
    ['a.localhost', 'http://a.localhost'],
    ['127.0.0.1:4173', 'http://127.0.0.1:4173'],
    ['[::1]:4173', 'http://[::1]:4173'],
    ['192.168.1.2', 'https://192.168.1.2'],
  ])('of %s may connect there', (host, origin) => {
    expect(why({ host, origin })).toBeNull();
  });

  it('of a name may connect where the name is the relay’s', () => {
    const headers = { host: 'humr.example', origin: 'https://humr.example' };
    expect(why(headers)).toBe('host');
    expect(why(headers, { hosts: ['humr.example'] })).toBeNull();
    expect(why({ ...headers, host: 'Humr.Example' }, { hosts: ['humr.example'] })).toBeNull();
  });

  it.each([
    ['made to point here (DNS rebinding)', 'evil.example:4173', 'http://evil.example:4173'],
    ['that only begins like ours', 'localhost.evil.example', 'http://localhost.evil.example'],
    ['with more than a name', 'localhost/x', 'http://localhost'],
    ['with a user name', 'a@localhost', 'http://localhost'],
    ['that is none', '', 'http://localhost'],
  ])('of a name %s may not', (_what, host, origin) => {
    expect(why({ host, origin })).toBe('host');
  });

  it('of another site may connect when it is named', () => {
    const headers = { host: '127.0.0.1', origin: 'https://pages.example' };
    expect(why(headers)).toBe('origin');
    expect(why(headers, { origins: ['https://pages.example'] })).toBeNull();
    expect(why({ ...headers, origin: 'null' }, { origins: ['https://pages.example'] })).toBe('origin');
  });

  it('that is no page may connect only when programs may', () => {
    expect(why({ host: '127.0.0.1' })).toBe('origin');
    expect(why({ host: '127.0.0.1' }, { nativeClients: true })).toBeNull();
    expect(why({ host: '127.0.0.1', origin: 'http://evil.example' }, { nativeClients: true })).toBe('origin');
  });
});

describe('a connection is counted to', () => {
  const count = (remote: string, forwarded?: string, trustedProxies = 0) =>
    addressOf(request({ 'x-forwarded-for': forwarded }, remote), { ...DEFAULT_ACCESS, trustedProxies });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s as %s', (remote, counted) => {
    expect(count(remote)).toBe(counted);
  });

  it('whom the outermost trusted proxy saw, whatever the client says of itself', () => {
    expect(count('10.0.0.1', '203.0.113.9')).toBe('10.0.0.1');
    expect(count('10.0.0.1', '6.6.6.6, 203.0.113.9', 1)).toBe('203.0.113.9');
    expect(count('10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', 2)).toBe('203.0.113.9');
  });

  it('the proxy itself when it says nothing sound', () => {
    expect(count('10.0.0.1', undefined, 1)).toBe('10.0.0.1');
    expect(count('10.0.0.1', 'unknown', 1)).toBe('10.0.0.1');
  });
});
